import type { Backend } from '../api/backend.ts';
import { succeeded } from '../api/explain.ts';
import { perform } from '../api/rest.ts';
import { borrow } from '../api/safe/borrow.ts';
import { type FoundAccount, findAccount, nameAccount } from '../api/safe/find-account.ts';
import { type CredentialType, checkIn, type OpenRequest, retrieve } from '../api/safe/requests.ts';
import type { SafeBackend } from '../api/safe.ts';
import { locate } from '../api/target.ts';
import { refused, usage } from '../errors.ts';
import { isObject, type ValueObject } from '../value.ts';
import type { Context } from './context.ts';
import { type Wanted, waitingFor } from './safe/wish.ts';

/** What `--env NAME=REF` and the like speak of. */
export type Reference =
  | { kind: 'vault'; key: string; id: string; field: string | undefined }
  | { kind: 'safe'; key: string; system: string; account: string; field: string | undefined };

/**
 * Reads `vault/account/61#field` or `safe:SYSTEM/ACCOUNT#field`.
 * @throws Failure (exit 2) for anything else
 */
export function parseReference(text: string): Reference {
  const at = text.lastIndexOf('#');
  const place = at < 0 ? text : text.slice(0, at);
  const field = at < 0 ? undefined : text.slice(at + 1);
  if (field !== undefined && !/^\w+$/.test(field)) throw wrong(text);
  const vault = /^vault\/account\/(\d+)$/.exec(place);
  if (vault?.[1]) return { kind: 'vault', key: place, id: vault[1], field };
  // System names hold no slash; account names may.
  const safe = /^safe:([^/]+)\/(.+)$/s.exec(place);
  if (!safe?.[1] || !safe[2]) throw wrong(text);
  if (field !== undefined && !(field in fieldTypes) && field !== 'username') {
    throw usage(
      `reading ${text}: there is no field ${field}`,
      `${[...Object.keys(fieldTypes), 'username'].join(', ')}`,
    );
  }
  return { kind: 'safe', key: place.toLowerCase(), system: safe[1], account: safe[2], field };
}

const wrong = (text: string) =>
  usage(
    `reading "${text}": it is no reference to a secret`,
    'vault/account/61 or safe:SYSTEM/ACCOUNT, with #password, #username or #private_key',
  );

const fieldTypes: Readonly<Record<string, CredentialType>> = {
  password: 'password',
  private_key: 'dsskey',
  passphrase: 'passphrase',
};

/** One account on loan, however many of its fields are asked for. */
export interface Loan {
  /** For messages: "vault/account/61", "request 101 (root on web-01)". */
  name: string;
  field(name: string | undefined): Promise<Lent>;
  giveBack(): Promise<void>;
}

export interface Lent {
  text: string;
  /** Whether it must be hidden in output: a user name need not be. */
  hidden: boolean;
}

/** Checks an account of the PRA/RS Vault out. @returns undefined in a rehearsal */
export async function lendVault(context: Context, id: string): Promise<Loan | undefined> {
  const name = `vault/account/${id}`;
  const backend = await context.sra();
  // Uninterruptibly, so that whatever was checked out is known and can be checked in.
  const calm = { ...backend, send: backend.finish ?? backend.send };
  const value = await perform(calm, 'do', await locate(backend, `${name}/check-out`));
  if (value === undefined) return undefined;
  const fields: ValueObject = isObject(value) ? value : {};
  return {
    name,
    field: async (wanted) => {
      const key = wanted ?? ('password' in fields || !('private_key' in fields) ? 'password' : 'private_key');
      const text = fields[key];
      if (typeof text !== 'string' || text === '') throw refused(`${name}: the account has no ${key}`);
      return { text, hidden: key !== 'username' };
    },
    giveBack: () => checkInVault(backend, name),
  };
}

async function checkInVault(backend: Backend, name: string): Promise<void> {
  const call = {
    method: 'POST' as const,
    url: backend.url(`${name}/check-in`),
    effect: 'write' as const,
    repeatable: true as const,
    what: `checking in ${name}`,
  };
  const answer = await (backend.finish ?? backend.send)(call);
  // 422 says that there is nothing to check in: somebody was quicker.
  if (!succeeded(answer) && answer.status !== 422) throw await backend.explain(call, answer);
  answer.discard();
}

// Long enough for a job, and gone by itself soon after one that was killed together with us.
const usualMinutes = 60;

/** Lends an account of Password Safe: the request is opened when the first secret is asked for. */
export async function lendSafe(
  context: Context,
  { system, account }: Extract<Reference, { kind: 'safe' }>,
  want: Wanted,
): Promise<Loan> {
  const backend = await context.safe();
  const found = await findAccount(backend, system, account);
  let request: OpenRequest | undefined;
  const label = `${found.accountName} on ${found.systemName}`;
  const secret = async (type: CredentialType): Promise<string> => {
    if (request) return retrieve(backend, request, type, found);
    const loan = await borrowed(context, backend, found, type, want);
    request = loan?.request;
    return loan?.secret ?? '';
  };
  return {
    get name() {
      return request ? `request ${request.id} (${label})` : label;
    },
    field: async (name = 'password') =>
      name === 'username'
        ? { text: (await nameAccount(backend, system, account)).accountName, hidden: false }
        : { text: await secret(fieldTypes[name] ?? 'password'), hidden: true },
    giveBack: async () => {
      // Whoever opened it closes it: another run, or a person, may still need it.
      if (request && !request.reused) await checkIn(backend, request.id, undefined, true);
    },
  };
}

const borrowed = (
  context: Context,
  backend: SafeBackend,
  account: FoundAccount,
  type: CredentialType,
  want: Wanted,
) => {
  const minutes = want.minutes ?? Math.min(usualMinutes, account.longest ?? usualMinutes);
  const wish = {
    account,
    accessType: 'View' as const,
    minutes,
    ...(want.reason ? { reason: want.reason } : {}),
  };
  return borrow(backend, wish, type, waitingFor(context, want.wait), context.note);
};
