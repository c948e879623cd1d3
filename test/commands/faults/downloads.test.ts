import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../../src/main.ts';
import { world } from '../../support/run.ts';
import { stub } from '../../support/stub.ts';

const { run, sandbox, io, folder } = await world();
const place = join(folder, 'downloads');
beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
});

const here = { cwd: place };
const path = '/api/config/v1/jumpoint/1/installer';
const name = 'jumpoint-linux-x64-1.bin';

/** The clustered Jumpoint of the sandbox takes another node, so that its installer can be had. */
const get = (...words: string[]) => run(['download', 'jumpoint/1/installer', ...words], here);
const failed = async (words: string[], code: number, lines: string[]) => {
  const result = await get(...words);
  expect(result.stderr.split('\n').slice(0, -1)).toEqual(lines);
  expect([result.code, result.stdout]).toEqual([code, '']);
};

test('the file, its size and its hash', async () => {
  const { code, stdout, stderr, calls } = await get();
  expect([code, stderr, calls]).toEqual([0, '', [`GET ${path}`]]);
  const bytes = readFileSync(join(place, name));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(JSON.parse(stdout)).toEqual({ file: name, size: bytes.length, sha256 });
  expect(readdirSync(place)).toEqual([name]);
});

describe('a name that could do harm', () => {
  const long = 'x'.repeat(300);
  test.each([
    ['upwards', '../../etc/cron.d/evil', 'evil'],
    ['absolute', '/etc/passwd', 'passwd'],
    ['of Windows', 'C:\\Windows\\system32\\evil.exe', 'evil.exe'],
    ['empty', '', 'jumpoint-1-installer'],
    ['dots only', '..', 'jumpoint-1-installer'],
    ['a hidden file', '.bashrc', 'bashrc'],
    ['an option', '--to=x', 'to=x'],
    ['300 characters', `${long}.bin`, `${'x'.repeat(196)}.bin`],
    ['control characters', 'a\r\nb\u001b[2Jc\u0000.bin', 'ab[2Jc.bin'],
    ['a reserved name', 'NUL.txt', 'jumpoint-1-installer'],
  ])('%s', async (_what, sent, saved) => {
    sandbox.fault(`disposition=${encodeURIComponent(sent)}`);
    const { code, stdout, stderr } = await get('-f', 'file');
    expect([code, stdout, stderr]).toEqual([0, `${saved}\n`, '']);
    expect(readdirSync(place)).toEqual([saved]);
  });

  test.each([
    ['none', {}, 'jumpoint-1-installer'],
    ['inline', { 'content-disposition': 'inline' }, 'jumpoint-1-installer'],
    ['in quotes', { 'content-disposition': 'attachment; filename="a \\"b\\".bin"' }, 'a b.bin'],
    ['cut off', { 'content-disposition': 'attachment; filename="a.bin' }, 'a.bin'],
  ])('a header of another kind: %s', async (_what, headers, saved) => {
    const server = await stub((request, response) => {
      if (request.url === '/oauth2/token') response.end('{"access_token":"t","expires_in":3600}');
      else response.writeHead(200, headers).end('bytes');
    });
    const { code, stdout } = await run('download jumpoint/1/installer -f file', {
      ...here,
      env: { BT_API_HOST: server.url.origin },
    });
    await server.close();
    expect([code, readdirSync(place)]).toEqual([0, [stdout.trim()]]);
    expect(stdout).toBe(`${saved}\n`);
  });
});

describe('a place that cannot be used', () => {
  test('a file that is there is kept', async () => {
    writeFileSync(join(place, name), 'mine');
    await failed([], 2, [
      `btapi: saving to ${name}: the file exists`,
      'hint: say --force to replace it, or name another with --to',
    ]);
    expect(readFileSync(join(place, name), 'utf8')).toBe('mine');
    expect((await get('--force')).code).toBe(0);
    expect(readFileSync(join(place, name), 'utf8')).not.toBe('mine');
    expect(readdirSync(place)).toEqual([name]);
  });

  test('a folder that is not there', () =>
    failed(['--to', 'no/such/file'], 2, [
      'btapi: saving to no/such/file: there is no such folder',
      'hint: name another place with --to',
    ]));

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written', async () => {
    chmodSync(place, 0o500);
    await failed([], 2, [
      `btapi: saving to ${name}: no permission to write there`,
      'hint: name another place with --to',
    ]);
    chmodSync(place, 0o700);
  });

  test('an empty name', () =>
    failed(['--to', ''], 2, ['btapi: saving a file: the name after --to is empty']));
});

describe('a body that is not whole', () => {
  test('cut: nothing is left', async () => {
    sandbox.fault('size=200000;path=jumpoint');
    sandbox.fault('cut;path=jumpoint');
    await failed([], 5, [
      `btapi: downloading jumpoint-1-installer: ${sandbox.url.host}: the answer was cut short; nothing was kept`,
      'hint: a proxy, firewall or load balancer may be in between; btapi check goes step by step',
    ]);
    expect(readdirSync(place)).toEqual([]);
  });

  test('cut: a file of that name stays as it was', async () => {
    writeFileSync(join(place, 'kept'), 'mine');
    sandbox.fault('cut;path=jumpoint');
    expect((await get('--to', 'kept')).code).toBe(5);
    expect(readdirSync(place)).toEqual(['kept']);
    expect(readFileSync(join(place, 'kept'), 'utf8')).toBe('mine');
  });

  test('interrupted: nothing is left, exit 130', async () => {
    const started = Promise.withResolvers<void>();
    const server = await stub((request, response) => {
      if (request.url === '/oauth2/token') response.end('{"access_token":"t","expires_in":3600}');
      else {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('x'.repeat(500), () => started.resolve());
      }
    });
    const world = io({ ...here, env: { BT_API_HOST: server.url.origin } });
    const running = main(['download', 'jumpoint/1/installer'], world);
    await started.promise;
    world.interrupt();
    expect([await running, world.stdout.text, world.stderr.text]).toEqual([130, '', 'btapi: interrupted\n']);
    await server.close();
    expect(readdirSync(place)).toEqual([]);
  });

  test('a refusal is a message and no file', async () => {
    sandbox.fault('403;path=jumpoint');
    await failed([], 3, [
      'btapi: downloading jumpoint/1/installer: Asked for: 403. (403)',
      'hint: the API account lacks the permission for this',
    ]);
    expect(readdirSync(place)).toEqual([]);
  });
});

test('to standard output: the bytes and nothing else', async () => {
  const { code, stdout, stderr } = await get('--to', '-');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^#!\/bin\/sh\n/);
  expect(readdirSync(place)).toEqual([]);
});
