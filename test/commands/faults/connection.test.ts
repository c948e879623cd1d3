import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { world } from '../../support/run.ts';
import { type Stub, stub } from '../../support/stub.ts';
import { certificates, type Pair } from '../../support/tls.ts';

const { run, folder } = await world();
const certificate = await certificates();
writeFileSync(join(folder, 'ca.pem'), certificate.ca);

const stubs: Stub[] = [];
afterEach(async () => {
  for (const one of stubs.splice(0)) await one.close();
});

/** A server that gives tokens and leaves everything else to `answer`. */
async function serving(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  pair?: Pair,
): Promise<Stub> {
  const server = await stub((request, response) => {
    if (request.url === '/oauth2/token') response.end('{"access_token":"token-1","expires_in":3600}');
    else answer(request, response);
  }, pair);
  stubs.push(server);
  return server;
}

/** Runs a command line against a server; the requests are those it got, tokens included. */
async function against(server: Stub, line: string, env: Record<string, string> = {}) {
  const host = server.url.protocol === 'https:' ? server.url.host : server.url.origin;
  const { code, stdout, stderr } = await run(line, { env: { BT_API_HOST: host, ...env } });
  return { code, stdout, lines: stderr.split('\n').slice(0, -1), requests: server.requests };
}

const token = 'POST /oauth2/token';
const read = 'GET /api/config/v1/jump-group/1';
const write = 'DELETE /api/config/v1/jump-group/1';
const fate = '; it may have happened: look before you repeat it';
const between = 'hint: a proxy, firewall or load balancer may be in between; btapi check goes step by step';
const longer = 'hint: --timeout S waits longer';
const own = { BT_CA_FILE: 'ca.pem' };

describe('no connection', () => {
  test.each(['get jump-group 1', 'delete jump-group 1'])('nobody listens: %s', async (line) => {
    const server = await serving(() => undefined);
    await stubs.pop()?.close();
    expect(await against(server, line)).toEqual({
      code: 5,
      stdout: '',
      lines: [
        `btapi: asking for a token: ${server.url.host}: the connection was refused`,
        'hint: nothing listens there: is BT_API_HOST right, and is the appliance up?',
      ],
      requests: [],
    });
  });

  test('a name that does not exist', async () => {
    const { code, stdout, stderr } = await run('list jump-group --patience 0', {
      env: { BT_API_HOST: 'no-such-host.invalid' },
    });
    expect([code, stdout]).toEqual([5, '']);
    expect(stderr).toMatch(
      /^btapi: asking for a token: no-such-host\.invalid: the name cannot be resolved \(\w+\)\nhint: check BT_API_HOST and the name servers of this machine\n$/,
    );
  });

  test('closed before a request could be sent: again, also for a write', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { code, stdout, stderr } = await run('delete jump-group 1', {
      env: { BT_API_HOST: `localhost:${port}`, ...own },
    });
    server.close();
    expect([code, stdout, connections]).toEqual([5, '', 5]);
    expect(stderr).toBe(
      `btapi: asking for a token: localhost:${port}: the connection was closed\n${between}\n`,
    );
  });
});

describe('TLS', () => {
  test.each([
    [
      'expired',
      certificate.expired,
      own,
      'its certificate has expired (CERT_HAS_EXPIRED)',
      'renew it there; or is the clock of this machine wrong?',
    ],
    [
      'for another name',
      certificate.wrongName,
      own,
      'its certificate is for another name, DNS:elsewhere.example (ERR_TLS_CERT_ALTNAME_INVALID)',
      'BT_API_HOST must be a name that the certificate holds',
    ],
    [
      'of an authority of their own',
      certificate.server,
      {},
      'its certificate comes from an authority that is not trusted here (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
      'name the authority with --ca-file F or BT_CA_FILE',
    ],
  ])('a certificate %s: said once, nothing sent', async (_what, pair, env, why, hint) => {
    const server = await serving(() => undefined, pair);
    expect(await against(server, 'delete jump-group 1', env)).toEqual({
      code: 5,
      stdout: '',
      lines: [`btapi: asking for a token: ${server.url.host}: ${why}`, `hint: ${hint}`],
      requests: [],
    });
    expect(server.sockets).toBe(1);
  });

  test.each([
    ['BT_CA_FILE', 'get jump-group 1', own],
    ['--ca-file', 'get jump-group 1 --ca-file ca.pem', {}],
  ])('an authority of their own named with %s', async (_how, line, env) => {
    const server = await serving((_request, response) => response.end('{"id":1}'), certificate.server);
    expect(await against(server, line, env)).toEqual({
      code: 0,
      stdout: '{"id":1}\n',
      lines: [],
      requests: [token, read],
    });
  });

  test('a port that does not speak TLS', async () => {
    const server = await serving(() => undefined);
    const { code, stderr } = await run('get jump-group 1', { env: { BT_API_HOST: server.url.host } });
    expect(code).toBe(5);
    expect(stderr).toMatch(
      /^btapi: asking for a token: localhost:\d+: TLS failed \(\w+\)\nhint: is BT_API_HOST right, its port too\?\n$/,
    );
  });
});

describe('a slow server', () => {
  const silent = () => undefined;
  const stops = (_request: IncomingMessage, response: ServerResponse) => void response.write('{"id":');
  test.each([
    ['that never answers', silent, 'no answer within 0.1 s'],
    ['that stops halfway', stops, 'the answer stopped for 0.1 s'],
  ])('%s: a read is repeated, a write is not', async (_what, answer, why) => {
    const server = await serving(answer);
    const host = server.url.host;
    expect(await against(server, 'get jump-group 1 --timeout 0.1 --patience 0.3')).toEqual({
      code: 5,
      stdout: '',
      lines: [`btapi: getting jump-group/1: ${host}: ${why}`, longer],
      requests: [token, read, read],
    });
    const other = await serving(answer);
    expect(await against(other, 'delete jump-group 1 --timeout 0.1')).toEqual({
      code: 5,
      stdout: '',
      lines: [`btapi: deleting jump-group/1: ${other.url.host}: ${why}${fate}`, longer],
      requests: [token, write],
    });
  });
});

describe('redirects', () => {
  test.each(['get jump-group 1', 'delete jump-group 1'])('to another host: %s', async (line) => {
    const thief = await serving((_request, response) => response.end('{"id":1}'));
    const server = await serving((_request, response) => {
      response.writeHead(307, { location: new URL('/api/config/v1/jump-group/1', thief.url).href }).end();
    });
    const met = await against(server, line);
    expect([met.code, met.stdout, met.requests.length]).toEqual([4, '', 2]);
    expect(met.lines).toEqual([
      expect.stringContaining(
        `answered 307, a redirect to ${thief.url.href}api/config/v1/jump-group/1, which was not followed`,
      ),
      'hint: the token goes to the configured host only: is BT_API_HOST right?',
    ]);
    expect([thief.requests, thief.sockets]).toEqual([[], 0]);
  });

  test('of the token request: the secret stays here too', async () => {
    const thief = await serving(() => undefined);
    const server = await stub((_request, response) => {
      response.writeHead(308, { location: new URL('/oauth2/token', thief.url).href }).end();
    });
    stubs.push(server);
    const met = await against(server, 'list jump-group');
    expect([met.code, met.requests, thief.sockets]).toEqual([4, [token], 0]);
  });

  test('within the host a read follows, a write does not', async () => {
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.endsWith('/moved')) response.end('{"id":1}');
      else response.writeHead(302, { location: '/moved' }).end();
    };
    const one = await serving(answer);
    expect(await against(one, 'get jump-group 1')).toEqual({
      code: 0,
      stdout: '{"id":1}\n',
      lines: [],
      requests: [token, read, 'GET /moved'],
    });
    const two = await serving(answer);
    const met = await against(two, 'delete jump-group 1');
    expect([met.code, met.requests]).toEqual([4, [token, write]]);
  });

  test('in a circle ends', async () => {
    const server = await serving((_request, response) => {
      response.writeHead(302, { location: '/api/config/v1/jump-group/1' }).end();
    });
    const met = await against(server, 'get jump-group 1');
    expect([met.code, met.stdout, met.requests.length]).toEqual([4, '', 7]);
  });
});

test('no message, no trace and no rehearsal holds a secret', async () => {
  const server = await serving((_request, response) => {
    response.writeHead(422).end('{"message":"No.","errors":{"password":["Too short."]}}');
  });
  const words = 'add vault/account type=username_password name=n username=u password=hunter2-secret';
  const { code, stdout, lines } = await against(server, `-v ${words}`, {
    BT_CLIENT_SECRET: 'client-secret-1',
  });
  const all = stdout + lines.join('\n');
  expect(code).toBe(4);
  expect(all).toContain('POST');
  for (const secret of ['hunter2-secret', 'client-secret-1', 'token-1', btoa('sandbox:client-secret-1')]) {
    expect(all).not.toContain(secret);
  }
});
