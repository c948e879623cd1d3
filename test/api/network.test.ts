import { afterEach, describe, expect, test } from 'vitest';
import { NetworkError, network } from '../../src/api/network.ts';
import { Failure } from '../../src/errors.ts';
import { call } from '../support/send.ts';
import { type Stub, stub } from '../support/stub.ts';
import { certificates } from '../support/tls.ts';

const stubs: Stub[] = [];
afterEach(async () => {
  for (const one of stubs.splice(0)) await one.close();
});

async function serving(...parameters: Parameters<typeof stub>) {
  const server = await stub(...parameters);
  stubs.push(server);
  return server;
}

const controller = () => new AbortController();
const options = (over: Partial<Parameters<typeof network>[0]> = {}) => ({
  timeout: 2000,
  signal: controller().signal,
  userAgent: 'btapi/test',
  ...over,
});

async function failure(work: Promise<unknown>): Promise<NetworkError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NetworkError);
  return error as NetworkError;
}

test('sends method, path, headers and body, and closes the connection after each call', async () => {
  let body = '';
  const server = await serving((request, response) => {
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => response.writeHead(201, { 'X-Two': ['a', 'b'] }).end('{"id":1}'));
  });
  const { send } = network(options());
  const post = call({
    method: 'POST',
    url: new URL('/api/x?a=b', server.url),
    body: '{"n":1}',
    effect: 'write',
  });
  const answer = await send(post);
  expect(answer.status).toBe(201);
  expect(answer.headers['x-two']).toBe('a, b');
  expect(await answer.text()).toBe('{"id":1}');
  expect(body).toBe('{"n":1}');
  await (await send(call({ url: server.url }))).text();
  expect(server.requests).toEqual(['POST /api/x?a=b', 'GET /']);
  expect(server.sockets).toBe(2);
  expect(server.headers[0]).toMatchObject({
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'btapi/test',
    connection: 'close',
  });
});

test('keeps one connection when told to', async () => {
  const server = await serving((_request, response) => response.end('ok'));
  const { send, close } = network(options({ keepAlive: true }));
  await (await send(call({ url: server.url }))).text();
  await (await send(call({ url: server.url }))).text();
  await close();
  expect(server.sockets).toBe(1);
});

describe('what went wrong, and whether the request may have arrived', () => {
  test('a refused connection did not', async () => {
    const server = await serving(() => undefined);
    const url = server.url;
    await stubs.pop()?.close();
    const error = await failure(network(options()).send(call({ url })));
    expect(error).toMatchObject({ reached: false, final: false });
    expect(error.message).toContain('the connection was refused');
  });

  test('a name that does not exist did not', async () => {
    const error = await failure(network(options()).send(call({ url: new URL('https://nowhere.invalid/') })));
    expect(error.reached).toBe(false);
    expect(error.message).toContain('nowhere.invalid: the name cannot be resolved');
  });

  test('a socket closed during the request may have', async () => {
    const server = await serving((request) => request.socket.destroy());
    const error = await failure(network(options()).send(call({ url: server.url })));
    expect(error).toMatchObject({ reached: true });
    expect(error.message).toContain('the connection was closed');
  });

  test('a server that does not answer in time may have', async () => {
    const server = await serving(() => undefined);
    const error = await failure(network(options({ timeout: 300 })).send(call({ url: server.url })));
    expect(error).toMatchObject({ reached: true, hint: '--timeout S waits longer' });
    expect(error.message).toContain('no answer within 0.3 s');
  });

  test('a body cut short of its announced length may have', async () => {
    const server = await serving((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('only this');
      setTimeout(() => response.destroy(), 20);
    });
    const answer = await network(options()).send(call({ url: server.url }));
    const error = await failure(answer.text());
    expect(error.reached).toBe(true);
    expect(error.message).toMatch(/cut short|was closed/);
  });

  test('an interruption is no network error', async () => {
    const stop = controller();
    const server = await serving(() => stop.abort('SIGINT'));
    const work = network(options({ signal: stop.signal })).send(call({ url: server.url }));
    await expect(work).rejects.toMatchObject({ code: 130 });
    await expect(work).rejects.toBeInstanceOf(Failure);
  });
});

describe('TLS', () => {
  const ok = (_request: unknown, response: { end(text: string): unknown }) => void response.end('ok');

  test('an authority nobody knows is refused for good, and the hint names the option', async () => {
    const { server: pair } = await certificates();
    const server = await serving(ok, pair);
    const error = await failure(network(options()).send(call({ url: server.url })));
    expect(error).toMatchObject({
      reached: false,
      final: true,
      hint: 'name the authority with --ca-file F or BT_CA_FILE',
    });
    expect(server.requests).toEqual([]);
  });

  test('NODE_TLS_REJECT_UNAUTHORIZED=0 makes no difference', async () => {
    const { server: pair } = await certificates();
    const server = await serving(ok, pair);
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const error = await failure(network(options()).send(call({ url: server.url })));
      expect(error).toMatchObject({ reached: false, final: true });
      expect(server.requests).toEqual([]);
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  test('an own authority is accepted when it is named', async () => {
    const { server: pair, ca } = await certificates();
    const server = await serving(ok, pair);
    const answer = await network(options({ ca: [ca] })).send(call({ url: server.url }));
    expect(await answer.text()).toBe('ok');
  });

  test.each([
    ['expired', 'its certificate has expired'],
    ['wrongName', 'its certificate is for another name'],
  ] as const)('%s: nothing is sent', async (which, words) => {
    const made = await certificates();
    const server = await serving(ok, made[which]);
    const error = await failure(network(options({ ca: [made.ca] })).send(call({ url: server.url })));
    expect(error).toMatchObject({ reached: false, final: true });
    expect(error.message).toContain(words);
    expect(server.requests).toEqual([]);
  });
});
