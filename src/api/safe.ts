import type { Backend } from './backend.ts';
import type { Call, Send } from './call.ts';
import type { Match } from './catalogue/index.ts';
import { match } from './catalogue/match.ts';
import { encodePath } from './path.ts';
import { explainSafe } from './safe/explain.ts';
import { endKept, type Session, type SessionParts, session } from './safe/session.ts';
import type { TokenStore } from './tokens.ts';

/** Password Safe: a Backend whose calls share one signed-in session. */
export interface SafeBackend extends Backend {
  /** Sends although the run was interrupted: what was opened has to be closed. */
  finish: Send;
  /** Ends a session that an earlier run kept. */
  endKept(): Promise<void>;
}

export interface SafeParts extends SessionParts {
  /** Wraps the session: rehearsal and the like, which must not sign in. */
  outer(send: Send): Send;
  verbose: boolean;
  /** Where an earlier run may have kept its session. */
  kept(): Promise<TokenStore>;
}

/** The row that knows a path; names in any case. */
export async function findSafe(path: string): Promise<Match | undefined> {
  const { safe } = await import('./catalogue/safe/index.ts');
  return match(safe, path, { caseless: true });
}

/** Password Safe over a transport that reaches the host. Nothing is sent, and no secret read, before the first call. */
export function safeBackend(parts: SafeParts): SafeBackend {
  const { base } = parts;
  const live: Session = session(parts);
  return {
    origin: new URL('/', base),
    url: (path) => new URL(path, base),
    find: findSafe,
    send: parts.outer(live.send),
    finish: parts.outer(live.finish),
    explain: async (call, answer) => explainSafe(call, answer, parts.verbose, await needsOf(call, base)),
    close: live.close,
    endKept: async () => endKept(parts, await parts.kept()),
  };
}

const verbOf: Readonly<Record<string, readonly string[]>> = {
  GET: ['get', 'list', 'download'],
  POST: ['add', 'do'],
  PUT: ['update', 'do'],
  DELETE: ['delete'],
};

/** The permission that the catalogue names for a call. */
async function needsOf(call: Call, base: URL): Promise<string | undefined> {
  const path = call.url.pathname.slice(base.pathname.length).split('/').map(decodeURIComponent);
  const row = (await findSafe(encodePath(path)))?.row;
  const verbs = Object.entries(row?.verbs ?? {});
  return verbs.find(([verb]) => verbOf[call.method]?.includes(verb))?.[1]?.needs;
}
