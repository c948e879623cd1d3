import type { Value } from '../../value.ts';
import { bodyText, type Exchange, json, type Reply } from '../exchange.ts';
import { accountRoutes } from './accounts.ts';
import { assetRoutes } from './assets.ts';
import { peopleRoutes } from './people.ts';
import { complaint, refuse } from './reply.ts';
import { decide, openRequests, requestRoutes } from './requests.ts';
import { secretRoutes } from './secrets.ts';
import { sessionRoutes } from './sessions.ts';
import { shelfRoutes } from './shelf.ts';
import { createSignIn } from './sign-in.ts';
import { createState, type Handler, isRefusal, type Route } from './state.ts';

/** Both places the API answers at: since 6.2, and before. */
export const safePrefixes = ['/BeyondTrust/api/public/v3', '/eEye.RetinaCS.Server/api/public/v3'] as const;

const routes: readonly Route[] = [
  ...requestRoutes,
  ...sessionRoutes,
  ...assetRoutes,
  ...accountRoutes,
  ...peopleRoutes,
  ...secretRoutes,
  ['GET', 'Configuration/Version', () => json(200, { Version: '25.2.0.1' })],
  ...shelfRoutes,
];

const compiled = routes.map(([method, path, handler]) => ({
  method,
  handler,
  segments: path.split('/'),
}));

/** The first route that fits; literal segments without regard to case. */
function route(method: string, path: string): { handler: Handler; params: string[] } | undefined {
  const asked = path.split('/').filter((one) => one !== '');
  for (const one of compiled) {
    if (one.method !== method || one.segments.length !== asked.length) continue;
    const params: string[] = [];
    const fits = one.segments.every((segment, at) => {
      const given = asked[at] ?? '';
      if (segment.startsWith('{')) return params.push(decodeURIComponent(given)) > 0;
      return segment.toLowerCase() === given.toLowerCase();
    });
    if (fits) return { handler: one.handler, params };
  }
  return undefined;
}

/**
 * Password Safe in memory, written from the vendor's usage page: PS-Auth grammar, cookie session, second factor,
 * OAuth then SignAppIn, RunAs, 20 idle minutes, approval, request cap, check-in.
 */
export function createSafe(clock: { now(): number }, seed = true) {
  let state = createState(clock, seed);
  const signIn = createSignIn(clock);

  function bodyOf(exchange: Exchange): Value {
    const type = exchange.headers['content-type'] ?? '';
    const content = bodyText(exchange);
    if (content.trim() === '' || type.startsWith('multipart/')) return null;
    if (!type.includes('json')) throw refuse(400, 'The request body must be JSON');
    try {
      return JSON.parse(content) as Value;
    } catch {
      throw refuse(400, 'The request body is no JSON');
    }
  }

  /** Answers one call; its path stands below the prefix. */
  function answer(exchange: Exchange): Reply {
    const path = exchange.path.toLowerCase();
    if (exchange.method === 'POST' && path === 'auth/signappin') return signIn.signIn(exchange);
    if (exchange.method === 'POST' && path === 'auth/connect/token') return signIn.token(exchange);
    const user = signIn.session(exchange)?.user;
    if (!user) return signIn.unauthorized();
    if (exchange.method === 'POST' && path === 'auth/signout') return signIn.signOut(exchange);
    try {
      const found = route(exchange.method, exchange.path);
      if (!found)
        throw path.startsWith('secrets-safe/') ? complaint(404, 'Not found') : refuse(404, 'Not found');
      const { params, handler } = found;
      return handler({ exchange, state, user, params, query: exchange.query, body: bodyOf(exchange) });
    } catch (error) {
      if (isRefusal(error)) return error.reply;
      throw error;
    }
  }

  /**
   * Hooks below /_sandbox/safe: POST approve/{id}, POST deny/{id}, POST idle (20 minutes pass for every session),
   * GET open ({requests: [ids], sessions: number}).
   */
  function hook(exchange: Exchange): Reply {
    const [word = '', id = ''] = exchange.path.split('/');
    try {
      if (word === 'approve' || word === 'deny') {
        decide(state, Number(id), word === 'approve' ? 'Active' : 'Denied');
      } else if (word === 'idle') signIn.forget();
      else if (word !== 'open') throw refuse(404, 'No such hook');
    } catch (error) {
      if (isRefusal(error)) return error.reply;
      throw error;
    }
    return json(200, { requests: openRequests(state).map((one) => one.id), sessions: signIn.open() });
  }

  return {
    answer,
    hook,
    reset(): void {
      state = createState(clock, seed);
      signIn.reset();
    },
  };
}

export type Safe = ReturnType<typeof createSafe>;
