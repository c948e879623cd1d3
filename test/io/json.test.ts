import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { parseJson, renderJson } from '../../src/io/json.ts';
import type { Value } from '../../src/value.ts';

describe('reading', () => {
  const shortNumbers = fc.json().filter((text) => !/\d{16}/.test(text));

  test('it agrees with JSON.parse on every JSON text without long whole numbers', () => {
    fc.assert(
      fc.property(shortNumbers, fc.constantFrom(0, 1, '\t'), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(parseJson(spaced, 'x')).toEqual(JSON.parse(spaced));
        expect(parseJson(` \r\n${text}\n`, 'x')).toEqual(JSON.parse(text));
      }),
    );
  });

  test('it refuses what JSON.parse refuses, with a Failure', () => {
    const almost = fc.string({ unit: fc.constantFrom(...'{}[]",:0-1.eE+truefalsn\\u \n'), maxLength: 12 });
    fc.assert(
      fc.property(almost, (text) => {
        let wanted: unknown;
        try {
          wanted = JSON.parse(text);
        } catch {
          expect(() => parseJson(text, 'x')).toThrow(Failure);
          return;
        }
        // JSON.parse takes a name twice, we do not.
        if (new Set(text.match(/"[^"]*":/g)).size === (text.match(/"[^"]*":/g) ?? []).length) {
          expect(parseJson(text, 'x')).toEqual(wanted);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test.each<[string, Value]>([
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['[-12345678901234567890]', [-12345678901234567890n]],
    ['1e3', 1000],
    ['0.1', 0.1],
    ['\ufeff{"a":1}', { a: 1 }],
  ])('%s', (text, wanted) => {
    expect(parseJson(text, 'x')).toEqual(wanted);
  });

  test('a member named __proto__ is a member', () => {
    const value = parseJson('{"__proto__":{"admin":true}}', 'x') as { admin?: boolean };
    expect(value.admin).toBeUndefined();
    expect(Object.keys(value)).toEqual(['__proto__']);
  });

  test.each([
    ['', 'reading x: it is empty, JSON was expected'],
    ['{', 'reading x: no JSON at line 1, column 2: the text ends too early'],
    ['{"a":1,\n "b":tru}', 'reading x: no JSON at line 2, column 6: a value was expected'],
    ["{'a':1}", 'reading x: no JSON at line 1, column 2: a name in double quotes was expected'],
    ['{"a" 1}', 'reading x: no JSON at line 1, column 6: ":" was expected'],
    ['[1 2]', 'reading x: no JSON at line 1, column 4: "," or "]" was expected'],
    ['[1,]', 'reading x: no JSON at line 1, column 4: a value was expected'],
    ['{"a":1}x', 'reading x: no JSON at line 1, column 8: more text after the end of the JSON value'],
    ['{"a":1,\n"a":2}', 'reading x: no JSON at line 2, column 1: this name is given twice'],
    ['"a\nb"', 'reading x: no JSON at line 1, column 3: a line break or control character inside a string'],
    ['"\\q"', 'reading x: no JSON at line 1, column 2: this escape is not known'],
    ['1e999', 'reading x: no JSON at line 1, column 1: this number is too large'],
    ['['.repeat(100_000), 'reading x: no JSON at line 1, column 1001: nested deeper than 1000 levels'],
  ])('%.20j is refused', (text, message) => {
    expect(() => parseJson(text, 'x')).toThrow(expect.objectContaining({ message, code: 2 }));
  });

  test('key=value text gets the hint it needs', () => {
    expect(() => parseJson('name=web\n', 'x')).toThrow(
      expect.objectContaining({ hint: 'this looks like key=value: say -k' }),
    );
  });
});

describe('writing', () => {
  test('indented or on one line', () => {
    expect(renderJson({ a: [1, null] }, 2)).toBe('{\n  "a": [\n    1,\n    null\n  ]\n}');
    expect(renderJson({ a: [1, null] }, 0)).toBe('{"a":[1,null]}');
  });

  test('long numbers keep every digit, there and back', () => {
    fc.assert(
      fc.property(fc.bigInt(), (id) => {
        expect(renderJson([id, 'x'], 0)).toBe(`[${id},"x"]`);
        expect(String((parseJson(renderJson([id], 2), 'x') as Value[])[0])).toBe(String(id));
      }),
    );
  });
});
