import { exitCode, Failure, reason } from '../../errors.ts';
import type { SafeBackend } from '../safe.ts';
import {
  type CredentialType,
  checkIn,
  isPending,
  type OpenRequest,
  openRequest,
  retrieve,
  type Waiting,
  type Wish,
  whenApproved,
} from './requests.ts';

/** A credential and the request it came by. */
export interface Borrowed {
  request: OpenRequest;
  secret: string;
}

/**
 * Requests a credential and retrieves it as soon as it is approved. When that fails the request is checked in again, or
 * its slot would stay taken; one that only waits for approval stays, and so does one that somebody else opened.
 * @param note tells people what could not be undone
 * @returns undefined in a rehearsal, where there is no request
 */
export async function borrow(
  backend: SafeBackend,
  wish: Wish,
  type: CredentialType,
  waiting: Waiting,
  note: (text: string) => Promise<void>,
): Promise<Borrowed | undefined> {
  const request = await openRequest(backend, wish);
  if (!request) return undefined;
  try {
    return await retrieved(request);
  } catch (error) {
    if (isPending(error)) throw error;
    if (!request.reused) await giveBack(request);
    // Whoever had opened the request has closed it in this very moment: then one of our own is needed.
    const gone = request.reused && error instanceof Failure && error.code === exitCode.missing;
    const own = gone ? await openRequest(backend, wish) : undefined;
    if (!own || own.id === request.id) throw error;
    return await retrieved(own).catch(async (second: unknown) => {
      if (!isPending(second) && !own.reused) await giveBack(own);
      throw second;
    });
  }

  async function retrieved(of: OpenRequest): Promise<Borrowed> {
    const work = () => retrieve(backend, of, type, wish.account);
    return { request: of, secret: await whenApproved(of, waiting, work) };
  }

  async function giveBack(of: OpenRequest): Promise<void> {
    await checkIn(backend, of.id, undefined, true).catch((second: unknown) =>
      note(`btapi: request ${of.id} is still open: ${reason(second)}`),
    );
  }
}
