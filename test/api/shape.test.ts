import { describe, expect, test } from 'vitest';
import type { Fields } from '../../src/api/catalogue/row.ts';
import { query, secretNames, shape } from '../../src/api/shape.ts';
import type { Entry, ValueObject } from '../../src/value.ts';

const fields: Fields = {
  name: { kind: 'text', required: true },
  port: { kind: 'integer', min: 1, max: 65535 },
  ratio: { kind: 'number' },
  enabled: { kind: 'flag' },
  policy_id: { kind: 'integer', nullable: true },
  comments: { kind: 'text', nullable: true },
  when: { kind: 'time', nullable: true },
  type: { kind: ['ssh', 'telnet'] },
  ids: { kind: 'list', of: { kind: 'integer' } },
  rules: {
    kind: 'list',
    of: { kind: 'object', fields: { host: { kind: 'text' }, port: { kind: 'integer' } } },
  },
  criteria: { kind: 'object', fields: { names: { kind: 'list', of: { kind: 'text' } } } },
  key: { kind: 'secret', writeOnly: true },
  only_new: { kind: 'text', verbs: ['add'] },
  free: { kind: 'any' },
};

const entry = (key: string, text: string, quoted = false): Entry => ({ key, text, quoted });

function typed(pairs: readonly (readonly [string, string, boolean?])[], over: object = {}): ValueObject {
  return shape(
    pairs.map(([key, text, quoted]) => entry(key, text, quoted)),
    { fields, validate: true, name: 'thing', ...over },
  );
}

describe('the field decides the type', () => {
  test.each([
    ['name', '0012', '0012'],
    ['name', 'true', 'true'],
    ['name', 'null', 'null'],
    ['name', '', ''],
    ['port', '22', 22],
    ['port', '0022', 22],
    ['port', '12345678901234567890', 12345678901234567890n],
    ['ratio', '1.5', 1.5],
    ['enabled', 'True', true],
    ['enabled', 'no', false],
    ['enabled', '1', true],
    ['enabled', '0', false],
    ['policy_id', '', null],
    ['policy_id', 'null', null],
    ['comments', 'null', 'null'],
    ['comments', '', ''],
    ['when', '', null],
    ['when', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['type', 'something-new', 'something-new'],
    ['ids', '[]', []],
    ['criteria', '{}', {}],
    ['free', '7', 7],
    ['free', 'seven', 'seven'],
  ])('%s=%s', (key, text, wanted) => {
    expect(typed([[key, text]])).toEqual({ [key]: wanted });
  });

  test.each([
    ['port', 'abc', 'reading port of thing: it is a whole number, not "abc"'],
    ['port', '', 'reading port of thing: it is a whole number, not ""'],
    ['port', '1.5', 'reading port of thing: it is a whole number, not "1.5"'],
    ['ratio', 'x', 'reading ratio of thing: it is a number, not "x"'],
    ['enabled', 'maybe', 'reading enabled of thing: it is true or false, not "maybe"'],
    ['ids', '1,2', 'reading ids of thing: it is a list, not "1,2"'],
    ['criteria', 'x', 'reading criteria of thing: it is a group of values, not "x"'],
  ])('%s=%s is refused', (key, text, message) => {
    expect(() => typed([[key, text]])).toThrow(expect.objectContaining({ code: 2, message }));
  });
});

test('nests objects and lists, each by its own field', () => {
  expect(
    typed([
      ['rules__0__host', '10.0.0.1'],
      ['rules__0__port', '22'],
      ['rules__1__host', '443'],
      ['criteria__names__0', '1'],
      ['ids__1', '8'],
      ['ids__0', '7'],
    ]),
  ).toEqual({
    rules: [{ host: '10.0.0.1', port: 22 }, { host: '443' }],
    criteria: { names: ['1'] },
    ids: [7, 8],
  });
});

test.each([
  [
    [
      ['ids__0', '1'],
      ['ids__2', '3'],
    ],
    'reading ids: a list counts from ids__0 without gaps',
  ],
  [[['name__x', '1']], 'reading name__x: name is text, not a group of values'],
  [[['criteria__nams', 'x']], 'reading the fields of thing: it has no field criteria__nams'],
] as const)('%j is refused', (pairs, message) => {
  expect(() => typed(pairs)).toThrow(expect.objectContaining({ code: 2, message }));
});

describe('unknown fields', () => {
  test('are refused with a suggestion', () => {
    expect(() => typed([['prot', '22']])).toThrow(
      expect.objectContaining({
        code: 2,
        message: 'reading the fields of thing: it has no field prot',
        hint: 'did you mean port? --no-validate sends it all the same',
      }),
    );
  });

  test('are sent, typed by their look, when not validated', () => {
    expect(
      typed(
        [
          ['x', '1'],
          ['y', '1', true],
          ['z', 'True'],
          ['n', 'null'],
        ],
        { validate: false },
      ),
    ).toEqual({
      x: 1,
      y: '1',
      z: true,
      n: null,
    });
  });

  test('of a path that nobody knows are typed by their look', () => {
    expect(
      typed(
        [
          ['a__0', '1'],
          ['b__c', '0012'],
          ['d', '[]'],
        ],
        { fields: undefined },
      ),
    ).toEqual({
      a: [1],
      b: { c: '0012' },
      d: [],
    });
  });

  test('__proto__ is a name like any other', () => {
    expect(() => typed([['__proto__', 'x']])).toThrow(expect.objectContaining({ code: 2 }));
    expect(Object.getPrototypeOf(typed([['constructor', 'x']], { validate: false }))).toBe(Object.prototype);
  });
});

test('a field of another verb is refused', () => {
  expect(typed([['only_new', 'x']], { verb: 'add' })).toEqual({ only_new: 'x' });
  expect(() => typed([['only_new', 'x']], { verb: 'update' })).toThrow(
    expect.objectContaining({ message: 'reading only_new: thing does not take it on update' }),
  );
});

test('an argument of JSON keeps its type', () => {
  const given: Entry = { key: 'ids', text: '[1]', quoted: false, json: [1] };
  expect(shape([given], { fields, validate: true, name: 'thing' })).toEqual({ ids: [1] });
});

test('query takes plain values only', () => {
  expect(query({ a: 1, b: true, c: 'x', d: null }, 'thing')).toEqual([
    ['a', '1'],
    ['b', 'true'],
    ['c', 'x'],
  ]);
  expect(() => query({ a: [1] }, 'thing')).toThrow(expect.objectContaining({ code: 2 }));
});

test('secretNames finds them at every depth', () => {
  expect(
    secretNames({
      ...fields,
      deep: { kind: 'list', of: { kind: 'object', fields: { pin: { kind: 'secret' } } } },
    }),
  ).toEqual(['key', 'pin']);
});
