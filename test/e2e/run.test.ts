import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { safeWorld } from '../safe/world.ts';
import { begin, execute, path } from '../support/spawn.ts';

// The built program, as users run it: signals, process groups and what is left behind.

const safe = await safeWorld();
const folder = mkdtempSync(join(tmpdir(), 'btapi-e2e-run-'));
const secret = 'dep10y-S3cret';
const key = 'c2FuZGJveCBrZXksIG9wZW5zIG5vdGhpbmc=';
const temporary = join(folder, 'tmp');
const cache = join(folder, 'cache');
const env = {
  ...safe.env,
  ...safe.settings,
  TMPDIR: temporary,
  XDG_CACHE_HOME: cache,
  BT_TOKEN_CACHE: '',
  HOME: folder,
};

beforeAll(() => {
  mkdirSync(temporary);
  const root = resolve(import.meta.dirname, '../..');
  if (!existsSync(join(root, 'dist/main.cjs'))) {
    execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root, env: { PATH: path } });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lend = ['run', '--env', 'P=safe:web-01/deploy'];

/** Waits until a file is there, and gives its content. */
async function appears(name: string): Promise<string> {
  const file = join(folder, name);
  for (let turn = 0; turn < 4000; turn += 1) {
    if (existsSync(file) && statSync(file).size > 0) return readFileSync(file, 'utf8').trim();
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`${name} never appeared`);
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
  ['SIGUSR2', 140],
] as const)('%s reaches the program and what it started; everything is checked in', async (name, code) => {
  const script = `sh -c 'echo $$ >${folder}/${name}.pid; exec sleep 300'; exit 9`;
  const running = begin([...lend, '--', 'sh', '-c', script], { env, stdin: '' });
  const sleeper = Number(await appears(`${name}.pid`));
  expect((await safe.open()).requests).toEqual([101]);
  running.child.kill(name);
  expect(await running.finished).toMatchObject({ code, stdout: '' });
  expect(alive(sleeper)).toBe(false);
  expect(await safe.open()).toEqual({ requests: [], sessions: 0 });
});

test('a program that deals with the signal itself decides on its exit code', async () => {
  const script = `trap "echo cleaning; exit 5" TERM; echo ready >${folder}/trap.ready; while :; do sleep 0.05; done`;
  const running = begin([...lend, '--', 'sh', '-c', script], { env, stdin: '' });
  await appears('trap.ready');
  running.child.kill('SIGTERM');
  expect(await running.finished).toMatchObject({ code: 5, stdout: 'cleaning\n' });
  expect(await safe.open()).toEqual({ requests: [], sessions: 0 });
});

test('SIGUSR1 is for the program; it opens no debugger on us', async () => {
  const script = `trap "echo again" USR1; echo ready >${folder}/usr1.ready; sleep 0.3; sleep 0.3`;
  const running = begin([...lend, '--', 'sh', '-c', script], { env, stdin: '' });
  await appears('usr1.ready');
  running.child.kill('SIGUSR1');
  const { stdout, stderr } = await running.finished;
  expect(stdout).toBe('again\n');
  expect(stderr).not.toContain('Debugger');
  expect(await safe.open()).toEqual({ requests: [], sessions: 0 });
});

test('interrupted while it waits for an approval: the request stays, and its id is said', async () => {
  const running = begin(['safe', 'checkout', 'web-01', 'guarded', '--wait', '60'], { env, stdin: '' });
  let said = '';
  running.child.stderr.on('data', (part: Buffer) => {
    said += part.toString();
  });
  for (let turn = 0; turn < 1000 && !said.includes('waits for approval'); turn += 1) {
    await new Promise((done) => setTimeout(done, 10));
  }
  running.child.kill('SIGINT');
  const got = await running.finished;
  expect([got.code, got.stdout]).toEqual([130, '']);
  expect(got.stderr).toContain('btapi: interrupted: request 101 still waits for approval\nhint: ');
  expect(await safe.open()).toEqual({ requests: [101], sessions: 0 });
});

test('a slow reader gets all that the program has written, however long it has been gone', async () => {
  const reader =
    "const b = Buffer.alloc(16384); let n = 0, r; while ((r = require('fs').readSync(0, b)) > 0) { n += r; Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250); } console.log(n)";
  const { program } = await import('../support/spawn.ts');
  const line = `"${program}" run --env P=safe:web-01/deploy -- head -c 300000 /dev/zero | node -e "$READER"`;
  const got = await begin(['-c', line], { env: { ...env, READER: reader }, stdin: '' }, 'bash').finished;
  expect(got.stdout).toBe('300000\n');
});

test.skipIf(!existsSync('/dev/full'))('output that cannot be written is no success', async () => {
  const { program } = await import('../support/spawn.ts');
  const lent = (rest: string) =>
    begin(['-c', `"${program}" ${rest} >/dev/full`], { env, stdin: '' }, 'bash').finished;
  expect(await lent('run --env P=safe:web-01/deploy -- echo x')).toMatchObject({
    code: 1,
    stderr: 'btapi: running echo: writing to standard output: the disk is full\n',
  });
  expect((await lent('safe checkout web-01 root')).code).toBe(1);
  expect(await safe.open()).toEqual({ requests: [], sessions: 0 });
});

test('an account of the Vault is checked in after a signal too', async () => {
  const list = await execute(['list', 'vault/account', 'type=username_password', '-f', 'id'], { env });
  const ref = `vault/account/${list.stdout.split('\n')[0]}`;
  const script = `sh -c 'echo $$ >${folder}/vault.pid; exec sleep 300'; exit 9`;
  const running = begin(['run', '--env', `P=${ref}`, '--', 'sh', '-c', script], { env, stdin: '' });
  await appears('vault.pid');
  expect((await execute(['do', `${ref}/check-out`], { env })).code).toBe(4);
  running.child.kill('SIGTERM');
  expect((await running.finished).code).toBe(143);
  expect((await execute(['do', `${ref}/check-out`], { env })).code).toBe(0);
});

test('a command that is interrupted signs out all the same', async () => {
  safe.sandbox.fault('slow=5000;path=ManagedAccounts');
  const running = begin(['safe', 'list', 'ManagedAccounts'], { env, stdin: '' });
  for (let turn = 0; turn < 1000 && (await safe.open()).sessions === 0; turn += 1) {
    await new Promise((done) => setTimeout(done, 10));
  }
  running.child.kill('SIGTERM');
  expect(await running.finished).toMatchObject({ code: 130, stdout: '', stderr: 'btapi: interrupted\n' });
  expect((await safe.open()).sessions).toBe(0);
});

test('SIGKILL of the program: 137, and everything is checked in', async () => {
  const script = `echo $$ >${folder}/kill.pid; exec sleep 300`;
  const running = begin([...lend, '--', 'sh', '-c', script], { env, stdin: '' });
  process.kill(Number(await appears('kill.pid')), 'SIGKILL');
  expect(await running.finished).toMatchObject({ code: 137, stdout: '' });
  expect(await safe.open()).toEqual({ requests: [], sessions: 0 });
});

test('interrupted while it still checks out: nothing stays open', async () => {
  safe.sandbox.fault('slow=800x1;path=Credentials');
  const running = begin([...lend, '--', 'true'], { env, stdin: '' });
  for (let turn = 0; turn < 1000 && (await safe.open()).requests.length === 0; turn += 1) {
    await new Promise((done) => setTimeout(done, 10));
  }
  running.child.kill('SIGTERM');
  expect((await running.finished).code).toBe(130);
  expect(await safe.open()).toEqual({ requests: [], sessions: 0 });
});

test('two at once on one account', async () => {
  const both = await Promise.all(
    ['a', 'b'].map((name) =>
      execute(['run', '--env', 'P=safe:web-01/root', '--', 'sh', '-c', `echo ${name}; sleep 0.3`], { env }),
    ),
  );
  expect(both.map(({ code, stdout, stderr }) => [code, stdout, stderr])).toEqual([
    [0, 'a\n', ''],
    [0, 'b\n', ''],
  ]);
  expect((await safe.open()).requests).toEqual([]);
});

test('many runs at once share one kept session', async () => {
  const words = ['--keep-session', 'safe', 'list', 'Workgroups', '-f', 'ID'];
  const shared = { ...env, XDG_CACHE_HOME: join(folder, 'shared') };
  const all = await Promise.all(Array.from({ length: 6 }, () => execute(words, { env: shared })));
  expect(all.map(({ code, stdout, stderr }) => [code, stdout, stderr])).toEqual(
    all.map(() => [0, '1\n2\n', '']),
  );
  expect(safe.sandbox.log.filter(({ path: called }) => called.endsWith('SignAppIn'))).toHaveLength(1);
});

test('the secret is nowhere but with the program', async () => {
  const script = [
    `echo $PPID >${folder}/look.pid`,
    'echo "$P"; cat "$K"; echo "$P" >&2',
    `while [ ! -e ${folder}/go ]; do sleep 0.05; done`,
  ].join('; ');
  const words = [
    '-v',
    '--keep-session',
    ...lend,
    '--file',
    'K=safe:web-01/root#private_key',
    '--',
    'sh',
    '-c',
    script,
  ];
  const running = begin(words, { env, stdin: '' });
  const parent = Number(await appears('look.pid'));
  const everybody = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const argv = everybody.map((pid) => read(`/proc/${pid}/cmdline`)).join('\n');
  expect(argv).toContain('look.pid');
  const parentEnv = read(`/proc/${parent}/environ`);
  expect(parentEnv).toContain('BT_SAFE_URL');
  execFileSync('touch', [join(folder, 'go')]);
  const { code, stdout, stderr } = await running.finished;
  expect(code).toBe(0);
  expect(stdout).toBe('***\n***\n');
  expect(stderr).toMatch(/GET \S+Credentials\/\d+ -> 200/);
  const left = files(temporary);
  const kept = files(cache);
  expect(left).toEqual([]);
  expect(kept).not.toEqual([]);
  const places = { argv, parentEnv, stdout, stderr, kept: kept.map(read).join('\n') };
  for (const [place, text] of Object.entries(places)) {
    for (const hidden of [secret, key]) expect(text.includes(hidden), place).toBe(false);
  }
  // The key of the API stands in our environment, where the user has put it, and nowhere else.
  for (const [place, text] of Object.entries({ ...places, parentEnv: '' })) {
    expect(text.includes(safe.settings['BT_SAFE_KEY'] ?? '?'), place).toBe(false);
  }
});

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

const files = (where: string): string[] =>
  existsSync(where)
    ? readdirSync(where, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => join(one.parentPath, one.name))
    : [];

test('a signal at any moment leaves nothing open', async () => {
  safe.sandbox.fault('slow=120;path=Requests');
  safe.sandbox.fault('slow=121;path=Credentials');
  for (let wait = 150; wait <= 650; wait += 50) {
    const running = begin([...lend, '--', 'sleep', '0.2'], { env, stdin: '' });
    await new Promise((done) => setTimeout(done, wait));
    running.child.kill('SIGTERM');
    const { code } = await running.finished;
    expect([0, 130, 143, null]).toContain(code);
    expect(await safe.open(), `after ${wait} ms`).toMatchObject({ requests: [] });
  }
});

test('a reader that goes away ends the program, as it would without us', async () => {
  const { program } = await import('../support/spawn.ts');
  const line = `"${program}" run --env P=safe:web-01/deploy -- yes "$P" | head -2; echo "\${PIPESTATUS[0]}"`;
  const got = await begin(['-c', line], { env, stdin: '' }, 'bash').finished;
  // By SIGPIPE, or by an error of its own that it exits with.
  expect(got.stdout.split('\n').at(-2)).toMatch(/^(1|141)$/);
  expect((await safe.open()).requests).toEqual([]);
});
