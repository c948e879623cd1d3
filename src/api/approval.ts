import { denied, missing, usage } from '../errors.ts';
import type { Backend } from './backend.ts';
import type { Call } from './call.ts';
import { encodeForm, type Pairs } from './form.ts';

/** What the ticket system says to a request (guide, Require a Ticket ID). */
export interface Approval {
  /** As it came with the request; never changed. It is what proves who answers, so it is not shown whole. */
  id: string;
  allow: boolean;
  /** Shown to the user who is denied. */
  message?: string | undefined;
  /** `session.custom.*`, for the session that is allowed. */
  attributes?: Pairs;
  /** The guide's table says response_id, its notes request_id. */
  idName?: 'response_id' | 'request_id' | undefined;
}

/** Characters of a request's id and of a message (guide). */
export const longest = 255;

/** @throws Failure (exit 2) for what the appliance would refuse or cut */
export function checkApproval({ id, message }: Approval): void {
  if (id === '' || [...id].length > longest) {
    throw usage(
      `answering a request: an id has 1 to ${longest} characters`,
      'an empty shell variable leaves a gap like this',
    );
  }
  const length = [...(message ?? '')].length;
  if (length > longest) throw usage(`reading --message: ${length} characters, and ${longest} are the most`);
}

/**
 * Tells the appliance whether a request is allowed. No token is needed.
 * @throws Failure 3 when the appliance does not know the request (any more), 6 when no ticket system is set up
 */
export async function answerApproval(backend: Backend, approval: Approval): Promise<void> {
  checkApproval(approval);
  const { id, allow, message, attributes = [], idName = 'response_id' } = approval;
  const call: Call = {
    method: 'POST',
    url: new URL('/api/endpoint_approval', backend.origin),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: '*/*' },
    body: encodeForm([
      [idName, id],
      ['response', allow ? 'allow' : 'deny'],
      ...(message === undefined ? [] : [['message', message] as const]),
      ...attributes,
    ]),
    effect: 'write',
    what: `answering request ${shortId(id)}`,
    secrets: ['response_id', 'request_id'],
  };
  const answer = await backend.send(call);
  if (answer.status >= 200 && answer.status < 300) return answer.discard();
  if (answer.status === 403) {
    throw denied(`${call.what}: the appliance does not know it, or it has timed out (403)`, {
      hint: 'if the id is right, try --id-name request_id',
    });
  }
  if (answer.status === 404) throw missing(`${call.what}: no ticket system is set up there (404)`);
  throw await backend.explain(call, answer);
}

/** Enough of an id to find it in a log, too little to answer with. */
export const shortId = (id: string): string => (id.length > 8 ? `${id.slice(0, 4)}…` : '…');
