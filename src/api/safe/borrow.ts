import { reason } from '../../errors.ts';
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
    const secret = await whenApproved(request, waiting, () => retrieve(backend, request, type, wish.account));
    return { request, secret };
  } catch (error) {
    if (!isPending(error) && !request.reused) {
      await checkIn(backend, request.id, undefined, true).catch((second: unknown) =>
        note(`btapi: request ${request.id} is still open: ${reason(second)}`),
      );
    }
    throw error;
  }
}
