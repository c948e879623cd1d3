import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiKey } from '../../src/sandbox/safe/world.ts';
import { application, keys } from '../sandbox/safe-client.ts';
import { countingClock } from '../support/clock.ts';
import { safeWorld } from './world.ts';

const clock = countingClock();
const safe = await safeWorld({ clock });
const { run, open } = safe;
const none = { BT_SAFE_KEY: '', BT_SAFE_RUNAS: '' };
const oauth = { ...none, BT_SAFE_CLIENT_ID: application.id, BT_SAFE_CLIENT_SECRET: application.secret };
const factor = { BT_SAFE_KEY: keys.factor, BT_SAFE_PASSWORD: 'un1qu3' };
const list = 'safe list Workgroups -f ID';

describe('who signs in', () => {
  test.each([
    ['a host', () => ({ BT_SAFE_URL: safe.sandbox.url.origin })],
    ['a slash behind it', () => ({ BT_SAFE_URL: `${safe.sandbox.url.origin}/` })],
    ['the base', () => ({ BT_SAFE_URL: `${safe.sandbox.url.origin}/BeyondTrust/api/public/v3/` })],
    [
      'the base in small letters',
      () => ({ BT_SAFE_URL: `${safe.sandbox.url.origin}/beyondtrust/api/public/v3` }),
    ],
    ['a GUID', () => ({ BT_SAFE_KEY: keys.guid })],
    ['a password', () => ({ BT_SAFE_KEY: keys.password, BT_SAFE_PASSWORD: 'un1qu3' })],
    [
      'a password with ] and ;',
      () => ({ BT_SAFE_KEY: keys.password, BT_SAFE_RUNAS: 'ann', BT_SAFE_PASSWORD: 'bracket]and;semi' }),
    ],
    ['a backslash too many', () => ({ BT_SAFE_RUNAS: 'doe-main\\\\johndoe' })],
    ['OAuth', () => oauth],
    ['OAuth for another', () => ({ ...oauth, BT_SAFE_RUNAS: 'deployer' })],
  ])('%s', async (_name, env) => {
    expect(await run(list, { env: env() })).toMatchObject({ code: 0, stdout: '1\n2\n', stderr: '' });
    expect((await open()).sessions).toBe(0);
  });

  test('the base before 6.2 is kept', async () => {
    const env = { BT_SAFE_URL: `${safe.sandbox.url.origin}/eEye.RetinaCS.Server/api/public/v3` };
    const got = await run(list, { env });
    expect(got.code).toBe(0);
    expect(got.calls[1]).toBe('GET /eEye.RetinaCS.Server/api/public/v3/Workgroups');
  });

  test.each([
    ['a wrong key', { BT_SAFE_KEY: 'abc' }, 3, 'signing in: refused (401)'],
    ['no password', { BT_SAFE_KEY: keys.password }, 3, 'signing in: refused (401)'],
    ['a wrong secret', { ...oauth, BT_SAFE_CLIENT_SECRET: 'x' }, 3, 'refused the client id or secret (400)'],
    ['a user of another group', { ...oauth, BT_SAFE_RUNAS: 'ann' }, 3, 'cannot be impersonated (403)'],
    ['no address', { BT_SAFE_URL: '' }, 2, 'BT_SAFE_URL is not set'],
    ['nobody', none, 2, 'BT_SAFE_KEY is not set (nor BT_SAFE_CLIENT_ID)'],
    ['no user', { BT_SAFE_RUNAS: '' }, 2, 'BT_SAFE_RUNAS is not set'],
    ['both ways', { BT_SAFE_CLIENT_ID: 'x' }, 2, 'both BT_SAFE_KEY and BT_SAFE_CLIENT_ID'],
    ['a key that holds more', { BT_SAFE_KEY: `${apiKey}; runas=x;` }, 2, 'it holds more than the key'],
    ['a line break', { BT_SAFE_PASSWORD: 'a\nb' }, 2, 'it holds a line break'],
    ['http', { BT_SAFE_URL: 'http://safe.example.com' }, 2, 'is not https'],
    ['another path', { BT_SAFE_URL: 'https://safe.example.com/api' }, 2, 'is not the path of the API'],
    ['too long kept', { BT_SAFE_KEEP_SESSION: '16' }, 2, 'from 1 to 15'],
  ])('refused: %s', async (_name, env, code, said) => {
    const got = await run(list, { env });
    expect([got.code, got.stdout]).toEqual([code, '']);
    expect(got.stderr).toContain(said);
    for (const secret of [apiKey, keys.password, 'un1qu3', application.secret]) {
      expect(got.stderr).not.toContain(secret);
    }
  });

  test('help and a wrong command line need no settings and no call', async () => {
    expect(await run('safe checkout --help', { env: { ...none, BT_SAFE_URL: '' } })).toMatchObject({
      code: 0,
      calls: [],
    });
  });
});

describe('the second factor', () => {
  test('asked on a terminal with the prompt of the server', async () => {
    const got = await run(list, { env: factor, stdin: '543687\n', tty: { stdin: true, stderr: true } });
    expect(got).toMatchObject({ code: 0, stdout: '1\n2\n', stderr: 'Enter the code of your token: ' });
    expect(got.calls.filter((call) => call.endsWith('SignAppIn'))).toHaveLength(2);
  });

  test.each([[{ BT_SAFE_CHALLENGE: '543687' }], [{ BT_SAFE_CHALLENGE_COMMAND: 'echo 543687' }]])(
    'without a terminal: %j',
    async (env) => {
      expect(await run(list, { env: { ...factor, ...env, PATH: process.env['PATH'] ?? '' } })).toMatchObject({
        code: 0,
        stdout: '1\n2\n',
        stderr: '',
      });
    },
  );

  test('nobody to answer: exit 3 with the prompt', async () => {
    const got = await run(list, { env: factor });
    expect(got).toMatchObject({ code: 3, stdout: '' });
    expect(got.stderr).toContain('a second factor is asked for: Enter the code of your token\n');
  });

  test('a wrong answer', async () => {
    const got = await run(list, { env: { ...factor, BT_SAFE_CHALLENGE: '1' } });
    expect(got.code).toBe(3);
    expect(got.stderr).toContain('the answer to the second factor was refused (401)');
  });
});

describe('the session', () => {
  test('signs in once, out once, also after an error', async () => {
    const got = await run('safe get ManagedAccounts 999');
    expect(got).toMatchObject({
      code: 6,
      stderr: 'btapi: getting ManagedAccounts/999: Managed Account not found (404)\n',
    });
    expect(got.calls).toEqual(['POST Auth/SignAppIn', 'GET ManagedAccounts/999', 'POST Auth/Signout']);
  });

  test('a dry run of a write does not even sign in', async () => {
    expect((await run('--dry-run safe add Workgroups Name=x')).calls).toEqual([]);
  });

  test('a sign-out that fails is told, and hides neither result nor error', async () => {
    safe.sandbox.fault('500;path=Auth/Signout');
    expect(await run(list)).toMatchObject({
      code: 0,
      stdout: '1\n2\n',
      stderr: 'btapi: signing out: answered 500; the session ends after 20 idle minutes\n',
    });
    const got = await run('safe get ManagedAccounts 999');
    expect(got.code).toBe(6);
    expect(got.stderr).toContain('Managed Account not found');
  });

  test('nothing secret in the trace', async () => {
    const got = await run(`-v ${list}`, { env: { BT_SAFE_KEY: keys.password, BT_SAFE_PASSWORD: 'un1qu3' } });
    expect(got.stderr).toMatch(/SignAppIn -> 200 [\s\S]*GET [\s\S]*Workgroups -> 200 [\s\S]*Signout -> 200/);
    for (const secret of [keys.password, 'un1qu3', 'ASP.NET']) expect(got.stderr).not.toContain(secret);
    const token = await run(`-v ${list}`, { env: oauth });
    expect(token.stderr).toContain('"client_secret":"***"');
    expect(token.stderr).not.toContain(application.secret);
  });
});

describe('a kept session', () => {
  const kept = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'btapi-kept-'));
    return { XDG_CACHE_HOME: folder, BT_TOKEN_CACHE: '' };
  };

  test('the next run signs in no more; signout ends it; the file is ours alone', async () => {
    const env = await kept();
    const first = await run(`--keep-session ${list}`, { env, clock });
    expect(first.calls).toEqual(['POST Auth/SignAppIn', 'GET Workgroups']);
    const [name = ''] = await readdir(join(env.XDG_CACHE_HOME, 'btapi'));
    const file = join(env.XDG_CACHE_HOME, 'btapi', name);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).not.toContain(apiKey);
    const second = await run(list, { env: { ...env, BT_SAFE_KEEP_SESSION: '5' }, clock });
    expect(second).toMatchObject({ code: 0, stdout: '1\n2\n', calls: ['GET Workgroups'] });
    expect((await open()).sessions).toBe(1);
    expect(await run('safe signout', { env, clock })).toMatchObject({
      code: 0,
      calls: ['POST Auth/Signout'],
    });
    expect((await open()).sessions).toBe(0);
    expect(await run('safe signout', { env, clock })).toMatchObject({ code: 0, stderr: '', calls: [] });
  });

  test('a sign-out that fails is no success, and can be tried again', async () => {
    const env = await kept();
    await run(`--keep-session ${list}`, { env, clock });
    safe.sandbox.fault('500;path=Auth/Signout');
    expect(await run('safe signout', { env, clock })).toMatchObject({
      code: 5,
      stderr: 'btapi: signing out: answered 500; the session ends after 20 idle minutes\n',
    });
    safe.sandbox.reset();
    expect((await run('safe signout', { env, clock })).calls).toEqual(['POST Auth/Signout']);
  });

  test('after its minutes, or when the server has ended it, a new one is opened', async () => {
    const env = { ...(await kept()), BT_SAFE_KEEP_SESSION: '5' };
    await run(list, { env, clock });
    clock.pass(5 * 60_000);
    expect((await run(list, { env, clock })).calls[0]).toBe('POST Auth/SignAppIn');
    await fetch(new URL('/_sandbox/safe/idle', safe.sandbox.url));
    const got = await run(list, { env, clock });
    expect(got.calls).toEqual(['GET Workgroups', 'POST Auth/SignAppIn', 'GET Workgroups']);
    expect(got).toMatchObject({ code: 0, stdout: '1\n2\n', stderr: '' });
  });

  test('only on request, and not where nothing may be kept', async () => {
    const env = await kept();
    await run(list, { env, clock });
    await run(`--keep-session --no-token-cache ${list}`, { env, clock });
    expect((await open()).sessions).toBe(0);
    expect(await readdir(env.XDG_CACHE_HOME)).toEqual([]);
  });
});
