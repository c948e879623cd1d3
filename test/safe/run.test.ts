import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { safeWorld } from './world.ts';

const safe = await safeWorld();
const folder = mkdtempSync(join(tmpdir(), 'btapi-run-'));
const around = { PATH: process.env['PATH'] ?? '', TMPDIR: folder };
const run = (words: readonly string[], env: Record<string, string> = {}) =>
  safe.run(['run', ...words], { env: { ...around, ...env } });
const sh = (script: string) => ['--', 'sh', '-c', script];
const root = 'r00t of #web "01" $HOME';

describe('lending', () => {
  test('a variable: there it is, in our output it is not; checked in afterwards', async () => {
    const got = await run([
      '--env',
      'PASS=safe:web-01/root',
      ...sh('printf "%s|" "$PASS"; printf %s "$PASS" | wc -c; printf "%s" "$PASS" >&2'),
    ]);
    expect(got).toEqual({
      code: 0,
      stdout: `***|${root.length}\n`,
      stderr: '***',
      calls: [
        'POST Auth/SignAppIn',
        'GET ManagedAccounts?systemName=web-01&accountName=root',
        'GET Requests?status=all&queue=req',
        'POST Requests {"AccessType":"View","SystemID":1,"AccountID":1,"DurationMinutes":60,"ConflictOption":"reuse"}',
        'GET Credentials/101',
        'PUT Requests/101/Checkin {}',
        'POST Auth/Signout',
      ],
    });
    expect(await safe.open()).toEqual({ requests: [], sessions: 0 });
  });

  test('several fields of one account are one request; a user name is no secret', async () => {
    const got = await run([
      '--env',
      'USER=safe:1/1#username',
      '--env',
      'PASS=safe:1/1',
      '--env',
      'PHRASE=safe:1/1#passphrase',
      ...sh('echo "$USER:$PASS:$PHRASE"'),
    ]);
    expect(got).toMatchObject({ code: 0, stdout: 'root:***:***\n', stderr: '' });
    expect(got.calls.filter((call) => call.startsWith('POST Requests'))).toHaveLength(1);
    expect((await safe.open()).requests).toEqual([]);
  });

  test('a user name alone takes no request', async () => {
    const got = await run(['--env', 'U=safe:web-01/root#username', ...sh('echo "$U"')]);
    expect(got).toMatchObject({ code: 0, stdout: 'root\n' });
    expect(got.calls.some((call) => call.includes('Requests'))).toBe(false);
  });

  test('a private file that only the program sees, and that is gone afterwards', async () => {
    const got = await run([
      '--file',
      'KEY=safe:web-01/root#private_key',
      ...sh(
        'stat -c %a "$KEY" "$(dirname "$KEY")"; wc -c <"$KEY"; head -1 "$KEY"; dirname "$(dirname "$KEY")"',
      ),
    ]);
    expect(got.stdout).toBe(`600\n700\n107\n-----BEGIN OPENSSH PRIVATE KEY-----\n${folder}\n`);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('standard input', async () => {
    const got = await run(['--stdin', 'safe:web-01/deploy', ...sh('wc -c; echo done')]);
    expect(got).toMatchObject({ code: 0, stdout: `${'dep10y-S3cret'.length}\ndone\n` });
    // A program that does not read it is no fault.
    expect((await run(['--stdin', 'safe:web-01/deploy', '--', 'true'])).code).toBe(0);
  });

  test('the Vault of PRA and RS', async () => {
    const listed = await safe.run('list vault/account -o json');
    const account = (JSON.parse(listed.stdout) as { id: number; type: string }[]).find(
      (one) => one.type === 'username_password',
    );
    const ref = `vault/account/${account?.id}`;
    const got = await run([
      '--env',
      `U=${ref}#username`,
      '--env',
      `P=${ref}`,
      ...sh('test -n "$P" && echo "$U $P"'),
    ]);
    expect(got).toMatchObject({ code: 0, stderr: '' });
    expect(got.stdout).toMatch(/^\S+ \*\*\*\n$/);
    expect(got.calls).toEqual([
      `POST /api/config/v1/${ref}/check-out`,
      `POST /api/config/v1/${ref}/check-in`,
    ]);
  });

  test("btapi's own secrets are not the program's business, unless it is told so", async () => {
    const script = sh('echo "<$BT_SAFE_KEY><$BT_CLIENT_SECRET> $BT_SAFE_RUNAS $P"');
    const lend = ['--env', 'P=safe:1/1'];
    expect((await run([...lend, ...script])).stdout).toBe('<><> doe-main\\johndoe ***\n');
    expect((await run(['--own-secrets', ...lend, ...script])).stdout).toBe(
      '<***><***> doe-main\\johndoe ***\n',
    );
    const named = await run([
      '--env',
      'BT_SAFE_KEY=safe:web-01/deploy',
      ...sh('printf %s "$BT_SAFE_KEY" | wc -c'),
    ]);
    expect(named.stdout).toBe('13\n');
  });

  test('without a secret it is just the program', async () => {
    expect(await run(sh('echo hello; exit 3'))).toMatchObject({ code: 3, stdout: 'hello\n', calls: [] });
  });
});

describe('however it ends', () => {
  const lend = ['--env', 'P=safe:web-01/root'];

  test.each([
    ['its exit code', sh('exit 42'), 42],
    ['the signal that killed it', sh('kill -9 $$'), 137],
    ['a command that is not there', ['--', '/no/such/command'], 127],
    ['a command that is no program', ['--', folder], 126],
  ])('%s passes through, and all is checked in', async (_name, words, code) => {
    const got = await run([...lend, ...words]);
    expect(got.code).toBe(code);
    expect(got.stdout).toBe('');
    expect(await safe.open()).toEqual({ requests: [], sessions: 0 });
  });

  test('the second secret cannot be had: the first is given back, nothing is run', async () => {
    const got = await run([...lend, '--env', 'Q=safe:web-01/nobody', ...sh('echo ran')]);
    expect(got).toMatchObject({ code: 6, stdout: '' });
    expect(await safe.open()).toEqual({ requests: [], sessions: 0 });
  });

  test('one that waits for approval stays, the others are given back', async () => {
    const got = await run([...lend, '--env', 'Q=safe:web-01/guarded', ...sh('echo ran')]);
    expect(got).toMatchObject({ code: 5, stdout: '' });
    expect(got.stderr).toContain('request 102 is not approved yet');
    expect((await safe.open()).requests).toEqual([102]);
  });

  test('what could not be checked in is said loudly and turns 0 into 7, but hides no other code', async () => {
    safe.sandbox.fault('400;path=Requests/;method=PUT');
    const got = await run([...lend, ...sh('exit 0')]);
    expect(got.code).toBe(7);
    expect(got.stderr).toContain('NOT CHECKED IN: request 101');
    safe.sandbox.reset();
    safe.sandbox.fault('500;path=Requests/;method=PUT');
    const loud = await run([...lend, ...sh('echo out')]);
    expect([loud.code, loud.stdout]).toEqual([7, 'out\n']);
    expect(loud.stderr).toContain(
      'btapi: NOT CHECKED IN: request 101 (root on web-01): checking in request 101:',
    );
    safe.sandbox.fault('500;path=Requests/;method=PUT');
    expect((await run([...lend, ...sh('exit 3')])).code).toBe(3);
  });

  test('a request that somebody else has checked in meanwhile is fine', async () => {
    const list = new URL('/_sandbox/safe/deny/101', safe.sandbox.url);
    expect(await run([...lend, ...sh(`curl -s -o /dev/null ${list}`)])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  test('two side by side: whoever opened the request closes it', async () => {
    await safe.run('safe checkout web-01 root');
    const got = await run([...lend, ...sh('true')]);
    expect(got.code).toBe(0);
    expect((await safe.open()).requests).toEqual([101]);
  });

  test('a session that ended while the program ran is opened again for the check-in', async () => {
    const idle = new URL('/_sandbox/safe/idle', safe.sandbox.url);
    const got = await run([...lend, ...sh(`curl -s -o /dev/null ${idle}`)]);
    expect(got).toMatchObject({ code: 0, stderr: '' });
    expect((await safe.open()).requests).toEqual([]);
  });
});

describe('before anything is asked for', () => {
  test.each([
    ['no command', ['--env', 'A=safe:web-01/root'], 'there is no command to run'],
    ['no name', ['--env', 'safe:web-01/root', '--', 'true'], 'is not NAME=REF'],
    ['a bad name', ['--env', 'A-B=safe:web-01/root', '--', 'true'], 'is not NAME=REF'],
    ['a bad reference', ['--env', 'A=op://x', '--', 'true'], 'it is no reference to a secret'],
    ['an empty id', ['--env', 'A=vault/account/', '--', 'true'], 'it is no reference to a secret'],
    ['an empty account', ['--env', 'A=safe:web-01/', '--', 'true'], 'it is no reference to a secret'],
    ['a bad field', ['--env', 'A=safe:web-01/root#pin', '--', 'true'], 'there is no field pin'],
    ['one name twice', ['--env', 'A=safe:1/1', '--file', 'A=safe:1/1', '--', 'true'], 'given twice'],
  ])('exit 2: %s', async (_name, words, said) => {
    const got = await run(words);
    expect([got.code, got.stdout, got.calls]).toEqual([2, '', []]);
    expect(got.stderr).toContain(said);
  });

  test('no place for files: nothing is checked out', async () => {
    const got = await run(['--file', 'K=safe:1/1', '--', 'true'], { TMPDIR: '/no/such' });
    expect(got).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'btapi: making a private folder in /no/such: there is no such folder\nhint: TMPDIR names another place; nothing was checked out\n',
      calls: [],
    });
    const fallen = await run(['--file', 'K=safe:1/1', '--', 'true'], { XDG_RUNTIME_DIR: '/proc/1' });
    expect(fallen).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a rehearsal shows the request and runs nothing', async () => {
    const got = await safe.run(['--dry-run', 'run', '--env', 'P=safe:1/1', ...sh('echo ran')], {
      env: around,
    });
    expect(got.code).toBe(0);
    expect(JSON.parse(got.stdout)).toMatchObject({ method: 'POST', body: { SystemID: 1 } });
    expect((await safe.open()).requests).toEqual([]);
  });
});
