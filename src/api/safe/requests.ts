import type { Clock } from '../../clock.ts';
import { exitCode, Failure, unavailable } from '../../errors.ts';
import type { Value, ValueObject } from '../../value.ts';
import type { SafeBackend } from '../safe.ts';
import { ask, askMaybe } from './ask.ts';
import { codeOf } from './explain.ts';
import type { FoundAccount } from './find-account.ts';
import { id, rows, sameName, word } from './member.ts';

export type AccessType = 'View' | 'SSH' | 'RDP' | 'App';
export const credentialTypes = ['password', 'dsskey', 'passphrase'] as const;
export type CredentialType = (typeof credentialTypes)[number];

/** What is asked for. */
export interface Wish {
  account: FoundAccount;
  accessType: AccessType;
  minutes: number;
  reason?: string;
  applicationId?: number;
}

/** A request that is open now. */
export interface OpenRequest {
  id: number;
  /** It was open before: whoever opened it will close it. */
  reused: boolean;
}

/** "root on web-01", for messages. */
export const nameOf = ({ accountName, systemName }: FoundAccount): string =>
  `${accountName} on ${systemName}`;

/**
 * Opens a request, or finds the one this user already has open for the same account and access: a second one would be
 * refused, or wait for a second approval.
 * @returns undefined when the request was only rehearsed
 * @throws Failure as `explain` has it: 3 for 4031, 4 for 4035
 */
export async function openRequest(backend: SafeBackend, wish: Wish): Promise<OpenRequest | undefined> {
  const mine = await findOpen(backend, wish);
  if (mine !== undefined) return { id: mine, reused: true };
  const { account } = wish;
  const what = `requesting ${nameOf(account)}`;
  const body: ValueObject = {
    AccessType: wish.accessType,
    SystemID: account.systemId,
    AccountID: account.accountId,
    DurationMinutes: wish.minutes,
    ConflictOption: 'reuse',
  };
  if (wish.reason !== undefined) body['Reason'] = wish.reason;
  if (wish.applicationId !== undefined) body['ApplicationID'] = wish.applicationId;
  const question = { method: 'POST', path: ['Requests'], body, what } as const;
  // It goes out uninterruptibly: a request whose id nobody has heard could not be checked in.
  const answer = await ask(backend, question, backend.finish).catch(async (error: unknown) => {
    const lost =
      error instanceof Failure && error.code === exitCode.unavailable
        ? await findLost(backend, wish)
        : undefined;
    if (lost === undefined) throw error;
    return { status: 201, value: lost };
  });
  const { status, value } = answer;
  if (status === 204) return undefined;
  const made = typeof value === 'number' ? value : id(value, 'RequestID');
  if (made === undefined) throw unavailable(`${what}: the answer holds no request id`);
  // 201 is a new request, 200 one that another process opened a moment ago.
  return { id: made, reused: status === 200 };
}

/** The request behind an answer that was lost on its way: there was none before, so it is ours. */
const findLost = (backend: SafeBackend, wish: Wish): Promise<number | undefined> =>
  findOpen({ ...backend, send: backend.finish }, wish).catch(() => undefined);

async function findOpen(backend: SafeBackend, wish: Wish): Promise<number | undefined> {
  const what = 'looking for open requests';
  const question = {
    method: 'GET',
    path: ['Requests'],
    query: { status: 'all', queue: 'req' },
    what,
  } as const;
  const open = await askMaybe(backend, question).catch((error) => {
    // Some users may request but not list. Then the server's own reuse has to do.
    if (error instanceof Failure && error.code === exitCode.denied && codeOf(error) === undefined)
      return undefined;
    throw error;
  });
  const found = rows(open).find(
    (row) =>
      id(row, 'AccountID') === wish.account.accountId &&
      id(row, 'SystemID') === wish.account.systemId &&
      sameName(word(row, 'AccessType') || 'View', wish.accessType) &&
      /^(active|pending)$/i.test(word(row, 'Status')),
  );
  return found && id(found, 'RequestID');
}

/** How long to wait for an approval. */
export interface Waiting {
  clock: Clock;
  /** Milliseconds; 0 does not wait. */
  patience: number;
  /** One line for people, when the waiting begins. */
  notify(text: string): Promise<void>;
}

const pollEvery = 5000;

/**
 * Does `work` as soon as the request is approved.
 * @throws Failure 5 with the request's id when it is not approved in time
 */
export async function whenApproved<T>(
  request: OpenRequest,
  waiting: Waiting,
  work: () => Promise<T>,
): Promise<T> {
  const end = waiting.clock.now() + waiting.patience;
  for (let turn = 0; ; turn += 1) {
    try {
      return await work();
    } catch (error) {
      if (turn > 0 && isInterruption(error)) throw stillPending(error);
      if (codeOf(error) !== 4034) throw error;
      const left = end - waiting.clock.now();
      if (left <= 0) throw pending(request);
      if (turn === 0) {
        await waiting.notify(
          `request ${request.id} waits for approval, ${Math.round(left / 1000)} s at most`,
        );
      }
      await waiting.clock.sleep(Math.min(pollEvery, left)).catch((cause: unknown) => {
        throw stillPending(cause);
      });
    }
  }
}

const isInterruption = (error: unknown): boolean =>
  error instanceof Failure && error.code === exitCode.interrupted;

/** Interrupted while waiting: the request goes on waiting. */
const stillPending = (cause: unknown): Failure =>
  new Failure('interrupted', exitCode.interrupted, { cause: { safe: 4034, cause } });

const pending = (request: OpenRequest): Failure =>
  unavailable(`request ${request.id} is not approved yet (4034)`, {
    hint: `it stays open: run the same command again later, or with --wait SECONDS; btapi safe checkin ${request.id} withdraws it`,
    cause: { safe: 4034 },
  });

/** Still waiting: the request must stay. */
export const isPending = (error: unknown): boolean => codeOf(error) === 4034;

/** GET Credentials: the secret itself. */
export async function retrieve(
  backend: SafeBackend,
  request: OpenRequest,
  type: CredentialType,
  account: FoundAccount,
): Promise<string> {
  const what = `retrieving the ${type} of ${nameOf(account)}`;
  const path = ['Credentials', request.id];
  const query = type === 'password' ? {} : { type };
  const { value } = await ask(backend, { method: 'GET', path, query, what });
  return credentialText(value, what);
}

/** The credential out of an answer: a JSON string, or an object with a Password. */
export function credentialText(value: Value | undefined, what: string): string {
  const text = typeof value === 'string' ? value : word(value, 'Password', 'Credential');
  if (text === '') throw unavailable(`${what}: the answer holds no credential`);
  return text;
}

/**
 * Checks a request in. It goes out after an interruption too, and is tried again where it may not have arrived: checking
 * in twice is checking in once. When `lenient`, one that somebody has closed already counts as done.
 * @throws Failure when it could not be done
 */
export async function checkIn(
  backend: SafeBackend,
  requestId: number | string,
  reason?: string,
  lenient = false,
): Promise<void> {
  try {
    await ask(
      backend,
      {
        method: 'PUT',
        path: ['Requests', requestId, 'Checkin'],
        body: reason === undefined ? {} : { Reason: reason },
        repeatable: true,
        what: `checking in request ${requestId}`,
      },
      backend.finish,
    );
  } catch (error) {
    if (!lenient || !(error instanceof Failure) || !(await isClosed(backend, requestId, error))) throw error;
  }
}

/** Whether a refused check-in means that the request was closed already: then there is nothing left to do. */
async function isClosed(backend: SafeBackend, requestId: number | string, why: Failure): Promise<boolean> {
  if (why.code === exitCode.missing) return true;
  if (why.code !== exitCode.refused && why.code !== exitCode.denied) return false;
  const question = { method: 'GET', path: ['Requests'], query: { status: 'all', queue: 'req' } } as const;
  const what = 'looking for open requests';
  const open = await ask(backend, { ...question, what }, backend.finish).catch(() => undefined);
  return open !== undefined && !rows(open.value).some((row) => word(row, 'RequestID') === String(requestId));
}
