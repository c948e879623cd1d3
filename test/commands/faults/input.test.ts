import { describe, expect, test } from 'vitest';
import { open } from '../../support/io.ts';
import { world as makeWorld } from '../../support/run.ts';
import { inThat } from './nothing-sent.ts';

const world = await makeWorld();
const { run, sandbox } = world;

const nothingSent = inThat(world);
const missingFields = 'hint: give the fields as key=value arguments, or on standard input';
const emptyPart = [
  'btapi: reading the resource jump-group: an id or a part of the path is empty',
  'hint: an empty shell variable leaves a gap like this; nothing was sent',
];

describe('standard input that cannot be understood', () => {
  test.each<[what: string, words: string, stdin: string, lines: string[]]>([
    [
      'a quote that is never closed',
      '-k add jump-group',
      'name="Web\ncomments=x\n',
      [
        'btapi: reading key=value input: line 1: the double quote that begins here is never closed',
        'hint: the quote that ends a value is the last character of its line',
      ],
    ],
    [
      'a line without =',
      '-k add jump-group',
      'name=Web\nserver\n',
      [
        'btapi: reading key=value input: line 2: no "=" in it',
        'hint: a value of several lines stands between double quotes',
      ],
    ],
    [
      'a tag of two lines, as the clean-up script makes for two instances',
      '-kK list jump-item/shell-jump',
      'tag=i-aaa\ni-bbb\n',
      [
        'btapi: reading key=value input: line 2: no "=" in it',
        'hint: a value of several lines stands between double quotes',
      ],
    ],
    [
      'the same key twice',
      '-k add jump-group',
      '\nname=a\ncode_name=b\nname=c\n',
      ['btapi: reading key=value input: "name" is given twice (lines 2 and 4)'],
    ],
    [
      'a field nobody knows',
      '-k add jump-group',
      'nmae=Web\n',
      [
        'btapi: reading the fields of jump-group: it has no field nmae',
        'hint: did you mean name? --no-validate sends it all the same',
      ],
    ],
    [
      'text where a number belongs',
      '-k add jump-item/shell-jump',
      'name=a\nport=abc\n',
      ['btapi: reading port of jump-item/shell-jump: it is a whole number, not "abc"'],
    ],
    [
      'JSON that ends too early',
      'add jump-group',
      '{"name": "Web"',
      ['btapi: reading standard input: no JSON at line 1, column 15: the text ends too early'],
    ],
    [
      'JSON that is no object',
      'add jump-group',
      '["Web"]',
      [
        'btapi: reading standard input: it is not one JSON object',
        'hint: with -k it is read as key=value lines',
      ],
    ],
    [
      'key=value where JSON is expected',
      'add jump-group',
      '\nname=Web\n',
      [
        'btapi: reading standard input: no JSON at line 2, column 1: a value was expected',
        'hint: this looks like key=value: say -k',
      ],
    ],
    [
      'JSON where key=value is expected',
      '-k add jump-group',
      '{"name": "Web"}\n',
      ['btapi: reading key=value input: line 1: no "=" in it', 'hint: this looks like JSON: leave -k out'],
    ],
    [
      'nothing at all',
      '-k add jump-group',
      '',
      ['btapi: reading standard input: there is nothing', missingFields],
    ],
    [
      'blank lines only',
      'update jump-group 1',
      '\n \n',
      ['btapi: reading standard input: there is nothing', missingFields],
    ],
  ])('%s', (_what, words, stdin, lines) => nothingSent(words.split(' '), lines, { stdin }));

  test('a pipe that stays silent, where input is merely possible', () =>
    nothingSent(
      ['list', 'jump-group'],
      [
        'btapi: reading standard input: it is open, but nothing came within 10 seconds',
        'hint: say </dev/null when there is nothing to read, or give filters as key=value arguments',
      ],
      { stdin: [open] },
    ));

  test('more than anybody types', () =>
    nothingSent(
      ['-k', 'add', 'jump-group'],
      ['btapi: reading standard input: it is longer than 16777216 bytes'],
      { stdin: Array<string>(40).fill('x'.repeat(500_000)) },
    ));

  test('bytes that are no text', () =>
    nothingSent(['-k', 'add', 'jump-group'], ['btapi: reading standard input: it is not UTF-8 text'], {
      stdin: Uint8Array.of(0x6e, 0x3d, 0xff, 0x0a),
    }));

  test('a secret in a line that cannot be read is not repeated', async () => {
    const { stderr } = await run('-k add vault/account', { stdin: 'password="s3cret\n' });
    expect(stderr).not.toContain('s3cret');
  });

  test('a terminal where a body is needed: the fields, and no waiting', async () => {
    const { code, stdout, stderr } = await run('update jump-group 1', { tty: true, env: { NO_COLOR: '1' } });
    expect([code, stdout, sandbox.log]).toEqual([2, '', []]);
    expect(stderr).toMatch(/^Fields of jump-group\/1:\n(.|\n)* {2}name .*\n/);
    expect(stderr.split('\n').slice(-3, -1)).toEqual([
      'btapi: reading the fields of jump-group/1: standard input is a terminal',
      'hint: give them as arguments (name=value ...), or pipe them in: echo "name=value" | btapi -k update jump-group/1',
    ]);
  });
});

describe('ids', () => {
  test.each<[words: string[], lines: string[]]>([
    [['get', 'jump-group', ''], emptyPart],
    [['delete', 'jump-group', ''], emptyPart],
    [['delete', 'jump-group', '1', '  '], emptyPart],
    [['update', 'jump-group', '', 'name=x'], emptyPart],
    [
      ['download', 'jumpoint//installer'],
      [
        'btapi: reading the resource jumpoint//installer: an id or a part of the path is empty',
        'hint: an empty shell variable leaves a gap like this; nothing was sent',
      ],
    ],
    [
      ['delete', 'jump-item/shell-jump'],
      [
        'btapi: reading the id of jump-item/shell-jump: it is missing',
        'hint: an unset shell variable leaves no id; nothing was sent',
      ],
    ],
    [
      ['delete', 'jump-group', 'web'],
      [
        'btapi: reading the id of jump-group: "web" does not look like an id',
        'hint: an unset shell variable leaves no id; nothing was sent',
      ],
    ],
    [['get', 'jump-group', '..'], ['btapi: reading the resource jump-group: ".." cannot be part of a path']],
    [
      ['get', 'jump-group', '1?x=y'],
      ['btapi: reading the resource jump-group: "1?x=y" cannot be part of a path'],
    ],
    [
      ['get', 'jump-group', '1\r\nX: y'],
      [String.raw`btapi: reading the resource jump-group: "1\u000d\u000aX: y" cannot be part of a path`],
    ],
  ])('%j', (words, lines) => nothingSent(words, lines));
});

describe('verbs that a resource does not have', () => {
  test.each<[words: string[], lines: string[]]>([
    [
      ['add', 'session-policy', 'name=x'],
      ['btapi: adding to session-policy: nothing can be added there', 'hint: what can be done with it: list'],
    ],
    [
      ['download', 'jump-item-role'],
      ['btapi: downloading jump-item-role: it is not a file', 'hint: what can be done with it: list, get'],
    ],
    [
      ['do', 'session-policy'],
      ['btapi: doing session-policy: it is not an action', 'hint: what can be done with it: list'],
    ],
    [
      ['list', 'jump-group/1'],
      [
        'btapi: listing jump-group/1: it is not a collection',
        'hint: what can be done with it: list, get, add, update, delete',
      ],
    ],
  ])('%j', (words, lines) => nothingSent(words, lines));
});

describe('the command line', () => {
  test.each<[words: string[], lines: string[]]>([
    [
      ['lst', 'jump-group'],
      ["btapi: reading the command line: unknown command 'lst'", 'hint: did you mean list? btapi --help'],
    ],
    [
      ['list', 'jump-group', '--limt', '3'],
      [
        "btapi: reading the command line: unknown option '--limt'",
        'hint: did you mean --limit? btapi list --help',
      ],
    ],
    [
      ['list'],
      [
        "btapi: reading the command line: missing required argument 'resource'",
        'hint: btapi list --help shows how it is used',
      ],
    ],
    [
      ['list', 'jump-group', '--timeout', 'soon'],
      ['btapi: reading --timeout: "soon" is not a number of seconds'],
    ],
    [
      ['list', 'jump-group', '-o', 'xml'],
      [
        "btapi: reading the command line: option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are json, kv, ndjson, csv, table, yaml.",
        'hint: btapi list --help shows how it is used',
      ],
    ],
    [
      ['add', 'jump-group', 'name=x', '-q', 'a['],
      [
        'btapi: reading the query "a[": Syntax error: expected Star, got: EOF',
        'hint: the language is JMESPath: jmespath.org',
      ],
    ],
    [['add', 'jump-group', 'name=x', '-f', ''], ['btapi: reading -f: the name of the field is empty']],
    [
      ['add', 'jump-group', 'name=x', '-K', '-o', 'csv'],
      ['btapi: reading the command line: -K and -o csv exclude each other'],
    ],
    [
      ['add', 'jump-group', 'name=@no-such-file'],
      [
        'btapi: reading argument name from no-such-file: no such file',
        `hint: for a text that begins with "@" write name:='"@..."'`,
      ],
    ],
    [
      ['add', 'jump-group', 'name:={'],
      ['btapi: reading argument name: no JSON at line 1, column 2: the text ends too early'],
    ],
  ])('%j', (words, lines) => nothingSent(words, lines));
});
