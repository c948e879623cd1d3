import { type FoundAccount, findAccount } from '../../api/safe/find-account.ts';
import type { AccessType, Waiting } from '../../api/safe/requests.ts';
import type { SafeBackend } from '../../api/safe.ts';
import { usage } from '../../errors.ts';
import type { Context } from '../context.ts';
import type { OptionRow, Own } from '../definition.ts';
import { wholeNumber } from '../words.ts';

/** Options of everything that opens a request. */
export const wishOptions: readonly OptionRow[] = [
  { flags: '--minutes <n>', description: 'how long the request stays open' },
  { flags: '--reason <text>', description: 'why, for the approver and the log' },
  { flags: '--wait <s>', description: 'wait so many seconds for an approval' },
];

/** The options as they were meant. */
export interface Wanted {
  minutes?: number;
  reason?: string;
  /** Milliseconds. */
  wait: number;
}

/** @throws Failure (exit 2) for what the API would not take: 1 to 525,600 minutes, 1000 characters of reason */
export function wanted(own: Own): Wanted {
  const minutes = wholeNumber(own['minutes'], '--minutes', 1);
  if (minutes !== undefined && minutes > 525600) {
    throw usage(`reading --minutes: ${minutes} is more than 525600, a year`);
  }
  const reason = own['reason'];
  if (typeof reason === 'string' && reason.length > 1000) {
    throw usage('reading --reason: it has more than 1000 characters');
  }
  const seconds = wholeNumber(own['wait'], '--wait', 0) ?? 0;
  return {
    ...(minutes === undefined ? {} : { minutes }),
    ...(typeof reason === 'string' ? { reason } : {}),
    wait: seconds * 1000,
  };
}

/** How to wait for an approval; people are told on standard error, since nothing else happens for a while. */
export const waitingFor = (context: Context, wait: number): Waiting => ({
  clock: context.io.clock,
  patience: wait,
  notify: (text) => context.note(`btapi: ${text}`),
});

/** The account, and how long to ask for it: what was said, else `usual`, else what the account allows at most. */
export async function prepared(
  backend: SafeBackend,
  [system = '', account = '']: readonly string[],
  want: Wanted,
  accessType: AccessType,
  usual: number,
) {
  const found: FoundAccount = await findAccount(backend, system, account);
  const minutes = want.minutes ?? Math.min(usual, found.longest ?? usual);
  return {
    account: found,
    accessType,
    minutes,
    ...(want.reason === undefined ? {} : { reason: want.reason }),
  };
}
