import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { begin } from '../support/spawn.ts';

// Waits that know no signal of their own: a person's Ctrl-C must end each of them, with nothing left to do.
const folder = mkdtempSync(join(tmpdir(), 'btapi-test-'));
const pipe = join(folder, 'pipe');
execFileSync('mkfifo', [pipe]);
const open = new Set<{ destroy(): void }>();
const silent = createServer((socket) => {
  open.add(socket);
  socket.on('error', () => undefined);
  reached();
});
let reached = () => {};
await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
afterAll(() => {
  for (const socket of open) socket.destroy();
  silent.close();
  rmSync(folder, { recursive: true, force: true });
});

const account = { HOME: folder, BT_TOKEN_CACHE: 'off', BT_API_HOST: host, BT_CLIENT_ID: 'id' };
const known = { ...account, BT_CLIENT_SECRET: 'secret' };
const safe = { HOME: folder, BT_SAFE_URL: host, BT_SAFE_KEY: 'key', BT_SAFE_RUNAS: 'joe' };
const started = () => new Promise<void>((done) => setTimeout(done, 1500));
const connected = () =>
  new Promise<void>((done) => {
    reached = done;
  });

test.each([
  ['a TLS handshake', ['get', 'jump-group', '1'], known, connected],
  ['the handshake of check', ['check'], known, connected],
  ['the handshake of Password Safe', ['safe', 'get', 'assets', '1'], safe, connected],
  ['a secret command', ['list', 'jump-group'], { ...account, BT_CLIENT_SECRET_COMMAND: 'sleep 30' }, started],
  ['a secret in a pipe', ['list', 'jump-group'], { ...account, BT_CLIENT_SECRET_FILE: pipe }, started],
  ['an env file that is a pipe', ['list', 'jump-group', '--env-file', pipe], account, started],
  ['certificates in a pipe', ['list', 'jump-group', '--ca-file', pipe], known, started],
  ['a value in a pipe', ['add', 'jump-group', `name=@${pipe}`], known, started],
] as const)('SIGINT ends the wait for %s', async (_what, words, env, waiting) => {
  const begun = waiting();
  const { child, finished } = begin(words, { env, stdin: null });
  await begun;
  child.kill('SIGINT');
  const { code, signal, stderr } = await finished;
  // 130 for a shell either way.
  expect(code ?? signal).toBe(code === null ? 'SIGINT' : 130);
  expect(stderr).toBe('btapi: interrupted\n');
});
