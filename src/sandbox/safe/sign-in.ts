import { randomBytes } from 'node:crypto';
import { bodyText, type Exchange, empty, json, type Reply } from '../exchange.ts';
import { type Person, people, type Registration, registrations } from './world.ts';

/** A cookie session; without `user` it only waits for the answer to a challenge. */
export interface Session {
  user?: Person;
  challenge?: { person: Person; registration: Registration };
  /** Milliseconds; idle sessions end. */
  last: number;
}

const idle = 20 * 60_000;
const cookieName = 'ASP.NET_SessionId';

/** The parts of a PS-Auth header, or undefined where it breaks the grammar. Passwords stand in square brackets. */
export function parsePsAuth(header: string): Record<string, string> | undefined {
  const start = /^PS-Auth\s+/i.exec(header);
  if (!start) return undefined;
  const parts: Record<string, string> = {};
  let rest = header.slice(start[0].length).trim();
  while (rest !== '') {
    const name = /^(key|runas|pwd|challenge)\s*=\s*/i.exec(rest);
    if (!name?.[1]) return undefined;
    rest = rest.slice(name[0].length);
    const value =
      name[1].toLowerCase() === 'pwd' ? /^\[(.*)\]\s*(?:;|$)/s.exec(rest) : /^([^;]*)(?:;|$)/.exec(rest);
    if (!value || value[1] === undefined) return undefined;
    parts[name[1].toLowerCase()] = name[1].toLowerCase() === 'pwd' ? value[1] : value[1].trim();
    rest = rest.slice(value[0].length).trim();
  }
  return parts;
}

const cookieOf = (exchange: Exchange): string | undefined =>
  exchange.headers['cookie']
    ?.split(/;\s*/)
    .map((pair) => pair.split('='))
    .find(([name]) => name === cookieName)?.[1];

const unauthorized = (headers: Record<string, string> = {}): Reply => ({
  status: 401,
  headers: { 'Content-Type': 'text/html', ...headers },
  body: { text: '' },
});

/** Signing in and out: API key, password, second factor, OAuth, impersonation, and the session that comes of it. */
export function createSignIn(clock: { now(): number }) {
  let sessions = new Map<string, Session>();
  let tokens = new Map<string, { person: Person; until: number }>();

  const keep = (session: Session, known: string | undefined): Record<string, string> => {
    const id = known ?? randomBytes(12).toString('hex');
    sessions.set(id, session);
    return known ? {} : { 'Set-Cookie': `${cookieName}=${id}; path=/; secure; HttpOnly; SameSite=Lax` };
  };
  const admitted = (person: Person, known: string | undefined): Reply =>
    json(
      200,
      { UserId: person.id, EmailAddress: null, UserName: person.name, Name: person.fullName },
      keep({ user: person, last: clock.now() }, known),
    );

  /** The session of a call, if it is still alive; every call keeps it alive. */
  function session(exchange: Exchange): Session | undefined {
    const found = sessions.get(cookieOf(exchange) ?? '');
    if (!found) return undefined;
    if (clock.now() - found.last >= idle) {
      sessions.delete(cookieOf(exchange) ?? '');
      return undefined;
    }
    found.last = clock.now();
    return found;
  }

  function byKey(exchange: Exchange, header: string): Reply {
    const parts = parsePsAuth(header);
    const registration = registrations.find((one) => one.key.toLowerCase() === parts?.['key']?.toLowerCase());
    const person = people.find((one) => one.name.toLowerCase() === parts?.['runas']?.toLowerCase());
    if (!parts || !registration || !person) return unauthorized();
    if (registration.needsPassword && parts['pwd'] !== person.password) return unauthorized();
    const known = session(exchange) && cookieOf(exchange);
    const { challenge } = registration;
    if (!challenge) return admitted(person, known);
    const waiting = session(exchange)?.challenge;
    if (parts['challenge'] === undefined || waiting?.person !== person) {
      const cookie = keep({ challenge: { person, registration }, last: clock.now() }, known);
      return unauthorized({ 'WWW-Authenticate-2FA': challenge.prompt, ...cookie });
    }
    if (known) sessions.delete(known);
    return parts['challenge'] === challenge.answer ? admitted(person, known) : unauthorized();
  }

  function byToken(exchange: Exchange, token: string): Reply {
    const found = tokens.get(token);
    if (!found || found.until <= clock.now()) return unauthorized();
    const name = exchange.headers['runas'];
    const known = session(exchange) && cookieOf(exchange);
    if (!name) return admitted(found.person, known);
    const other = people.find((one) => one.name.toLowerCase() === name.toLowerCase());
    const together = other?.groups.some((group) => found.person.groups.includes(group));
    return other && together ? admitted(other, known) : json(403, 'The RunAs user cannot be impersonated');
  }

  return {
    session,
    signIn(exchange: Exchange): Reply {
      const header = exchange.headers['authorization'] ?? '';
      const bearer = /^Bearer\s+(\S+)$/i.exec(header);
      return bearer?.[1] ? byToken(exchange, bearer[1]) : byKey(exchange, header);
    },
    signOut(exchange: Exchange): Reply {
      sessions.delete(cookieOf(exchange) ?? '');
      return empty(200);
    },
    token(exchange: Exchange): Reply {
      if (!exchange.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
        return json(400, { error: 'invalid_request' });
      }
      const form = new URLSearchParams(bodyText(exchange));
      if (form.get('grant_type') !== 'client_credentials')
        return json(400, { error: 'unsupported_grant_type' });
      const person = people.find((one) => one.client && one.client.id === form.get('client_id'));
      if (!person?.client || person.client.secret !== form.get('client_secret')) {
        return json(400, { error: 'invalid_client' });
      }
      const token = randomBytes(24).toString('base64url');
      tokens.set(token, { person, until: clock.now() + 600_000 });
      return json(200, { access_token: token, expires_in: 600, token_type: 'Bearer', scope: 'publicapi' });
    },
    unauthorized,
    /** Ends every session, as 20 idle minutes would. */
    forget(): void {
      sessions = new Map();
    },
    /** Sessions of people that are signed in now. */
    open: (): number => [...sessions.values()].filter((one) => one.user).length,
    reset(): void {
      sessions = new Map();
      tokens = new Map();
    },
  };
}
