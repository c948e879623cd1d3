import type { IncomingMessage, ServerResponse } from 'node:http';
import { reason } from '../errors.ts';
import { accessDenied, type Exchange, problem, Refusal, type Reply } from './exchange.ts';
import type { Fault } from './faults.ts';
import { authOf, interestingHeaders, type LogEntry, readable, remember } from './log.ts';
import { send } from './send.ts';
import { spoil } from './spoil.ts';
import type { Route, World } from './world.ts';

/** Above the largest body there is: a file secret of 5,000,000 bytes. */
const bodyLimit = 8 * 1024 * 1024;

/** Answers one request: body, faults, token, limits, handler, log. Never throws. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  world: World,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.on('error', () => gone.abort());
  try {
    const url = targetOf(request);
    const headers = plainHeaders(request);
    const body = await read(request);
    if (!url || !body) {
      const reply = url
        ? problem(413, 'The request body is too large.')
        : problem(400, 'Bad request target.');
      await send(response, { ...reply, headers: { ...reply.headers, Connection: 'close' } }, false);
      return;
    }
    const exchange: Exchange = {
      method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
      path: '',
      fullPath: url.pathname,
      query: url.searchParams,
      headers,
      body,
      base: url.origin,
      signal: gone.signal,
    };
    const route = routeOf(routes, url.pathname);
    const entry = entryOf(request.method ?? 'GET', exchange);
    // Asking the sandbox about itself neither counts nor fails nor shows in the log.
    const itself = route?.prefix.startsWith('/_sandbox') === true;
    if (!itself) remember(world.log, entry);
    const faults = itself ? [] : world.faults.take(exchange.method, exchange.fullPath);
    const act = () => answer(route, exchange, world, faults);
    await spoil(response, faults, request.method === 'HEAD', exchange, act, (status) => {
      entry.status = status;
    });
  } catch {
    response.destroy();
  }
}

async function answer(
  route: Route | undefined,
  exchange: Exchange,
  world: World,
  faults: readonly Fault[],
): Promise<Reply> {
  if (!route) return problem(404, 'Not found.');
  exchange.path = exchange.fullPath.slice(route.prefix.length).replace(/^\//, '');
  try {
    if (route.auth === 'own') return await route.handle(exchange, world);
    return await authorised(route, exchange, world, faults);
  } catch (error) {
    return replyTo(error);
  }
}

/** Token first, then the limits of its account (guide: the limit is per API account), then the handler. */
async function authorised(
  route: Route,
  exchange: Exchange,
  world: World,
  faults: readonly Fault[],
): Promise<Reply> {
  const token = /^bearer +(\S+)$/i.exec(exchange.headers['authorization'] ?? '')?.[1];
  const kinds = faults.map((fault) => fault.kind);
  if (kinds.includes('expired')) world.tokens.end();
  const account = token && !kinds.includes('revoked') ? world.tokens.holder(token) : undefined;
  const allowance = world.limits.take(account?.clientId ?? '');
  const rate = {
    'X-RateLimit-Limit': String(allowance.limit),
    'X-RateLimit-Remaining': String(allowance.remaining),
  };
  const withRate = (reply: Reply): Reply => ({ ...reply, headers: { ...reply.headers, ...rate } });
  if (!account) return withRate(accessDenied());
  if (!allowance.allowed) {
    const wait = { 'Retry-After': String(Math.ceil(allowance.wait / 1000)) };
    return withRate(problem(429, 'Too many requests.', world.options.limits?.retryAfter ? wait : {}));
  }
  exchange.account = account;
  try {
    return withRate(await route.handle(exchange, world));
  } catch (error) {
    return withRate(replyTo(error));
  }
}

/** A refusal is an answer; anything else is a mistake of the sandbox, and says so. */
const replyTo = (error: unknown): Reply =>
  error instanceof Refusal ? error.reply : problem(500, `The sandbox itself went wrong: ${reason(error)}`);

function routeOf(routes: readonly Route[], path: string): Route | undefined {
  return routes
    .filter((route) => path === route.prefix || path.startsWith(`${route.prefix}/`))
    .sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

function targetOf(request: IncomingMessage): URL | undefined {
  const secure = 'encrypted' in request.socket;
  try {
    return new URL(
      request.url ?? '/',
      `${secure ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`,
    );
  } catch {
    return undefined;
  }
}

const plainHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

/**
 * The whole body, or undefined when it is longer than the limit. A body that is too long is read to its end and thrown
 * away: a client that is still sending would lose the answer.
 */
async function read(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > bodyLimit) chunks.length = 0;
    else chunks.push(chunk);
  }
  return length > bodyLimit ? undefined : Buffer.concat(chunks);
}

const entryOf = (method: string, exchange: Exchange): LogEntry => ({
  method,
  path: exchange.fullPath,
  query: Object.fromEntries(exchange.query),
  body: readable(exchange.body, exchange.headers['content-type']),
  status: 0,
  auth: authOf(exchange.headers['authorization']),
  headers: interestingHeaders(exchange.headers),
});
