import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentEncode, readScript, writeScript } from '../../src/api/script-file.ts';
import { referencePath, referenceText } from '../support/reference.ts';

const lines = (...commands: string[]): string => ['BRCS1.0', ...commands, ''].join('\n');

describe('writing', () => {
  test('a command stands between login and clean-up', () => {
    expect(
      writeScript('start_jump_item_session', [
        ['client.hostname', 'SRV-DB-01'],
        ['session.custom.external_key', '00012345'],
      ]),
    ).toBe(
      'BRCS1.0\r\naction=login\r\naction=start_jump_item_session&client.hostname=SRV-DB-01&session.custom.external_key=00012345\r\naction=delete_script_file\r\n',
    );
    expect(writeScript('login', [['username', 'a b']])).toBe(
      'BRCS1.0\r\naction=login&username=a%20b\r\naction=delete_script_file\r\n',
    );
    expect(writeScript('delete_script_file', [])).toBe(
      'BRCS1.0\r\naction=login\r\naction=delete_script_file\r\n',
    );
  });

  test('everything but the unreserved characters of RFC 3986 is encoded', () => {
    expect(percentEncode("aZ09-._~ +&=%/?#!'()*é\n")).toBe(
      'aZ09-._~%20%2B%26%3D%25%2F%3F%23%21%27%28%29%2A%C3%A9%0A',
    );
  });

  test('whatever is written can be read again', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(
        word,
        fc.uniqueArray(
          fc.tuple(
            word.filter((name) => !/pass|secret/i.test(name)),
            word,
          ),
          { selector: ([name]) => name },
        ),
        (action, pairs) => {
          const read = readScript(writeScript(action, pairs), 'x').find(
            (command) => command.line === (action === 'login' ? 2 : 3),
          );
          expect(read?.action).toBe(action);
          expect(Object.entries(read?.parameters ?? {}).sort()).toEqual([...pairs].sort());
        },
      ),
    );
  });
});

describe('reading', () => {
  test('shows the commands, passwords hidden', () => {
    expect(
      readScript(lines('action=login&mechanism=username_password&username=ada&password=hunter%202'), 'x'),
    ).toEqual([
      {
        line: 2,
        action: 'login',
        parameters: { mechanism: 'username_password', username: 'ada', password: '***' },
      },
    ]);
  });

  test('takes both line ends, and ten commands', () => {
    expect(readScript('BRCS1.0\r\naction=a\naction=b', 'x').map(({ action }) => action)).toEqual(['a', 'b']);
    expect(readScript(lines(...Array.from({ length: 10 }, () => 'action=a')), 'x')).toHaveLength(10);
  });

  test('a plus is a plus', () => {
    expect(readScript(lines('action=a&b=1+1'), 'x')[0]?.parameters).toEqual({ b: '1+1' });
  });

  test.each([
    ['', 'line 1: a script begins with BRCS1.0'],
    ['BRCS1\naction=a', 'line 1: a script begins with BRCS1.0'],
    ['BRCS1.0', 'line 2: a script has a command at least'],
    [lines('action=a', '', 'action=b'), 'line 3: the line is empty'],
    [lines('target=a'), 'line 2: a command begins with action='],
    [lines('action='), 'line 2: the action is empty'],
    [lines('action=a&b'), 'line 2: "b" is not name=value'],
    [lines('action=a&=b'), 'line 2: "=b" is not name=value'],
    [lines('action=a', 'action=b&c=1 2'), 'line 3: c is not percent-encoded'],
    [lines('action=a&b=%zz'), 'line 2: b is not percent-encoded'],
    [lines('action=a&b=%ff'), 'line 2: b is not UTF-8'],
    [lines('action=a&b=1&b=2'), 'line 2: b is given twice'],
    [lines(...Array.from({ length: 11 }, () => 'action=a')), 'line 12: 11 commands, and 10 are the most'],
  ])('%j is refused', (text, message) => {
    expect(() => readScript(text, 'my.brcs')).toThrow(
      expect.objectContaining({ message: expect.stringContaining(`checking my.brcs, ${message}`), code: 2 }),
    );
  });

  test('no message shows a password', () => {
    expect(() => readScript(lines('action=login&password hunter2'), 'x')).toThrow('"***" is not name=value');
  });

  const sample = referencePath(
    'xml-api/samples/non-xml/client_script.start_jump_item_session.brcs-examplecorp',
  );
  test.skipIf(sample === undefined)('the sample', () => {
    expect(readScript(referenceText(sample ?? ''), 'x').map(({ action }) => action)).toEqual([
      'login',
      'start_jump_item_session',
      'delete_script_file',
    ]);
  });
});
