import type { Clock } from '../clock.ts';
import { denied, unavailable, usage } from '../errors.ts';
import type { Secret } from '../secret.ts';
import { isObject, type Value } from '../value.ts';
import type { Answer, Call, Send } from './call.ts';

export interface Token {
  text: string;
  /** Milliseconds since 1970 at which it ends. */
  until: number;
}

/** Where tokens live between calls, and perhaps between processes. Never throws: a store that cannot, forgets. */
export interface TokenStore {
  read(key: string): Promise<Token | undefined>;
  write(key: string, token: Token): Promise<void>;
  /** Forgets every token and says how many there were. */
  clear(): Promise<number>;
  /** Runs `work` while no other process does the same for this key, as far as that can be had. */
  alone<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** What the authorise layer needs. */
export interface TokenSource {
  current(): Promise<Token>;
  /** A token other than `bad`, which the server no longer accepts. */
  replace(bad: Token): Promise<Token>;
}

export interface Credentials {
  origin: URL;
  clientId: string;
  clientSecret(): Promise<Secret>;
}

/** For stores that keep nothing: no cache wanted, or nowhere to write. */
export function memoryStore(): TokenStore {
  const tokens = new Map<string, Token>();
  return {
    read: async (key) => tokens.get(key),
    write: async (key, token) => void tokens.set(key, token),
    clear: async () => {
      const { size } = tokens;
      tokens.clear();
      return size;
    },
    alone: (_key, work) => work(),
  };
}

/**
 * The name a token is kept under: host and client id, spelt so that any file system takes it. Two accounts never share
 * one. (A hash would be shorter, and cost every start the loading of node's crypto.)
 */
export const tokenKey = (origin: URL, clientId: string): string =>
  `${spelt(origin.host)}_${spelt(clientId)}${origin.protocol === 'http:' ? '_http' : ''}`;

const spelt = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) =>
      /[a-z0-9.-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');

// A token that ends while the call is under way would be answered 401; that costs a second token of the 30.
const margin = 30_000;

/** One token for many calls and, with a shared store, for many processes (guide: 30 live tokens an account). */
export function tokenSource(
  send: Send,
  credentials: Credentials,
  store: TokenStore,
  clock: Clock,
): TokenSource {
  const key = tokenKey(credentials.origin, credentials.clientId);
  let mine: Token | undefined;

  const usable = (token: Token | undefined, bad?: Token): token is Token =>
    token !== undefined && token.text !== bad?.text && token.until - margin > clock.now();

  async function obtain(bad?: Token): Promise<Token> {
    const stored = await store.read(key);
    if (usable(stored, bad)) return stored;
    return store.alone(key, async () => {
      const meanwhile = await store.read(key);
      if (usable(meanwhile, bad)) return meanwhile;
      const fresh = await mint(send, credentials, clock);
      await store.write(key, fresh);
      return fresh;
    });
  }

  return {
    current: async () => {
      if (!usable(mine)) mine = await obtain();
      return mine;
    },
    replace: async (bad) => {
      mine = await obtain(bad);
      return mine;
    },
  };
}

/**
 * Asks for a new token (guide, "Create a Token": Basic credentials, client_credentials).
 * @throws Failure 3 when the credentials are refused, 5 when there is no sensible answer
 */
export async function mint(send: Send, credentials: Credentials, clock: Clock): Promise<Token> {
  const secret = await credentials.clientSecret();
  const basic = Buffer.from(`${credentials.clientId}:${secret.reveal()}`, 'utf8').toString('base64');
  const call: Call = {
    method: 'POST',
    url: new URL('/oauth2/token', credentials.origin),
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
    // A token too many is no harm, so this POST may be repeated.
    effect: 'read',
    what: 'asking for a token',
  };
  const before = clock.now();
  return readToken(call, await send(call), before);
}

async function readToken(call: Call, answer: Answer, before: number): Promise<Token> {
  const text = await answer.text(1024 * 1024);
  if (answer.status === 400 || answer.status === 401 || answer.status === 403) {
    throw denied(`${call.what}: ${call.url.host} refused the client id or secret (${answer.status})`, {
      hint: 'check BT_CLIENT_ID and BT_CLIENT_SECRET; a regenerated secret ends the old one at once',
    });
  }
  if (answer.status === 404) {
    throw usage(
      `${call.what}: ${call.url.host} has no /oauth2/token (404)`,
      'is BT_API_HOST the host name of the appliance?',
    );
  }
  const token = answer.status >= 200 && answer.status < 300 ? parseToken(text, before) : undefined;
  if (!token) {
    throw unavailable(`${call.what}: ${call.url.host} answered ${answer.status} without a token`, {
      hint:
        answer.status === 429 || answer.status >= 500
          ? 'the appliance is busy or in trouble: try again later'
          : 'is BT_API_HOST the host name of the appliance?',
    });
  }
  return token;
}

const hour = 3600;

/**
 * The life in seconds, between a minute and a day; an hour when it is not told (guide). A token taken to live longer
 * than it does is replaced at the first 401; one thought dead at birth would cost a new one for each call.
 */
function lifeOf(told: Value | undefined): number {
  const seconds = told === null || told === undefined ? hour : Number(told);
  return Number.isNaN(seconds) ? hour : Math.min(Math.max(seconds, 60), 24 * hour);
}

function parseToken(text: string, before: number): Token | undefined {
  try {
    const value = JSON.parse(text) as Value;
    if (!isObject(value)) return undefined;
    const { access_token: access, expires_in: life } = value;
    if (typeof access !== 'string' || !/^[\x21-\x7e]+$/.test(access)) return undefined;
    return { text: access, until: before + lifeOf(life) * 1000 };
  } catch {
    return undefined;
  }
}
