import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { parseFault } from '../../src/sandbox/faults.ts';
import { type Client, fresh, got } from './client.ts';

test.each([
  ['429x2', { kind: 'status', value: '429', left: 2 }],
  ['429x2;retry-after=1', { kind: 'status', value: '429', left: 2, retryAfter: '1' }],
  ['500x1;method=POST,patch', { kind: 'status', value: '500', left: 1, methods: ['POST', 'PATCH'] }],
  ['cut', { kind: 'cut', value: '', left: Number.POSITIVE_INFINITY }],
  ['close-afterx1;path=jump-group', { kind: 'close-after', value: '', left: 1, path: 'jump-group' }],
  ['slow=2000x3', { kind: 'slow', value: '2000', left: 3 }],
  ['html=502', { kind: 'html', value: '502', left: Number.POSITIVE_INFINITY }],
  ['expired', { kind: 'expired', value: '', left: 1 }],
  [
    'redirect=http://other.example/x2;times=1',
    { kind: 'redirect', value: 'http://other.example/x2', left: 1 },
  ],
  ['disposition=../../x', { kind: 'disposition', value: '../../x', left: Number.POSITIVE_INFINITY }],
  ['disposition=a%3Bb%0A', { kind: 'disposition', value: 'a;b\n', left: Number.POSITIVE_INFINITY }],
  ['disposition=', { kind: 'disposition', value: '', left: Number.POSITIVE_INFINITY }],
  ['size=1000000000', { kind: 'size', value: '1000000000', left: Number.POSITIVE_INFINITY }],
])('%s is understood', (spec, fault) => {
  expect(parseFault(spec)).toEqual(fault);
});

test.each(['', 'nonsense', '99', '429x2;colour=red', '429;times=two'])('"%s" is no fault', (spec) => {
  expect(() => parseFault(spec)).toThrow(/^reading fault/);
});

const statuses = async (client: Client, count: number): Promise<number[]> => {
  const seen: number[] = [];
  for (let n = 0; n < count; n++) seen.push((await client.get('jump-group')).status);
  return seen;
};

test('a status comes as often as asked for, then the appliance is back', async () => {
  const client = await fresh({ faults: ['429x2;retry-after=1'] });
  const first = await client.get('jump-group');
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '1']);
  expect(await statuses(client, 2)).toEqual([429, 200]);
  client.sandbox.reset();
  expect((await client.get('jump-group')).status).toBe(429);
});

test('a fault keeps to its path and its methods, and leaves the token alone', async () => {
  const client = await fresh();
  client.sandbox.fault('500;method=POST;path=jump-group');
  expect((await client.call('POST', 'jump-group', { name: 'x' })).status).toBe(500);
  expect((await client.get('jump-group')).status).toBe(200);
  expect((await client.call('POST', 'jumpoint', { name: 'x', platform: 'linux-x86' })).status).toBe(201);
  client.sandbox.fault('503x1;path=/oauth2/token');
  const token = await got(new URL('/oauth2/token', client.sandbox.url), { method: 'POST' });
  expect(token.status).toBe(503);
});

test('expired ends the tokens once, revoked refuses every token', async () => {
  const client = await fresh();
  client.sandbox.fault('expired');
  expect(await statuses(client, 2)).toEqual([401, 401]);
  const other = await fresh();
  other.sandbox.fault('revokedx1');
  expect(await statuses(other, 2)).toEqual([401, 200]);
});

test('close answers nothing and does nothing, close-after has done it', async () => {
  const client = await fresh();
  client.sandbox.fault('closex1');
  await expect(client.call('POST', 'jump-group', { name: 'one' })).rejects.toThrow();
  expect(client.sandbox.store.items('jump-group')).toEqual([]);
  client.sandbox.fault('close-afterx1');
  await expect(client.call('POST', 'jump-group', { name: 'two' })).rejects.toThrow();
  expect(client.sandbox.store.items('jump-group')).toMatchObject([{ name: 'two' }]);
  expect(client.sandbox.log.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual([
    200, 0, 0,
  ]);
});

test('cut sends less than it announced', async () => {
  const client = await fresh({ seed: true });
  client.sandbox.fault('cut');
  const url = new URL('/api/config/v1/jump-group', client.sandbox.url);
  const seen = await new Promise<{ announced: number; received: number; complete: boolean }>((done, fail) => {
    request(url, { headers: { authorization: `Bearer ${client.token}` } }, (answer) => {
      let received = 0;
      answer.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      const end = () =>
        done({ announced: Number(answer.headers['content-length']), received, complete: answer.complete });
      answer.on('error', end);
      answer.on('end', end);
    })
      .on('error', fail)
      .end();
  });
  expect(seen.complete).toBe(false);
  expect(seen.received).toBe(Math.floor(seen.announced / 2));
});

test('slow and trickle only take their time', async () => {
  const client = await fresh({ seed: true });
  const plain = await client.get('jump-group');
  client.sandbox.fault('slow=20x1');
  client.sandbox.fault('trickle=2x1');
  expect((await client.get('jump-group')).text).toBe(plain.text);
});

test('html, empty and garbage are what they say', async () => {
  const client = await fresh({ seed: true });
  client.sandbox.fault('html=502x1');
  const page = await client.get('jump-group');
  expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
  expect(page.text).toMatch(/^<!DOCTYPE html>/);
  client.sandbox.fault('emptyx1');
  const nothing = await client.get('jump-group');
  expect([nothing.status, nothing.text]).toEqual([200, '']);
  client.sandbox.fault('garbagex1');
  const garbage = await client.get('jump-group');
  expect([garbage.status, garbage.headers.get('content-type'), garbage.json]).toEqual([
    200,
    'application/json',
    undefined,
  ]);
  client.sandbox.fault('garbage=http;times=1');
  await expect(client.get('jump-group')).rejects.toThrow();
});

test('redirect points elsewhere', async () => {
  const client = await fresh();
  client.sandbox.fault('redirect=http://127.0.0.1:9/steal;times=1');
  const answer = await client.get('jump-group');
  expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/steal']);
});

test.each([
  ['../../x', 'attachment; filename="../../x"'],
  ['', 'attachment; filename=""'],
  ['say%20%22hi%22', 'attachment; filename="say \\"hi\\""'],
  ['a%0Ab', "attachment; filename*=UTF-8''a%0Ab"],
])('a download may be named "%s"', async (name, header) => {
  const client = await fresh({ seed: true });
  client.sandbox.store.remove('jumpoint/1/node', 1);
  client.sandbox.fault(`disposition=${name}`);
  const answer = await client.get('jumpoint/1/installer');
  expect(answer.headers.get('content-disposition')).toBe(header);
});

test('size streams a file of any length', async () => {
  const client = await fresh({ seed: true });
  client.sandbox.fault('size=3000001;path=jumpoint');
  const answer = await client.get('jumpoint/1/installer');
  expect([answer.headers.get('content-length'), answer.text.length]).toEqual(['3000001', 3_000_001]);
});

test('faults, log, store and reset answer below /_sandbox, without token and without a trace', async () => {
  const client = await fresh({ seed: true });
  const at = (path: string) => new URL(`/_sandbox/${path}`, client.sandbox.url);
  expect((await got(at('fault'), { method: 'POST', body: '429x1' })).status).toBe(204);
  expect((await client.get('jump-group')).status).toBe(429);
  expect((await got(at('fault'), { method: 'POST', body: '{"fault": "nonsense"}' })).status).toBe(422);
  await client.call('POST', 'vault/account', { type: 'opaque_token', name: 't', token: 'very-secret' });
  const log = await got(at('log'));
  expect((log.json as { path: string; status: number }[]).map(({ path, status }) => [path, status])).toEqual([
    ['/oauth2/token', 200],
    ['/api/config/v1/jump-group', 429],
    ['/api/config/v1/vault/account', 201],
  ]);
  expect(log.text).not.toContain('very-secret');
  expect((await got(at('store?path=vault/account'))).text).not.toContain('very-secret');
  expect((await got(at('store'))).json).toContain('jump-group');
  expect((await got(at('log'), { method: 'DELETE' })).status).toBe(204);
  expect((await got(at('log'))).json).toEqual([]);
  expect((await got(at('reset'), { method: 'POST' })).status).toBe(204);
  expect((await client.get('jump-group')).status).toBe(401);
});

const raw = (port: number, bytes: string): Promise<string> =>
  new Promise((done) => {
    let seen = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      seen += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => done(seen));
  });

test('garbage, half requests and vanishing clients do no harm', async () => {
  const client = await fresh();
  expect(await raw(client.sandbox.port, '\x16\x03\x01 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
  expect(await raw(client.sandbox.port, 'GET /%zz HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400/,
  );
  for (let n = 0; n < 20; n++) {
    const socket = connect(client.sandbox.port, '127.0.0.1', () => {
      socket.write('POST /api/config/v1/jump-group HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"na');
      socket.destroy();
    });
    await new Promise((done) => socket.on('close', done));
  }
  expect((await client.get('%ff')).status).toBe(404);
  expect((await client.get('jump-group')).status).toBe(200);
});

test('the connection is closed when the client asks for it', async () => {
  const client = await fresh();
  const answer = await raw(
    client.sandbox.port,
    `GET /api/config/v1/jump-group HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${client.token}\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer).toMatch(/\r\nConnection: close\r\n/);
});

test('only loopback is listened on, and closing leaves nothing', async () => {
  const { startSandbox } = await import('../../src/sandbox/server.ts');
  await expect(startSandbox({ host: '0.0.0.0' })).rejects.toThrow('not a loopback address');
  const sandbox = await startSandbox({ seed: false });
  const idle = connect(sandbox.port, '127.0.0.1');
  await new Promise((done) => idle.on('connect', done));
  const closed = new Promise((done) => idle.on('close', done));
  idle.on('error', () => undefined);
  await sandbox.close();
  await closed;
  await expect(fetch(sandbox.url)).rejects.toThrow();
});

test('a port that is taken is said so', async () => {
  const { startSandbox } = await import('../../src/sandbox/server.ts');
  const { sandbox } = await fresh();
  await expect(startSandbox({ port: sandbox.port })).rejects.toThrow(
    `starting the sandbox on port ${sandbox.port}: `,
  );
});
