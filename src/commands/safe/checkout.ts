import { ask } from '../../api/safe/ask.ts';
import { borrow } from '../../api/safe/borrow.ts';
import { type FoundAccount, findAccount } from '../../api/safe/find-account.ts';
import {
  type CredentialType,
  checkIn,
  credentialText,
  credentialTypes,
  nameOf,
  type OpenRequest,
} from '../../api/safe/requests.ts';
import type { SafeBackend } from '../../api/safe.ts';
import { exitCode, reason } from '../../errors.ts';
import type { ValueObject } from '../../value.ts';
import type { Context } from '../context.ts';
import type { Definition } from '../definition.ts';
import { prepared, type Wanted, waitingFor, wanted, wishOptions } from './wish.ts';

// psrun2's own default: long enough to use a password, short enough not to block the account for a day.
const usualMinutes = 10;

export const command: Definition = {
  arguments: [
    ['<system>', 'its name or id; DATABASE\\INSTANCE for a database'],
    ['<account>', 'its name or id; DOMAIN\\user for an account linked from a domain'],
  ],
  options: [
    ...wishOptions,
    {
      flags: '--type <type>',
      description: 'password (the default), dsskey or passphrase',
      choices: credentialTypes,
    },
    { flags: '--release', description: 'check the request in again at once' },
    { flags: '--isa', description: 'as an ISA: at once, without a request' },
  ],
  examples: [
    'password=$(btapi safe checkout web-01 root --reason "Ticket 12")',
    'btapi safe checkout web-01 deploy --type dsskey > key.pem',
    "btapi safe checkout win-01 'CORP\\svc-backup' --wait 600",
    'btapi safe checkout web-01 root -o json',
  ],
  about:
    'Prints the credential and nothing else; -o json adds the request id for `btapi safe checkin`. A request that is open already is used again.',
  run: async (context, words, own) => {
    const want = wanted(own);
    const type = (own['type'] ?? 'password') as CredentialType;
    const backend = await context.safe();
    const got =
      own['isa'] === true
        ? await asIsa(backend, await findAccount(backend, words[0] ?? '', words[1] ?? ''), want, type)
        : await byRequest(context, backend, words, want, type);
    if (!got) return undefined;
    const { request } = got;
    try {
      await show(context, got.secret, got.rest);
    } catch (error) {
      // Nobody has got it, and nobody would check it in.
      if (request) await release(context, backend, request);
      throw error;
    }
    return own['release'] === true && request ? release(context, backend, request) : undefined;
  },
};

/** Gives back what this run has opened; what another has opened is another's. */
async function release(
  context: Context,
  backend: SafeBackend,
  request: OpenRequest,
): Promise<number | undefined> {
  if (request.reused) return undefined;
  try {
    await checkIn(backend, request.id, undefined, true);
    return undefined;
  } catch (error) {
    await context.note(`btapi: NOT CHECKED IN: request ${request.id}: ${reason(error)}`);
    return exitCode.partial;
  }
}

interface Got {
  request?: OpenRequest;
  secret: string;
  rest: ValueObject;
}

async function byRequest(
  context: Context,
  backend: SafeBackend,
  words: readonly string[],
  want: Wanted,
  type: CredentialType,
): Promise<Got | undefined> {
  const wish = await prepared(backend, words, want, 'View', usualMinutes);
  const loan = await borrow(backend, wish, type, waitingFor(context, want.wait), context.note);
  if (!loan) return undefined;
  const rest = { RequestID: loan.request.id, Reused: loan.request.reused, ...described(wish.account, type) };
  return { request: loan.request, secret: loan.secret, rest };
}

async function asIsa(
  backend: SafeBackend,
  account: FoundAccount,
  want: Wanted,
  type: CredentialType,
): Promise<Got | undefined> {
  const what = `retrieving the ${type} of ${nameOf(account)} as an ISA`;
  const body: ValueObject = { SystemID: account.systemId, AccountID: account.accountId };
  if (want.minutes !== undefined) body['DurationMinutes'] = want.minutes;
  if (want.reason !== undefined) body['Reason'] = want.reason;
  const query = type === 'password' ? {} : { type };
  const { status, value } = await ask(backend, { method: 'POST', path: ['ISARequests'], query, body, what });
  if (status === 204) return undefined;
  return { secret: credentialText(value, what), rest: described(account, type) };
}

const described = (account: FoundAccount, type: CredentialType): ValueObject => ({
  SystemID: account.systemId,
  AccountID: account.accountId,
  SystemName: account.systemName,
  AccountName: account.accountName,
  Type: type,
});

/** Raw unless a form was asked for; on a terminal a line break, so that the prompt stands on its own line. */
async function show(context: Context, secret: string, rest: ValueObject): Promise<void> {
  const { output, kvOut, field, query } = context.options;
  if (output ?? kvOut ?? field ?? query) return context.print({ ...rest, Credential: secret });
  const ended = context.io.stdout.isTTY && !secret.endsWith('\n') ? `${secret}\n` : secret;
  await context.write(ended);
}
