import { createHash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { reason, unavailable } from '../../errors.ts';
import type { Call, Send } from '../call.ts';
import type { TokenStore } from '../tokens.ts';
import { identity, type SafeAccount } from './account.ts';
import { type Jar, jar } from './cookies.ts';
import { type Admission, type SignInParts, signIn } from './sign-in.ts';

export interface SessionParts extends Omit<SignInParts, 'jar'> {
  clock: Clock;
  /** Reaches the host even when the run was interrupted: for signing out and checking in. */
  finish: Send;
  /** Keeps the session for later runs: where, and for how many milliseconds after the last call. */
  keep?: { store: TokenStore; ms: number };
  /** One line for people. */
  notify(text: string): Promise<void>;
}

export interface Session {
  /** Signs in when the first call comes, and carries the cookie. */
  send: Send;
  /** The same for calls that must still go out after an interruption. */
  finish: Send;
  /** Ends the session, or keeps it when that was asked for. Never throws. */
  close(): Promise<void>;
}

/** The name a kept session goes by. */
export const sessionKey = (base: URL, account: SafeAccount): string =>
  createHash('sha256')
    .update(`${base.href}\n${identity(account)}`)
    .digest('hex');

/**
 * One signed-in session for all calls of a run (usage page, Session State). An answer 401 means that it has ended by
 * itself, 20 idle minutes or an administrator: it is opened again once, and the call, which did nothing, sent again.
 */
export function session(parts: SessionParts): Session {
  const { base, clock, keep } = parts;
  const key = sessionKey(base, parts.account);
  let cookies: Jar = jar();
  let admission: Promise<Admission> | undefined;
  /** True once a session is open that somebody has to close. */
  let open = false;

  async function enter(through: Send): Promise<Admission> {
    const admitted = await signIn({ ...parts, send: through, jar: cookies });
    open = true;
    return admitted;
  }

  /** A kept session comes without its headers: the cookie alone carries it. */
  async function kept(): Promise<Admission | undefined> {
    const stored = await keep?.store.read(key);
    if (!stored || stored.until <= clock.now()) return undefined;
    cookies = jar(stored.text);
    open = true;
    return { headers: {} };
  }

  const first = (through: Send): Promise<Admission> => {
    if (!keep) return enter(through);
    return kept().then(
      (found) => found ?? keep.store.alone(key, async () => (await kept()) ?? (await remembered(through))),
    );
  };

  async function remembered(through: Send): Promise<Admission> {
    const admitted = await enter(through);
    await remember();
    return admitted;
  }

  async function remember(): Promise<void> {
    const text = cookies.header();
    if (keep && text) await keep.store.write(key, { text, until: clock.now() + keep.ms });
  }

  const carrying =
    (through: Send): Send =>
    async (call) => {
      if (call.url.origin !== base.origin) throw new Error(`a call left for ${call.url.origin}`);
      admission ??= first(through);
      const mine = admission;
      const admitted = await mine.catch((error) => {
        admission = undefined;
        throw error;
      });
      const answer = await through(dressed(call, admitted));
      cookies.take(answer.headers);
      if (answer.status !== 401) return answer;
      answer.discard();
      // Several calls may come back 401 at once; the first of them signs in for all.
      if (admission === mine) admission = keep ? remembered(through) : enter(through);
      const again = await through(dressed(call, await admission));
      cookies.take(again.headers);
      return again;
    };

  const dressed = (call: Call, { headers }: Admission): Call => {
    const cookie = cookies.header();
    return { ...call, headers: { ...call.headers, ...headers, ...(cookie ? { cookie } : {}) } };
  };

  async function close(): Promise<void> {
    if (!open) return;
    open = false;
    if (keep) return remember();
    const admitted = await admission?.catch(() => undefined);
    await signOut(dressed(signOutCall(base), admitted ?? { headers: {} }), parts);
  }

  return { send: carrying(parts.send), finish: carrying(parts.finish), close };
}

const signOutCall = (base: URL): Call => ({
  method: 'POST',
  url: new URL('Auth/Signout', base),
  // Signing out twice is signing out once.
  effect: 'read',
  what: 'signing out',
});

/** Never throws: what went wrong before it matters more, and an idle session ends by itself. */
async function signOut(call: Call, parts: Pick<SessionParts, 'finish' | 'notify'>): Promise<void> {
  await signedOut(call, parts).catch((error: unknown) => parts.notify(reason(error)));
}

/** @throws Failure 5 when the session may still be open */
async function signedOut(call: Call, { finish }: Pick<SessionParts, 'finish'>): Promise<void> {
  const why = await finish(call).then(
    (answer) => {
      answer.discard();
      return answer.status < 400 || answer.status === 401 ? undefined : `answered ${answer.status}`;
    },
    (error: unknown) => reason(error).replace(/^signing out: /, ''),
  );
  if (why !== undefined) throw unavailable(`signing out: ${why}; the session ends after 20 idle minutes`);
}

/**
 * Ends the session that an earlier run kept in the store, if there is one.
 * @throws Failure 5 when it may still be open; it stays in the store then, so that it can be tried again
 */
export async function endKept(parts: SessionParts, store: TokenStore): Promise<void> {
  const key = sessionKey(parts.base, parts.account);
  const stored = await store.read(key);
  if (!stored || stored.text === '') return;
  await signedOut({ ...signOutCall(parts.base), headers: { cookie: stored.text } }, parts);
  await store.write(key, { text: '', until: 0 });
}
