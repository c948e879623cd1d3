import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bash, begin, execute, program } from '../support/spawn.ts';
import { place } from './place.ts';

const { folder, env, sandbox } = await place();
const { HOME: home = '', XDG_CACHE_HOME: cache = '' } = env;
/** Nothing but a home: the settings come from a file. */
const bare = { HOME: home, XDG_CACHE_HOME: cache };
const settings = ['BT_API_HOST', 'BT_CLIENT_ID', 'BT_CLIENT_SECRET'].map((name) => `${name}=${env[name]}`);

/** A file of settings below the home folder. */
function file(name: string, text: string, mode = 0o600): void {
  const path = join(folder, name);
  mkdirSync(resolve(path, '..'), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
}

beforeAll(() => file('.config/aws-api', `${settings.join('\n')}\n`));

// Node reads --env-file anywhere on its command line and ends with 9 when the file is not there; "--" in the first line
// of the program keeps it from ours.
describe('--env-file, past Node', () => {
  test.each([
    ['--env-file=~/.config/aws-api', 'list', 'jump-group', '-f', 'id'],
    ['--env-file', '~/.config/aws-api', 'list', 'jump-group', '-f', 'id'],
    ['list', '--env-file=~/.config/aws-api', 'jump-group', '-f', 'id'],
    ['list', 'jump-group', '-f', 'id', '--env-file', '.config/aws-api'],
  ])('%s %s %s', async (...words) => {
    const { code, stdout, stderr } = await execute(words, { env: bare, cwd: folder });
    expect([code, stdout, stderr]).toEqual([0, '1\n2\n', '']);
  });

  test('as the guide writes it, the tilde left to us', async () => {
    const { code, stdout, stderr } = await bash(
      'echo "tag=i-0web1" | btapi --env-file=~/.config/aws-api -kK list jump-item/shell-jump | grep "^0__id="',
      { env: bare, cwd: folder },
    );
    expect([code, stdout, stderr]).toEqual([0, '0__id=1\n', '']);
  });

  test('a file that is not there is our exit 2, not the 9 of Node', async () => {
    const { code, stdout, stderr } = await execute(['--env-file=~/no-such', 'list', 'jump-group'], {
      env: bare,
      cwd: folder,
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^btapi: reading the env file ~\/no-such: no such file\nhint: /);
  });

  test('the file beats the environment', async () => {
    const { code, stdout } = await execute(
      ['--env-file=~/.config/aws-api', 'list', 'jump-group', '-f', 'id'],
      {
        env: { ...bare, BT_API_HOST: 'XXX', BT_CLIENT_ID: 'XXX', BT_CLIENT_SECRET: 'XXX' },
        cwd: folder,
      },
    );
    expect([code, stdout]).toEqual([0, '1\n2\n']);
  });

  test('a file made on Windows: byte order mark, CRLF, blank lines, export, quotes', async () => {
    const [host = '', id = '', secret = ''] = settings;
    const text = `\ufeff${host}\r\n\r\nexport ${id}\r\n# a comment\r\n${secret.replace('=', "='")}'\r\n`;
    file('windows.env', text);
    const { code, stdout, stderr } = await execute(
      ['--env-file', 'windows.env', 'list', 'jump-group', '-f', 'id'],
      {
        env: bare,
        cwd: folder,
      },
    );
    expect([code, stdout, stderr]).toEqual([0, '1\n2\n', '']);
  });

  test('a file that others can read: one warning, and it works', async () => {
    file('open.env', settings.join('\n'), 0o644);
    const { code, stdout, stderr } = await execute(
      ['--env-file=~/open.env', 'delete', 'jump-group', '1', '2'],
      {
        env: bare,
        cwd: folder,
      },
    );
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toBe(
      'btapi: reading the env file ~/open.env: other users of this computer can read it; chmod 600 it\n',
    );
  });

  test('a profile', async () => {
    file('.config/btapi/prod.env', settings.join('\n'));
    const { code, stdout, stderr } = await execute(['--profile', 'prod', 'list', 'jump-group', '-f', 'id'], {
      env: bare,
      cwd: folder,
    });
    expect([code, stdout, stderr]).toEqual([0, '1\n2\n', '']);
  });

  test('no .env of the current folder is read by itself', async () => {
    file('.env', settings.join('\n'));
    const { code, stderr } = await execute(['list', 'jump-group'], { env: bare, cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('BT_API_HOST is not set');
  });
});

describe('what the environment of Node may hold', () => {
  test('it changes nothing', async () => {
    const { code, stdout, stderr } = await execute(['list', 'jump-group', '-f', 'id'], {
      env: {
        ...env,
        NODE_OPTIONS: '--max-old-space-size=256 --enable-source-maps --no-warnings',
        NODE_ENV: 'production',
        FORCE_COLOR: '1',
        DEBUG: '*',
        TZ: 'Pacific/Auckland',
        LANG: 'C',
      },
      cwd: folder,
    });
    expect([code, stdout, stderr]).toEqual([0, '1\n2\n', '']);
  });

  test('a proxy of the environment is not asked for loopback over http', async () => {
    const { code, stderr } = await execute(['list', 'jump-group'], {
      env: { ...env, HTTPS_PROXY: 'http://127.0.0.1:1', https_proxy: 'http://127.0.0.1:1' },
      cwd: folder,
    });
    expect([code, stderr]).toEqual([0, '']);
  });

  test('no home and nowhere to write: a token in memory, without complaint', async () => {
    for (const nowhere of ['/dev/null', '/proc/none']) {
      const { code, stdout, stderr } = await execute(['list', 'jump-group', '-f', 'id'], {
        env: { ...env, HOME: nowhere, XDG_CACHE_HOME: nowhere },
        cwd: folder,
      });
      expect([code, stdout, stderr]).toEqual([0, '1\n2\n', '']);
    }
  });
});

test.skipIf(process.env['BTAPI_EXECUTABLE'])('an old Node is told what is needed, in one line', async () => {
  file('old.cjs', "Object.defineProperty(process.versions, 'node', { value: '22.18.9' });");
  const { code, stdout, stderr } = await begin(
    ['-r', join(folder, 'old.cjs'), program, 'list', 'jump-group'],
    { env: bare, cwd: folder },
    process.execPath,
  ).finished;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe(`btapi: starting: needs Node 22.19.0 or newer, this is ${process.version}\n`);
});

describe('where it stands', () => {
  test.skipIf(process.env['BTAPI_EXECUTABLE'])(
    'through a link in another folder, as npm makes it',
    async () => {
      const { code, stdout, stderr } = await bash(
        `mkdir -p "$HOME/bin" && ln -sf ${JSON.stringify(program)} "$HOME/bin/my btapi" && "$HOME/bin/my btapi" list jump-group -f id`,
        { env, cwd: folder },
      );
      expect([code, stdout, stderr]).toEqual([0, '1\n2\n', '']);
    },
  );

  test('an unknown command is exit 2 and makes no call', async () => {
    const { code, stdout } = await execute(['lits', 'jump-group'], { env, cwd: folder });
    expect([code, stdout, sandbox.log]).toEqual([2, '', []]);
  });
});
