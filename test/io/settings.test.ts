import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSettings, type SettingsChoice } from '../../src/io/settings.ts';

let home: string;
let warnings: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'settings-'));
  warnings = [];
});
afterEach(() => rm(home, { recursive: true }));

async function put(path: string, text: string, mode = 0o600): Promise<void> {
  const file = join(home, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await chmod(file, mode);
}

const load = (
  choice: SettingsChoice = {},
  env: Record<string, string | undefined> = {},
  platform = 'linux',
) =>
  loadSettings(
    { env: { PATH: process.env['PATH'], ...env }, cwd: home, home, platform },
    choice,
    async (text) => {
      warnings.push(text);
    },
  );

describe('order', () => {
  test('option beats file beats environment; empty is not set', async () => {
    await put('f', 'A=file\nB=file\nC=\n');
    const settings = await load(
      { envFile: 'f', options: { A: 'option' } },
      { A: 'e', B: 'e', C: 'e', D: '' },
    );
    expect(['A', 'B', 'C', 'D', 'E'].map((name) => [settings.get(name), settings.origin(name)])).toEqual([
      ['option', 'option'],
      ['file', 'file ~/f'],
      ['e', 'environment'],
      [undefined, 'not set'],
      [undefined, 'not set'],
    ]);
  });
});

describe('env files', () => {
  test('CRLF, byte order mark, export, quotes, comments', async () => {
    await put('f', '\ufeffBT_API_HOST=a.example\r\n\r\n# no\r\nexport BT_CLIENT_ID="x y"\r\nS=\'a#b\'\r\n');
    const settings = await load({ envFile: '~/f' });
    expect([settings.get('BT_API_HOST'), settings.get('BT_CLIENT_ID'), settings.get('S')]).toEqual([
      'a.example',
      'x y',
      'a#b',
    ]);
  });

  test.each([
    ['gone', 'reading the env file ~/gone: no such file'],
    ['~/folder', 'reading the env file ~/folder: it is a folder'],
    ['~other/x', "reading the path ~other/x: only ~ and ~/ are known, not another user's home"],
    ['binary', 'reading the env file ~/binary: it is not UTF-8 text'],
    ['', 'reading the env file: its name is empty'],
  ])('%j is refused', async (envFile, message) => {
    await mkdir(join(home, 'folder'));
    await writeFile(join(home, 'binary'), Uint8Array.of(0xff, 0xfe, 0x41));
    await expect(load({ envFile })).rejects.toMatchObject({ message, code: 2 });
  });

  test('a file that others can read gets one warning, elsewhere than on Windows', async () => {
    await put('f', 'A=1', 0o640);
    await load({ envFile: 'f' });
    await load({ envFile: 'f' }, {}, 'win32');
    expect(warnings).toEqual([
      'btapi: reading the env file ~/f: other users of this computer can read it; chmod 600 it',
    ]);
  });

  test('a private file gets none', async () => {
    await put('f', 'A=1', 0o600);
    await load({ envFile: 'f' });
    expect(warnings).toEqual([]);
  });
});

describe('profiles', () => {
  test.each<[string, string, Record<string, string>]>([
    ['linux', '.config/btapi/prod.env', {}],
    ['linux', 'xdg/btapi/prod.env', { XDG_CONFIG_HOME: 'HOME/xdg' }],
    ['darwin', 'Library/Application Support/btapi/prod.env', {}],
    ['win32', 'roaming/btapi/prod.env', { APPDATA: 'HOME/roaming' }],
  ])('%s: %s', async (platform, path, env) => {
    await put(path, 'A=1');
    const real = Object.fromEntries(
      Object.entries(env).map(([name, text]) => [name, text.replace('HOME', home)]),
    );
    const settings = await load({ profile: 'prod' }, real, platform);
    expect([settings.get('A'), settings.origin('A')]).toEqual(['1', `file ~/${path}`]);
  });

  test('one that is not there: the others are named', async () => {
    await put('.config/btapi/prod.env', 'A=1');
    await expect(load({ profile: 'test' })).rejects.toMatchObject({
      message: 'reading profile test: there is no ~/.config/btapi/test.env',
      hint: 'there are prod',
      code: 2,
    });
  });

  test.each(['../x', 'a/b', '.hidden', '', 'a\\b'])('%j is no name', async (profile) => {
    await expect(load({ profile })).rejects.toMatchObject({
      message: `reading profile "${profile}": a name has letters, digits, "_", "." and "-" only`,
      code: 2,
    });
  });

  test('not together with an env file', async () => {
    await expect(load({ profile: 'a', envFile: 'b' })).rejects.toMatchObject({ code: 2 });
  });
});

describe('secrets', () => {
  const reveal = async (env: Record<string, string>, choice: SettingsChoice = {}) => {
    const settings = await load(choice, env);
    const secret = await settings.secret('S');
    return [secret?.reveal(), settings.secretOrigin('S')];
  };

  test('text, file, command, nothing', async () => {
    await put('s', 'from file\n\n');
    expect(await reveal({ S: 'text' })).toEqual(['text', 'environment']);
    expect(await reveal({ S_FILE: '~/s' })).toEqual(['from file\n', 'environment (S_FILE)']);
    expect(await reveal({ S_COMMAND: 'printf "%s\\n" "$WORD"', WORD: 'w' })).toEqual([
      'w',
      'environment (S_COMMAND)',
    ]);
    expect(await reveal({})).toEqual([undefined, 'not set']);
  });

  test('a level as a whole beats the next', async () => {
    await put('f', 'S_COMMAND=echo c');
    expect(await reveal({ S: 'text' }, { envFile: 'f' })).toEqual(['c', 'file ~/f (S_COMMAND)']);
  });

  test('a command runs once', async () => {
    const settings = await load({}, { S_COMMAND: 'echo x >> ran; cat ran | wc -l' });
    const both = await Promise.all([settings.secret('S'), settings.secret('S')]);
    expect(both.map((secret) => secret?.reveal().trim())).toEqual(['1', '1']);
  });

  test.each<[Record<string, string>, string]>([
    [{ S: 'a', S_FILE: 'b' }, 'reading S: both S and S_FILE are set (environment)'],
    [{ S_FILE: 'gone' }, 'reading S_FILE: ~/gone: no such file'],
    [{ S_FILE: 'empty' }, 'reading S_FILE: ~/empty: it is empty'],
    [{ S_FILE: '/dev/zero' }, 'reading S_FILE: /dev/zero: it is longer than 65536 bytes'],
    [
      { S_COMMAND: 'echo s3cret; echo locked >&2; echo more >&2; exit 3' },
      'reading S_COMMAND: the command ended with exit code 3: locked',
    ],
    [{ S_COMMAND: 'true' }, "reading S_COMMAND: the command's output: it is empty"],
    [{ S_COMMAND: 'cat /dev/zero' }, 'reading S_COMMAND: the command printed more than 65536 bytes'],
    [{ S_COMMAND: 'kill -9 $$' }, 'reading S_COMMAND: the command ended with SIGKILL'],
  ])('%j is refused', async (env, message) => {
    await put('empty', '\n');
    const settings = await load({}, env);
    await expect(settings.secret('S')).rejects.toMatchObject({ message, code: 2 });
  });

  test('a command that cannot be started', async () => {
    const settings = await load({}, { S_COMMAND: 'x', PATH: '/nowhere' });
    await expect(settings.secret('S')).rejects.toMatchObject({
      message: 'reading S_COMMAND: the command could not be started: no such file',
    });
  });
});
