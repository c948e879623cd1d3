import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { checkKeys, parseArgument, parseKeyValue, renderKeyValue } from '../../src/io/keyvalue.ts';
import type { Entry, Value } from '../../src/value.ts';

const pairs = (text: string) => parseKeyValue(text).map(({ key, text }) => [key, text]);

function refusal(text: string): string {
  try {
    parseKeyValue(text);
  } catch (error) {
    if (error instanceof Failure) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('reading lines', () => {
  test.each<[string, string, string[][]]>([
    ['nothing', '', []],
    ['blank lines and comments', '\n \t\n# a=b\n  # c=d\n', []],
    [
      'bare values',
      'port=22\nname=web 1\n',
      [
        ['port', '22'],
        ['name', 'web 1'],
      ],
    ],
    ['the first "=" splits', 'key=a=b==', [['key', 'a=b==']]],
    ['blanks around are trimmed', '  a = b c \t\n', [['a', 'b c']]],
    ['signs are literal', "a=x#y 'z' \\n $HOME", [['a', "x#y 'z' \\n $HOME"]]],
    [
      'CRLF',
      'a=1\r\nb="x"\r\nc="p\r\nq"\r\n',
      [
        ['a', '1'],
        ['b', 'x'],
        ['c', 'p\nq'],
      ],
    ],
    ['a byte order mark', '\ufeffa=1', [['a', '1']]],
    [
      'nothing after "="',
      'a=\nb=""',
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
    [
      'inner quotes',
      'name="web "a""  \nb=1',
      [
        ['name', 'web "a"'],
        ['b', '1'],
      ],
    ],
    ['quotes in the middle', 'name=web "a"', [['name', 'web "a"']]],
    [
      'a key file',
      'private_key="-----BEGIN-----\nabc+/=\nx==\n-----END-----"\nport=22',
      [
        ['private_key', '-----BEGIN-----\nabc+/=\nx==\n-----END-----'],
        ['port', '22'],
      ],
    ],
    ['a first line that is empty inside quotes', 'a="\nx"', [['a', '\nx']]],
    [
      'ANSI-C quotes',
      "a=$'l1\\nl2\\t\\\\ \\' \\x41\\u00e9 \\\"'  \nb=2",
      [
        ['a', 'l1\nl2\t\\ \' Aé "'],
        ['b', '2'],
      ],
    ],
    ['bytes of UTF-8 in ANSI-C quotes', "a=$'\\xc3\\xa9\\U0001f642'", [['a', 'é🙂']]],
    ['nesting stays in the key', 'a__b__0=x', [['a__b__0', 'x']]],
  ])('%s', (_, text, wanted) => {
    expect(pairs(text)).toEqual(wanted);
  });

  test('quoting and lines are told', () => {
    expect(parseKeyValue('\na=1\nb="x\ny"\nc=$\'z\'\n')).toEqual([
      { key: 'a', text: '1', quoted: false, line: 2 },
      { key: 'b', text: 'x\ny', quoted: true, line: 3 },
      { key: 'c', text: 'z', quoted: true, line: 5 },
    ]);
  });

  test.each<[string, string]>([
    ['a=1\ni-0abc\n', '2 reading key=value input: line 2: no "=" in it'],
    ['tag=i-aaa\ni-bbb', '2 reading key=value input: line 2: no "=" in it'],
    [
      'a=1\n\nb="x\ny',
      '2 reading key=value input: line 3: the double quote that begins here is never closed',
    ],
    ["a=$'x", "2 reading key=value input: line 1: the $' that begins here is never closed"],
    ["a=$'x' y", "2 reading key=value input: line 1: the value goes on after its closing '"],
    ["a=$'\\q'", "2 reading key=value input: line 1: an escape inside $'...' is not known"],
    ["a=$'\\xff'", "2 reading key=value input: line 1: an escape inside $'...' is not known"],
    ['=x', '2 reading key=value input: line 1: nothing before "="'],
    ['my name=x', '2 reading key=value input: line 1: what stands before "=" is not a field name'],
    ['a=1\na=2', '2 reading key=value input: "a" is given twice (lines 1 and 2)'],
    ['a=1\na__b=2', '2 reading key=value input: both "a" (line 1) and "a__b" (line 2) are given'],
    ['a__b__c=1\na__b=2', '2 reading key=value input: both "a__b__c" (line 1) and "a__b" (line 2) are given'],
    ['a____b=1', '2 reading key=value input: line 1: the key has an empty part'],
    ['__proto__=1', '2 reading key=value input: line 1: this key is not accepted'],
    ['a____proto____b=1', '2 reading key=value input: line 1: this key is not accepted'],
    ["$'\\x5f\\x5fproto\\x5f\\x5f'=1", '2 reading key=value input: line 1: this key is not accepted'],
    ['{"name": "x"}', '2 reading key=value input: line 1: no "=" in it'],
  ])('%j is refused', (text, wanted) => {
    expect(refusal(text)).toBe(wanted);
  });

  test('a refusal never repeats what a line holds', () => {
    expect(refusal('-----BEGIN KEY-----')).not.toContain('BEGIN');
    expect(refusal('s3cret pass=word')).not.toContain('s3cret');
  });

  test('whatever comes, it is entries or a Failure with exit code 2', () => {
    const line = fc.string({ unit: fc.constantFrom(...'ab_=\'"$\\nxu0 \n\r#{'), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(line, fc.string({ unit: 'binary' })), (text) => {
        const answer = refusal(text);
        return answer === 'accepted' || answer.startsWith('2 reading key=value input: ');
      }),
      { numRuns: 3000 },
    );
  });
});

describe('reading arguments', () => {
  const noFile = async (): Promise<Uint8Array> => {
    throw new Error('no such file');
  };
  const file = async (path: string) => Buffer.from(`content of ${path}\n`);

  test.each<[string, Entry]>([
    ['port=22', { key: 'port', text: '22', quoted: false }],
    ['name= "x" ', { key: 'name', text: ' "x" ', quoted: false }],
    ['a.b-c=x=y', { key: 'a.b-c', text: 'x=y', quoted: false }],
    ['note=a:=b', { key: 'note', text: 'a:=b', quoted: false }],
    ['key=@id rsa', { key: 'key', text: 'content of id rsa\n', quoted: true }],
    ['a:=[1,"x"]', { key: 'a', text: '[1,"x"]', quoted: false, json: [1, 'x'] }],
    ['a:="@x"', { key: 'a', text: '"@x"', quoted: false, json: '@x' }],
    ['a=', { key: 'a', text: '', quoted: false }],
  ])('%s', async (text, wanted) => {
    expect(await parseArgument(text, file)).toEqual(wanted);
  });

  test.each([
    ['web', 'reading arguments: one is no key=value'],
    ['=x', 'reading arguments: nothing before "="'],
    ['a b=x', 'reading arguments: what stands before "=" is not a field name'],
    ['ä=x', 'reading arguments: a key has letters, digits, "_", "." and "-" only'],
    ['__proto__=x', 'reading arguments: this key is not accepted'],
    ['a=@', 'reading argument a: no file is named after "@"'],
    ['a=@gone', 'reading argument a from gone: no such file'],
    ['a:={', 'reading argument a: no JSON at line 1, column 2: the text ends too early'],
  ])('%s is refused', async (text, wanted) => {
    await expect(parseArgument(text, noFile)).rejects.toMatchObject({ message: wanted, code: 2 });
  });

  test('a file that is no text is refused', async () => {
    await expect(parseArgument('a=@f', async () => Uint8Array.of(0xff))).rejects.toMatchObject({
      message: 'reading argument a from f: the file is not UTF-8 text',
      code: 2,
    });
  });

  test('the same key twice is refused', () => {
    const entry = { key: 'a', text: '1', quoted: false };
    expect(() => checkKeys([entry, entry])).toThrow('reading key=value input: "a" is given twice');
  });
});

describe('writing', () => {
  test.each<[string, Value, string]>([
    ['an object', { id: 12, name: 'web' }, 'id=12\nname=web\n'],
    ['a list', [{ id: 12 }, { id: 13 }], '0__id=12\n1__id=13\n'],
    ['a bare list', ['a', 'b c'], '0=a\n1="b c"\n'],
    ['one value', 'x y', 'value="x y"\n'],
    ['nested', { a: { b: [1, { c: true }] } }, 'a__b__0=1\na__b__1__c=true\n'],
    ['null and empties', { a: null, b: [], c: {}, d: '' }, 'a=\nb=[]\nc={}\nd=""\n'],
    ['empties in a list', [[], {}], '0=[]\n1={}\n'],
    ['an empty list', [], ''],
    ['an empty object', {}, ''],
    ['long numbers', { id: 12345678901234567890n }, 'id=12345678901234567890\n'],
    [
      'texts that look like something else',
      { a: '[]', b: '{}', c: '#x', d: '~' },
      'a="[]"\nb="{}"\nc="#x"\nd="~"\n',
    ],
    ['blanks at the ends', { a: ' x ', b: '\tx' }, 'a=" x "\nb=$\'\\tx\'\n'],
    [
      'quotes and signs a shell knows',
      { a: '"x"', b: "it's", c: '$HOME', d: '`id`', e: 'a\\b', f: 'a;b&c' },
      `a=$'"x"'\nb=$'it\\'s'\nc=$'$HOME'\nd=$'\`id\`'\ne=$'a\\\\b'\nf="a;b&c"\n`,
    ],
    ['a forged line', [{ name: 'x\n0__id=99' }], "0__name=$'x\\n0__id=99'\n"],
    ['control characters', { a: '\u001b[2J\u009b\u202e\u2028\r' }, "a=$'\\x1b[2J\\u009b\\u202e\\u2028\\r'\n"],
    ['letters of any script', { a: 'Zürich', b: '東京', c: 'a🙂' }, 'a=Zürich\nb=東京\nc="a🙂"\n'],
    [
      'plain signs',
      { a: '2024-04-05T16:29:25Z', b: 'https://x/y?z', c: 'a@b.c' },
      'a=2024-04-05T16:29:25Z\nb="https://x/y?z"\nc=a@b.c\n',
    ],
    [
      'forged keys',
      { 'a=b\nid': 1, a__b: 2, a_: { b: 3 }, '': 4 },
      "$'a\\x3db\\nid'=1\n$'a\\x5f\\x5fb'=2\n$'a\\x5f'__b=3\n$''=4\n",
    ],
  ])('%s', (_, value, wanted) => {
    expect(renderKeyValue(value)).toBe(wanted);
  });

  /** What a value says, entry by entry: the oracle for reading back. */
  function flat(value: Value, path: string[] = []): [string[], string, boolean][] {
    if (typeof value !== 'object' || value === null) {
      const text = value === null ? '' : String(value);
      return [[path.length === 0 ? ['value'] : path, text, typeof value === 'string']];
    }
    const parts = Array.isArray(value)
      ? value.map((item, i) => [String(i), item] as const)
      : Object.entries(value);
    if (parts.length === 0)
      return path.length === 0 ? [] : [[path, Array.isArray(value) ? '[]' : '{}', false]];
    return parts.flatMap(([key, item]) => flat(item, [...path, key]));
  }

  const { tree } = fc.letrec<{ tree: Value }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'a_=\'"$\\n \n\r#[]{}\t\u009b\ud800') }),
      fc.integer(),
      fc.constantFrom(null, true, '[]', '{}', ''),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc
        .dictionary(
          fc.oneof(fc.string({ unit: fc.constantFrom(..."ab_='$\\\n") }), fc.string({ unit: 'binary' })),
          tie('tree'),
          { maxKeys: 4 },
        )
        .filter((object) => !Object.hasOwn(object, '__proto__')),
    ),
  }));

  test('what is written is read back the same, and a text is known as one where it could be mistaken', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const text = renderKeyValue(value);
        const wanted = flat(value);
        const entries = parseKeyValue(text);
        expect(text.split('\n').length - 1).toBe(wanted.length);
        expect(entries.map((entry) => [entry.path ?? entry.key.split('__'), entry.text])).toEqual(
          wanted.map(([path, content]) => [path, content]),
        );
        for (const [index, [, content, isText]] of wanted.entries()) {
          const mistakable = content === '' || content === '[]' || content === '{}';
          if (mistakable) expect(entries[index]?.quoted).toBe(isText);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('no control character is ever written but the line feed at the end of a line', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(renderKeyValue(value).replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u,
        );
      }),
    );
  });
});
