import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { execute } from '../support/spawn.ts';
import { certificates } from '../support/tls.ts';

const asked: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'btapi-proxy-'));
let sandbox: Sandbox;
let env: Record<string, string>;

// A proxy that tunnels and writes down where to.
const proxy = createServer((_request, response) => response.writeHead(500).end());
proxy.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
  asked.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim());
  const [host = '', port = ''] = (request.url ?? '').split(':');
  const onward = connect(Number(port), host === 'pra.example' ? '127.0.0.1' : host, () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  for (const end of [onward, socket]) end.on('error', () => end.destroy());
});

beforeAll(async () => {
  const { ca, server } = await certificates();
  sandbox = await startSandbox({ tls: server });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, ca);
  env = {
    HOME: folder,
    BT_API_HOST: `localhost:${sandbox.port}`,
    BT_CLIENT_ID: sandbox.clientId,
    BT_CLIENT_SECRET: sandbox.clientSecret,
    BT_CA_FILE: file,
    BT_TOKEN_CACHE: 'off',
  };
});

beforeEach(() => {
  asked.length = 0;
});

afterAll(async () => {
  await sandbox.close();
  proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

const proxyUrl = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

test('every call goes through HTTPS_PROXY, token call included, and stays TLS to the appliance', async () => {
  const result = await execute(['list', 'jump-group', '-f', 'id'], {
    env: { ...env, HTTPS_PROXY: proxyUrl() },
  });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result.stdout).toMatch(/^1\n/);
  expect(asked).toEqual([`localhost:${sandbox.port}`, `localhost:${sandbox.port}`]);
});

test('NO_PROXY goes around it', async () => {
  const result = await execute(['list', 'jump-group', '-f', 'id'], {
    env: { ...env, HTTPS_PROXY: proxyUrl(), NO_PROXY: 'localhost' },
  });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(asked).toEqual([]);
});

test('a proxy that is not there is exit 5, and a write was not sent', async () => {
  const result = await execute(['add', 'jump-group', 'name=x', '--patience', '0'], {
    env: { ...env, HTTPS_PROXY: 'http://127.0.0.1:9' },
  });
  expect(result.code).toBe(5);
  expect(result.stdout).toBe('');
  expect(result.stderr).toMatch(/^btapi: asking for a token: .+refused/);
});

test('credentials of the proxy go to the proxy and are never shown', async () => {
  const secret = proxyUrl().replace('http://', 'http://me:pass-word@');
  const result = await execute(['-v', 'list', 'jump-group', '-f', 'id'], {
    env: { ...env, HTTPS_PROXY: secret },
  });
  expect(result.code).toBe(0);
  expect(asked[0]).toBe(`localhost:${sandbox.port} Basic ${Buffer.from('me:pass-word').toString('base64')}`);
  expect(result.stderr).not.toContain('pass-word');
});

test('check leaves name and handshake to the proxy, unless NO_PROXY names the host', async () => {
  const found = async (more: Record<string, string>) => {
    const { code, stdout } = await execute(
      ['check', '-o', 'json', '-q', "[?step=='name resolution' || step=='TLS'].found"],
      {
        env: { ...env, HTTPS_PROXY: proxyUrl(), ...more },
      },
    );
    return { code, found: JSON.parse(stdout) as string[] };
  };
  const left = `left to the proxy ${new URL(proxyUrl()).host}`;
  expect(await found({})).toEqual({ code: 0, found: [left, left] });
  const own = await found({ NO_PROXY: 'other.example, localhost' });
  expect(own.code).toBe(0);
  expect(own.found[1]).toMatch(/^TLSv1/);
});
