/*
 * A simulated appliance on loopback, written from the vendor's documents and never from the client.
 *
 * To plug in another part of the appliance: write a `Handler` (world.ts: takes an Exchange and the World, gives a
 * Reply made with json(), text(), empty() or problem() of exchange.ts) and add one line to `routes` below:
 *
 *   { prefix: '/api/command', auth: 'token', handle: command },
 *
 * `auth: 'token'` means that the server has checked the bearer token (exchange.account is set), has counted the call
 * and adds the rate headers; `auth: 'own'` leaves sign-in to the handler. Faults, logging, HEAD, body limits and
 * time-outs work for every route without further ado. Keep state in world.store under paths of your own, so that
 * reset() and /_sandbox/store know about it.
 */
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { exitCode, Failure, usage } from '../errors.ts';
import { accounts } from './accounts.ts';
import { approval, backup, clientScript, probe } from './appliance.ts';
import { command } from './command.ts';
import { open } from './config/downloads.ts';
import { config } from './config/index.ts';
import { rows } from './config/rows.ts';
import { control } from './control.ts';
import { createFaults, parseFault } from './faults.ts';
import { createLimits } from './limits.ts';
import { mechanisms } from './mechanisms.ts';
import { oauth } from './oauth.ts';
import type { Sandbox, SandboxOptions } from './options.ts';
import { reporting } from './reporting.ts';
import { createSafe, safePrefixes } from './safe/index.ts';
import { populate } from './seed.ts';
import { serve } from './serve.ts';
import { createStore } from './store.ts';
import { createTokens } from './tokens.ts';
import { commandV2, reportingV2 } from './v2.ts';
import type { Route, World } from './world.ts';

/** What answers where. */
const routes: readonly Route[] = [
  { prefix: '/oauth2/token', auth: 'own', handle: oauth },
  { prefix: '/get_mech_list', auth: 'own', handle: mechanisms },
  { prefix: '/api/config/v1', auth: 'token', handle: config },
  { prefix: '/api/config/v1/cli', auth: 'own', handle: open },
  ...safePrefixes.map(
    (prefix): Route => ({ prefix, auth: 'own', handle: (exchange, world) => world.safe.answer(exchange) }),
  ),
  { prefix: '/_sandbox/safe', auth: 'own', handle: (exchange, world) => world.safe.hook(exchange) },
  { prefix: '/_sandbox', auth: 'own', handle: control },
  { prefix: '/api/command', auth: 'token', handle: command },
  { prefix: '/api/command/v2', auth: 'token', handle: commandV2 },
  { prefix: '/api/reporting/v2', auth: 'token', handle: reportingV2 },
  { prefix: '/api/reporting', auth: 'token', handle: reporting },
  { prefix: '/api/backup', auth: 'token', handle: backup },
  { prefix: '/api/client_script', auth: 'own', handle: clientScript },
  { prefix: '/api/endpoint_approval', auth: 'own', handle: approval },
  { prefix: '/check_health', auth: 'own', handle: probe },
];

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Starts a sandbox. Throws a Failure for wrong options and when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  if (!loopback.test(host)) throw usage(`starting the sandbox: ${host} is not a loopback address`);
  for (const spec of options.faults ?? []) parseFault(spec);
  const world = await createWorld(options);
  const { server, sockets } = createServer(world);
  await listening(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  const [first] = world.accounts;
  return {
    url: new URL(`${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/`),
    port,
    clientId: first?.clientId ?? '',
    clientSecret: first?.clientSecret ?? '',
    log: world.log,
    store: world.store,
    fault: (spec) => world.faults.add(spec),
    reset: () => world.reset(),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function createWorld(options: SandboxOptions): Promise<World> {
  const now = options.clock ? () => options.clock?.now() ?? 0 : () => Date.now();
  const limits = options.limits ?? {};
  const world: World = {
    product: options.product ?? 'pra',
    rows: await rows(),
    now,
    accounts: accounts(options.clientId ?? 'sandbox', options.clientSecret ?? 'sandbox-secret'),
    tokens: createTokens(now, limits.tokens ?? 30, limits.tokenSeconds ?? 3600),
    limits: createLimits(now, limits.perSecond ?? 20, limits.perHour ?? 15_000),
    faults: createFaults(),
    store: createStore(),
    safe: createSafe({ now }, options.seed ?? true),
    log: [],
    options,
    reset() {
      world.tokens.end();
      world.limits.reset();
      world.faults.clear();
      world.store.clear();
      world.safe.reset();
      world.log.length = 0;
      for (const spec of options.faults ?? []) world.faults.add(spec);
      populate(world);
    },
  };
  world.reset();
  return world;
}

function createServer(world: World): { server: Server; sockets: Set<Socket> } {
  const limits = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2000 };
  const { tls } = world.options;
  const server = tls ? createHttps({ ...limits, ...tls }) : createHttp(limits);
  const sockets = new Set<Socket>();
  const watch = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client may vanish at any time; that is its own affair.
    socket.on('error', () => socket.destroy());
  };
  server.on('connection', watch);
  if (tls) server.on('secureConnection', watch);
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('request', (request, response) => void serve(request, response, routes, world));
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  return { server, sockets };
}

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'something else listens there' : error.message;
      const hint = 'without --port any free one is taken';
      fail(
        new Failure(`starting the sandbox on port ${port}: ${why}`, exitCode.usage, { hint, cause: error }),
      );
    });
    server.listen(port, host, () => done());
  });
