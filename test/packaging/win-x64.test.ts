import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smoke } from './smoke.ts';
import { built, envFile, have, type Start, sandboxed, scratch, settingsOf, starter } from './support.ts';

const file = built('win-x64');

/** A Linux path as Windows programs see it under wine. */
const windows = (path: string) => `Z:${path.replaceAll('/', '\\')}`;

describe.skipIf(!file || !have('wine', 'wineserver'))('win-x64, under wine', async () => {
  const folder = scratch();
  const prefix = join(folder, 'wine');
  // wine gives its own USERPROFILE, APPDATA and LOCALAPPDATA to what it starts, whatever the environment says.
  const home = join(prefix, 'drive_c/users', userInfo().username);
  const env = {
    HOME: folder,
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
  };
  const sandbox = await sandboxed();

  beforeAll(() => {
    execFileSync('wine', ['winecfg', '-v', 'win10'], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
      timeout: 200_000,
    });
  });
  afterAll(() => {
    execFileSync('wineserver', ['-k'], { env: { ...process.env, ...env }, stdio: 'ignore' });
  });

  // Pipes as standard streams fail under wine: a shell leads them to and from files.
  const [input, out, err] = [join(folder, 'in'), join(folder, 'out'), join(folder, 'err')];
  const script = 'in=$1 out=$2 err=$3; shift 3; exec wine "$@" <"$in" >"$out" 2>"$err"';
  const shell = starter('sh', ['-c', script, 'sh', input, out, err, file ?? ''], env);
  const start: Start = async (words, { stdin = '', ...options } = {}) => {
    writeFileSync(input, stdin);
    const finished = await shell(words, options);
    const read = (name: string) => readFileSync(name, 'utf8').replaceAll('\r\n', '\n');
    return { ...finished, stdout: read(out), stderr: read(err) };
  };

  smoke(start, sandbox, folder, windows);

  test('finds a profile under %APPDATA%', async () => {
    envFile(join(home, 'AppData/Roaming/btapi'), sandbox, 'prod.env');
    const listed = await start(['--profile', 'prod', 'list', 'jump-group', '--limit', '1', '-f', 'id']);
    expect(listed).toMatchObject({ code: 0, stdout: '1\n' });
    const missing = await start(['--profile', 'absent', 'list', 'jump-group']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('Roaming\\btapi\\absent.env');
  });

  test('keeps its token under %LOCALAPPDATA%', async () => {
    expect((await start(['list', 'jump-group', '-f', 'id'], { env: settingsOf(sandbox) })).code).toBe(0);
    const listing = execFileSync('find', [join(home, 'AppData/Local/btapi'), '-name', '*.json'], {
      encoding: 'utf8',
    });
    expect(listing.trim().split('\n').length).toBe(1);
  });
});
