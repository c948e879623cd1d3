import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { root } from '../../scripts/exe/places.ts';
import { targets } from '../../scripts/exe/targets.ts';
import { zipOf } from '../../scripts/exe/zip.ts';
import { fill } from '../../scripts/packages/facts.ts';
import { begin, type Finished } from '../support/spawn.ts';

const hash = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
const program = '#!/bin/sh\necho 1.2.3\n'.padEnd(200_000, '#\n');
const good = await zipOf('btapi', Buffer.from(program));

// What the server does with a request for a zip.
let serve: 'good' | 'wrong' | 'short' | 'missing' | 'never' = 'good';
const asked: string[] = [];
const server: Server = createServer((request, response) => {
  asked.push(request.url ?? '');
  if (serve === 'missing') return void response.writeHead(404).end();
  const bytes = serve === 'wrong' ? Buffer.from('another file') : good;
  response.writeHead(200, { 'Content-Length': bytes.length });
  if (serve === 'good' || serve === 'wrong') return void response.end(bytes);
  response.write(bytes.subarray(0, bytes.length / 2), () => {
    if (serve === 'short') response.destroy();
  });
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const script = (zip: Uint8Array = good) =>
  fill(readFileSync(join(root, 'packaging/templates/install.sh'), 'utf8'), {
    version: '1.2.3',
    url,
    ...Object.fromEntries(targets.map(({ name }) => [`sha256-${name}`, hash(zip)])),
  });

let home = '';
let folder = '';
beforeEach(() => {
  serve = 'good';
  asked.length = 0;
  home = mkdtempSync(join(tmpdir(), 'btapi-install-'));
  folder = join(home, '.local/bin');
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

/** Commands that stand before the machine's own: uname on another machine, an old libc. */
function standIn(name: string, answer: string): void {
  mkdirSync(join(home, 'stand-ins'), { recursive: true });
  writeFileSync(join(home, 'stand-ins', name), `#!/bin/sh\n${answer}\n`);
  chmodSync(join(home, 'stand-ins', name), 0o755);
}

/** `curl ... | sh` */
const install = (env: Record<string, string> = {}, text = script()): Promise<Finished> =>
  begin(
    [],
    { stdin: text, cwd: home, env: { HOME: home, PATH: `${home}/stand-ins:/usr/bin:/bin`, ...env } },
    'sh',
  ).finished;

/** What is in the folder for programs, hidden files too. */
const there = () => (existsSync(folder) ? readdirSync(folder) : []);

const ours = process.arch === 'arm64' ? 'arm64' : 'x64';

test.runIf(process.platform === 'linux')('puts the program for this machine into ~/.local/bin', async () => {
  const { code, stdout, stderr } = await install();
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: '',
    stderr: [
      `btapi install: btapi 1.2.3 is in ${folder}`,
      `btapi install: ${folder} is not in your PATH`,
      `hint: put this into ~/.profile: export PATH="${folder}:$PATH"`,
      '',
    ].join('\n'),
  });
  expect(asked).toEqual([`/btapi-linux-${ours}.zip`]);
  expect(there()).toEqual(['btapi']);
  expect(readFileSync(join(folder, 'btapi'), 'utf8')).toBe(program);
});

test('says nothing of PATH when the folder is in it', async () => {
  const { stderr } = await install({ PATH: `${folder}:/usr/bin:/bin` });
  expect(stderr).toBe(`btapi install: btapi 1.2.3 is in ${folder}\n`);
});

test.each([
  ['Darwin', 'arm64', 'macos-arm64'],
  ['Darwin', 'x86_64', 'macos-x64'],
  ['Linux', 'aarch64', 'linux-arm64'],
  ['Linux', 'x86_64', 'linux-x64'],
])('on %s %s it fetches %s', async (system, machine, name) => {
  standIn('uname', `[ "$1" = -s ] && echo ${system} || echo ${machine}`);
  expect((await install()).code).toBe(0);
  expect(asked).toEqual([`/btapi-${name}.zip`]);
});

test('an old version is replaced, and named', async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'btapi'), '#!/bin/sh\necho 1.0.0\n', { mode: 0o755 });
  expect((await install()).stderr).toContain(`btapi 1.2.3 is in ${folder}, in place of 1.0.0\n`);
  expect(there()).toEqual(['btapi']);
});

test.each([
  ['wrong', 'what arrived is not btapi 1.2.3; nothing has been changed'],
  ['short', 'did not work; nothing has been changed'],
  ['missing', 'did not work; nothing has been changed'],
] as const)('a %s file changes nothing', async (kind, message) => {
  serve = kind;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'btapi'), '#!/bin/sh\necho 1.0.0\n', { mode: 0o755 });
  const { code, stderr } = await install();
  expect(code).toBe(1);
  expect(stderr).toContain(message);
  expect(there()).toEqual(['btapi']);
  expect(readFileSync(join(folder, 'btapi'), 'utf8')).toBe('#!/bin/sh\necho 1.0.0\n');
});

test('a damaged zip with the right hash changes nothing', async () => {
  const damaged = Buffer.from('PK\x03\x04 and then nothing a zip would have');
  const port = createServer((_, response) => response.end(damaged));
  await new Promise<void>((done) => port.listen(0, '127.0.0.1', done));
  onTestFinished(() => void port.close());
  const place = `http://127.0.0.1:${(port.address() as AddressInfo).port}`;
  const { code, stderr } = await install({ BTAPI_URL: place }, script(damaged));
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'btapi install: the zip is damaged; nothing has been changed\n',
  });
  expect(there()).toEqual([]);
});

test.each([
  ['uname', '[ "$1" = -s ] && echo Linux || echo mips', 'there is no btapi for the processor mips'],
  ['uname', '[ "$1" = -s ] && echo FreeBSD || echo x86_64', 'there is no btapi for FreeBSD'],
])('%s saying %s ends it before anything is fetched', async (command, answer, message) => {
  standIn(command, answer);
  const { code, stderr } = await install();
  expect({ code, fetched: asked.length }).toEqual({ code: 1, fetched: 0 });
  expect(stderr).toContain(`btapi install: ${message}\n`);
});

test.runIf(process.platform === 'linux').each([
  ['echo glibc 2.17', 'this Linux has glibc 2.17, and btapi needs 2.28 or newer'],
  ['exit 1', 'this Linux has no glibc, which btapi needs'],
])('getconf: %s', async (answer, message) => {
  standIn('getconf', answer);
  const { code, stderr } = await install();
  expect({ code, fetched: asked.length }).toEqual({ code: 1, fetched: 0 });
  expect(stderr).toContain(`btapi install: ${message}\n`);
});

test('a folder that cannot be written is said, with a way out', async () => {
  const { code, stderr } = await install({ BTAPI_INSTALL_DIR: '/proc/btapi' });
  expect({ code, fetched: asked.length }).toEqual({ code: 1, fetched: 0 });
  expect(stderr).toBe(
    'btapi install: /proc/btapi cannot be made\nhint: BTAPI_INSTALL_DIR=/another/folder installs it elsewhere\n',
  );
});

test('a folder in the place of the program is said', async () => {
  mkdirSync(join(folder, 'btapi'), { recursive: true });
  expect((await install()).stderr).toContain(`btapi install: ${folder}/btapi is a folder\n`);
});

test('interrupted while it fetches, it leaves nothing', async () => {
  serve = 'never';
  const group = ['-c', 'setsid sh & pid=$!; read line; kill -TERM -$pid; wait $pid'];
  writeFileSync(join(home, 'install.sh'), script());
  const words = [
    group[0] ?? '',
    (group[1] ?? '').replace('setsid sh', `setsid sh ${join(home, 'install.sh')}`),
  ];
  const env = { HOME: home, PATH: '/usr/bin:/bin' };
  const { child, finished } = begin(words, { stdin: null, env }, 'bash');
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1);
  child.stdin.end('now\n');
  const { code, stderr } = await finished;
  expect(code).toBe(130);
  expect(stderr).toContain('btapi install: interrupted; nothing has been changed\n');
  expect(there()).toEqual([]);
});

test('a script that was cut off does nothing', async () => {
  const text = script();
  for (const length of [0.25, 0.5, 0.9]) {
    await install({}, text.slice(0, text.length * length));
  }
  expect({ asked, there: there() }).toEqual({ asked: [], there: [] });
});
