import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { checkOutput, type Format, type OutputOptions, printer } from '../../src/io/output.ts';
import type { Value } from '../../src/value.ts';
import { capture } from '../support/io.ts';

async function* pagesOf(...pages: (Value[] | Error)[]): AsyncGenerator<Value[]> {
  for (const page of pages) {
    if (page instanceof Error) throw page;
    yield page;
  }
}

async function shown(
  value: Value,
  options: OutputOptions = {},
  terminal: { columns: number } | false = false,
) {
  const sink = capture(terminal ? { isTTY: true, ...terminal } : {});
  await printer(sink, options).value(value);
  return sink.text;
}

async function listed(pages: (Value[] | Error)[], options: OutputOptions, columns?: string[]) {
  const sink = capture();
  let failure = '';
  await printer(sink, options)
    .list(pagesOf(...pages), columns)
    .catch((error: Error) => {
      failure = error.message;
    });
  return { text: sink.text, writes: sink.writes, failure };
}

const web = { id: 12, name: 'web "a"', tags: ['x', 'y'], note: null };

describe('one document', () => {
  test.each<[Format | undefined, string]>([
    [undefined, '{"id":12,"name":"web \\"a\\"","tags":["x","y"],"note":null}\n'],
    ['json', '{"id":12,"name":"web \\"a\\"","tags":["x","y"],"note":null}\n'],
    ['kv', 'id=12\nname=$\'web "a"\'\ntags__0=x\ntags__1=y\nnote=\n'],
    ['ndjson', '{"id":12,"name":"web \\"a\\"","tags":["x","y"],"note":null}\n'],
    ['csv', 'id,name,tags,note\r\n12,"web ""a""","[""x"",""y""]",\r\n'],
    ['table', 'id    12\nname  web "a"\ntags  ["x","y"]\nnote\n'],
    ['yaml', 'id: 12\nname: web "a"\ntags:\n  - x\n  - "y"\nnote: null\n'],
  ])('%s', async (format, wanted) => {
    expect(await shown(web, { format })).toBe(wanted);
  });

  test('JSON is indented on a terminal, and no control character reaches it', async () => {
    expect(await shown({ a: 'x\u009b\u202e\u001b' }, {}, { columns: 80 })).toBe(
      '{\n  "a": "x\\u009b\\u202e\\u001b"\n}\n',
    );
  });

  test.each<[Format, string]>([
    ['kv', "a=$'\\x1b[2J\\nb'\n"],
    ['ndjson', '{"a":"\\u001b[2J\\nb"}\n'],
    ['csv', 'a\n"\\u001b[2J\nb"\n'],
    ['table', 'a  \\u001b[2J\\u000ab\n'],
  ])('%s on a terminal shows control characters', async (format, wanted) => {
    expect(await shown({ a: '\u001b[2J\nb' }, { format }, { columns: 80 })).toBe(wanted);
  });

  test('bytes to a pipe are as they are', async () => {
    expect(await shown({ a: '\u001b[2J\r\n' }, { field: 'a' })).toBe('\u001b[2J\r\n\n');
    expect(await shown({ a: '\u001b[2J\r\n' }, { field: 'a' }, { columns: 80 })).toBe(
      '\\u001b[2J\\u000d\n\n',
    );
  });
});

describe('lists', () => {
  const two = [[{ id: 1, name: 'a' }], [{ id: 2, name: 'b,c' }]] satisfies Value[][];

  test.each<[Format, string, number]>([
    ['json', '[{"id":1,"name":"a"},{"id":2,"name":"b,c"}]\n', 1],
    ['kv', '0__id=1\n0__name=a\n1__id=2\n1__name=b,c\n', 1],
    ['ndjson', '{"id":1,"name":"a"}\n{"id":2,"name":"b,c"}\n', 2],
    ['csv', 'id,name\r\n1,a\r\n2,"b,c"\r\n', 2],
    ['table', 'id  name\n1   a\n2   b,c\n', 1],
    ['yaml', '- id: 1\n  name: a\n- id: 2\n  name: b,c\n', 1],
  ])('%s', async (format, text, writes) => {
    expect(await listed(two, { format })).toEqual({ text, writes, failure: '' });
  });

  test.each<[Format, string]>([
    ['json', '[]\n'],
    ['kv', ''],
    ['ndjson', ''],
    ['csv', 'id,name\r\n'],
    ['table', ''],
    ['yaml', '[]\n'],
  ])('an empty list as %s', async (format, text) => {
    expect((await listed([[]], { format }, ['id', 'name'])).text).toBe(text);
  });

  test('an empty list as csv without known columns', async () => {
    expect((await listed([], { format: 'csv' })).text).toBe('');
  });

  test.each<[Format, string]>([
    ['json', ''],
    ['kv', ''],
    ['ndjson', '{"id":1,"name":"a"}\n'],
    ['csv', 'id,name\r\n1,a\r\n'],
    ['table', ''],
    ['yaml', ''],
  ])('a failure after the first page, %s', async (format, text) => {
    const first = two[0] ?? [];
    expect(await listed([first, new Error('gone')], { format })).toMatchObject({ text, failure: 'gone' });
  });

  test('csv begins with the known columns and refuses later strangers', async () => {
    expect(await listed([[{ b: 1, c: 2 }], [{ d: 3 }]], { format: 'csv' }, ['a', 'b'])).toEqual({
      text: 'a,b,c\r\n,1,2\r\n',
      writes: 1,
      failure: 'printing CSV: an item has "d", which is not in the heading already printed',
    });
  });

  test('bare values have one column', async () => {
    expect((await listed([['a', 'b']], { format: 'csv' })).text).toBe('value\r\na\r\nb\r\n');
    expect((await listed([['a', 'b']], { format: 'table' })).text).toBe('value\na\nb\n');
  });

  test('the next page is asked for only when the last one was taken', async () => {
    const events: string[] = [];
    const sink = {
      isTTY: false,
      write: async () => {
        await Promise.resolve();
        events.push('taken');
      },
    };
    async function* pages(): AsyncGenerator<Value[]> {
      for (const id of [1, 2]) {
        events.push(`page ${id}`);
        yield [{ id }];
      }
    }
    await printer(sink, { format: 'ndjson' }).list(pages());
    expect(events).toEqual(['page 1', 'taken', 'page 2', 'taken']);
  });

  test('a table is cut to the width of the terminal', async () => {
    const text = await shown(
      [
        { id: 1, name: '東京東京' },
        { id: 2, name: 'abcdefgh' },
      ],
      { format: 'table' },
      { columns: 9 },
    );
    expect(text).toBe('id  name\n1   東京…\n2   abcd…\n');
  });

  test('a long table has one heading and the same columns all along', async () => {
    const items = Array.from({ length: 250 }, (_, id) => ({
      id,
      name: id === 240 ? '東京 a\u0301 ❤️' : 'x',
      end: 'e',
    }));
    const text = await shown(items, { format: 'table' });
    const lines = text.split('\n');
    expect([lines.length, lines[0], lines[1], lines[150], lines[241]]).toEqual([
      252,
      'id   name       end',
      '0    x          e',
      '149  x          e',
      '240  東京 a\u0301 ❤️  e',
    ]);
  });

  test('items without anything make no table', async () => {
    expect(await shown([{}, {}], { format: 'table' })).toBe('');
  });

  test('table columns follow the known order, without empty ones', async () => {
    expect((await listed([[{ name: 'a', id: 1 }]], { format: 'table' }, ['id', 'gone', 'name'])).text).toBe(
      'id  name\n1   a\n',
    );
  });
});

describe('YAML', () => {
  test('texts stay texts, for old readers too', async () => {
    const text = await shown({ a: 'yes', b: '0012', c: 'null', d: '1e3', e: '' }, { format: 'yaml' });
    expect(text).toBe('a: "yes"\nb: "0012"\nc: "null"\nd: "1e3"\ne: ""\n');
  });

  test('it reads back the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), async (object) => {
        expect(parseYaml(await shown(object, { format: 'yaml' }))).toEqual(object);
      }),
    );
  });

  test('long numbers keep every digit', async () => {
    expect(await shown([12345678901234567890n], { format: 'yaml' })).toBe('- 12345678901234567890\n');
  });
});

describe('one field', () => {
  test.each<[Value, string, string]>([
    [web, 'name', 'web "a"\n'],
    [web, 'note', '\n'],
    [web, 'tags', '["x","y"]\n'],
    [web, 'tags.1', 'y\n'],
    [web, 'tags__0', 'x\n'],
    [{ a: { b: { c: true } } }, 'a.b__c', 'true\n'],
    [{ 'a.b': 1, a: { b: 2 } }, 'a.b', '1\n'],
    [[{ id: 1 }, { id: 2 }], 'id', '1\n2\n'],
    [[{ id: 1 }, { name: 'x' }], 'id', '1\n\n'],
    [[{ id: 1 }, { id: 2 }], '1__id', '2\n'],
    [[], 'id', ''],
  ])('%j at %s', async (value, field, wanted) => {
    expect(await shown(value, { field })).toBe(wanted);
  });

  test.each<[Value, string, string]>([
    [web, 'Name', 'printing the field "Name": the answer has id, name, tags, note'],
    [[{ id: 1 }, { name: 'x' }], 'x', 'printing the field "x": the answer has id, name'],
    [web, 'constructor', 'printing the field "constructor": the answer has id, name, tags, note'],
    ['text', 'x', 'printing the field "x": the answer has no fields'],
  ])('%j has no %s', async (value, field, message) => {
    await expect(shown(value, { field })).rejects.toMatchObject({ message, code: 2 });
  });
});

describe('queries', () => {
  test.each<[OutputOptions, string]>([
    [{ query: '[?id>`1`].name' }, '["b"]\n'],
    [{ query: 'length(@)', format: 'kv' }, 'value=2\n'],
    [{ query: '[].{n:name}', format: 'csv' }, 'n\r\na\r\nb\r\n'],
    [{ query: '[].{n:name}', format: 'ndjson' }, '{"n":"a"}\n{"n":"b"}\n'],
    [{ query: 'reverse(@)', field: 'id' }, '2\n1\n'],
    [{ query: 'nothing' }, 'null\n'],
    [{ query: 'constructor' }, 'null\n'],
  ])('%j', async (options, wanted) => {
    expect(await listed([[{ id: 1, name: 'a' }], [{ id: 2, name: 'b' }]], options, ['id'])).toMatchObject({
      text: wanted,
      failure: '',
    });
  });

  test.each<[OutputOptions, string]>([
    [{ query: '[?a==' }, 'reading the query "[?a==": Syntax error: invalid token (EOF): ""'],
    [{ query: 'foo(@)' }, 'reading the query "foo(@)": there is no function foo()'],
    [{ field: ' ' }, 'reading -f: the name of the field is empty'],
    [{ format: 'xml' as Format }, 'reading -o xml: no such form of output'],
  ])('%j is refused before anything is sent', async (options, message) => {
    await expect(checkOutput(options)).rejects.toMatchObject({ message, code: 2 });
  });

  test('good options pass', async () => {
    await expect(
      checkOutput({ format: 'csv', query: 'sort_by(@, &id)', field: 'id' }),
    ).resolves.toBeUndefined();
  });
});
