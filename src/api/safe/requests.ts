import type { Clock } from '../../clock.ts';
import { exitCode, Failure, unavailable } from '../../errors.ts';
import type { Value, ValueObject } from '../../value.ts';
import type { Send } from '../call.ts';
import type { SafeBackend } from '../safe.ts';
import { ask } from './ask.ts';
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
  const before = await requestsFor(backend, wish, backend.send);
  const mine = before?.find(isOpen);
  if (mine) return { id: mine.id, reused: true };
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
  const made = typeof value === 'number' ? value : (id(value, 'RequestID') ?? numberIn(value));
  if (made === undefined) throw unavailable(`${what}: the answer holds no request id`);
  // Not every server tells a new request (201) from an old one (200), so the list of before decides where there is one.
  return { id: made, reused: before ? before.some((one) => one.id === made) : status === 200 };
}

/** The request behind an answer that was lost on its way: there was none before, so it is ours. */
const findLost = async (backend: SafeBackend, wish: Wish): Promise<number | undefined> =>
  (await requestsFor(backend, wish, backend.finish).catch(() => undefined))?.find(isOpen)?.id;

interface Listed {
  id: number;
  status: string;
}

const isOpen = ({ status }: Listed): boolean => /^(active|pending)$/i.test(status);

/** This user's requests for the same account and access; undefined for users that may request but not list. */
async function requestsFor(backend: SafeBackend, wish: Wish, send: Send): Promise<Listed[] | undefined> {
  const query = { status: 'all', queue: 'req' };
  const what = 'looking for open requests';
  try {
    const { value } = await ask(backend, { method: 'GET', path: ['Requests'], query, what }, send);
    return rows(value).flatMap((row) => {
      const found = id(row, 'RequestID');
      const same =
        id(row, 'AccountID') === wish.account.accountId &&
        id(row, 'SystemID') === wish.account.systemId &&
        sameName(word(row, 'AccessType') || 'View', wish.accessType);
      return same && found !== undefined ? [{ id: found, status: word(row, 'Status') }] : [];
    });
  } catch (error) {
    if (error instanceof Failure && (error.code === exitCode.missing || error.code === exitCode.denied)) {
      return undefined;
    }
    throw error;
  }
}

/** Some servers quote the id. */
const numberIn = (value: Value | undefined): number | undefined =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;

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
      if (turn > 0 && isInterruption(error)) throw stillPending(request, error);
      if (codeOf(error) !== 4034) throw error;
      const left = end - waiting.clock.now();
      if (left <= 0) throw pending(request);
      if (turn === 0) {
        await waiting.notify(
          `request ${request.id} waits for approval, ${Math.round(left / 1000)} s at most`,
        );
      }
      await waiting.clock.sleep(Math.min(pollEvery, left)).catch((cause: unknown) => {
        throw stillPending(request, cause);
      });
    }
  }
}

const isInterruption = (error: unknown): boolean =>
  error instanceof Failure && error.code === exitCode.interrupted;

/** Interrupted while waiting: the request goes on waiting. */
const stillPending = (request: OpenRequest, cause: unknown): Failure =>
  new Failure(`interrupted: request ${request.id} still waits for approval`, exitCode.interrupted, {
    hint: `run the same command again to go on waiting; btapi safe checkin ${request.id} withdraws it`,
    cause: { safe: 4034, cause },
  });

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
