import { denied, Failure, usage } from '../../errors.ts';
import type { Secret } from '../../secret.ts';
import { isObject } from '../../value.ts';
import type { Answer, Call, Send } from '../call.ts';
import { succeeded } from '../explain.ts';
import { readJson } from '../read-json.ts';
import type { Challenge, SafeAccount } from './account.ts';
import type { Jar } from './cookies.ts';
import { explainSafe } from './explain.ts';

/** What every later call carries besides the cookie. */
export interface Admission {
  headers: Record<string, string>;
}

export interface SignInParts {
  base: URL;
  account: SafeAccount;
  challenge: Challenge;
  jar: Jar;
  /** Reaches the host; adds neither cookie nor authorization. */
  send: Send;
}

// A push to somebody's telephone holds the answer back until it is approved (usage page, No Challenge).
const patient = 120_000;

/**
 * Opens the session: SignAppIn with the API key, or with a fresh OAuth token; a second factor is answered in the same
 * cookie session (usage page, Two-Factor Authentication).
 * @throws Failure 3 when refused, 2 for values that cannot be sent, 5 when there is no answer
 */
export async function signIn(parts: SignInParts): Promise<Admission> {
  parts.jar.clear();
  const admission = { headers: await authorization(parts) };
  const first = await ask(parts, admission.headers);
  if (succeeded(first)) return admission;
  const prompt = first.headers['www-authenticate-2fa'];
  if (first.status !== 401 || prompt === undefined) throw await refusal(parts, first);
  first.discard();
  const answer = sendable(await parts.challenge(prompt), 'the answer to the second factor');
  const second = await ask(parts, {
    ...admission.headers,
    authorization: `${admission.headers['authorization']} challenge=${answer};`,
  });
  if (!succeeded(second)) throw await refusal(parts, second, true);
  return admission;
}

async function ask(parts: SignInParts, headers: Record<string, string>): Promise<Answer> {
  const cookie = parts.jar.header();
  const call: Call = {
    ...signInCall(parts),
    headers: { ...headers, ...(cookie ? { cookie } : {}) },
  };
  try {
    const answer = await parts.send(call);
    parts.jar.take(answer.headers);
    return answer;
  } catch (error) {
    // A second sign-in harms nobody; only a second question to a telephone would, so it is not repeated by itself.
    if (!(error instanceof Failure)) throw error;
    const message = error.message.replace(/; it may have happened.*$/, '');
    const { code, hint, details, cause } = error;
    throw new Failure(message, code, { ...(hint === undefined ? {} : { hint }), details, cause });
  }
}

const signInCall = ({ base }: SignInParts): Call => ({
  method: 'POST',
  url: new URL('Auth/SignAppIn', base),
  effect: 'write',
  what: 'signing in',
  timeout: patient,
});

async function refusal(parts: SignInParts, answer: Answer, answered = false): Promise<Failure> {
  if (answer.status !== 401) return explainSafe(signInCall(parts), answer);
  const text = (await answer.text(65536).catch(() => '')).trim();
  const words = /^[^<{[]/.test(text) ? `: ${text.slice(0, 200)}` : '';
  const what = answered ? 'the answer to the second factor was refused' : 'refused';
  const keys = parts.account.kind === 'key' ? 'key, runas user, password' : 'client id, RunAs user';
  return denied(`signing in: ${what} (401)${words}`, {
    hint: `${keys}, licence or an address rule may be wrong; the user audit of BeyondInsight names the reason`,
  });
}

async function authorization(parts: SignInParts): Promise<Record<string, string>> {
  const { account } = parts;
  if (account.kind === 'oauth') {
    const token = await accessToken(parts, account);
    return {
      authorization: `Bearer ${token}`,
      ...(account.runAs === undefined ? {} : { runas: latin(account.runAs, 'BT_SAFE_RUNAS') }),
    };
  }
  const key = sendable(await account.key(), 'BT_SAFE_KEY');
  if (/[;=\s]/.test(key)) {
    throw usage(
      'reading BT_SAFE_KEY: it holds more than the key',
      'the user belongs in BT_SAFE_RUNAS, its password in BT_SAFE_PASSWORD',
    );
  }
  const runAs = latin(account.runAs, 'BT_SAFE_RUNAS');
  if (runAs.includes(';')) throw usage('reading BT_SAFE_RUNAS: a user name cannot hold ";"');
  // The brackets are part of the syntax (usage page, Authorization Header).
  const password = account.password && ` pwd=[${sendable(await account.password(), 'BT_SAFE_PASSWORD')}];`;
  return { authorization: `PS-Auth key=${key}; runas=${runAs};${password ?? ''}` };
}

async function accessToken(
  { base, send }: SignInParts,
  account: Extract<SafeAccount, { kind: 'oauth' }>,
): Promise<string> {
  const secret = await account.clientSecret();
  const call: Call = {
    method: 'POST',
    url: new URL('Auth/Connect/Token', base),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: account.clientId,
      client_secret: secret.reveal(),
    }).toString(),
    // One token more harms nobody, so the request may be repeated.
    effect: 'read',
    what: 'asking for a token',
    secrets: ['client_secret'],
  };
  const answer = await send(call);
  if (answer.status === 400 || answer.status === 401 || answer.status === 403) {
    answer.discard();
    throw denied(`asking for a token: ${base.host} refused the client id or secret (${answer.status})`, {
      hint: 'check BT_SAFE_CLIENT_ID and BT_SAFE_CLIENT_SECRET',
    });
  }
  if (!succeeded(answer)) throw await explainSafe(call, answer);
  const value = await readJson(call, answer);
  const token = isObject(value) ? value['access_token'] : undefined;
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw denied('asking for a token: the answer holds none', { hint: 'is BT_SAFE_URL right?' });
  }
  return token;
}

const sendable = (secret: Secret, name: string): string => latin(secret.reveal(), name);

/** Header values are bytes: UTF-8, as the vendor's own clients send it. Line breaks would forge a header. */
function latin(text: string, name: string): string {
  if (/\p{Cc}/u.test(text)) throw usage(`reading ${name}: it holds a line break or control character`);
  return Buffer.from(text, 'utf8').toString('latin1');
}
