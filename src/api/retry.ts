import type { Clock } from '../clock.ts';
import { unavailable } from '../errors.ts';
import type { Answer, Call, Send } from './call.ts';
import { NetworkError } from './network.ts';

export interface RetryOptions {
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
  /** Milliseconds that all waiting of this run may take together; counted down. */
  patience: { left: number };
  /** One line per wait, for people. */
  notify(text: string): Promise<void>;
}

const attempts = 5;
// Calls of many processes that meet the rate limit together come through one after the other; only patience ends that.
const crowded = 60;
const firstWait = 500;
const longestWait = 8000;
const uncertain = new Set([500, 502, 503, 504]);

/** A write whose fate is unknown says so: nobody may repeat it blindly (no idempotency key exists). */
const mayHaveHappened = 'it may have happened: look before you repeat it';

/**
 * Repeats what may be repeated (docs/decisions.md, "Retries"). What never reached the host and what was answered 429 is
 * repeated for reads and writes; a lost connection, a time-out and 500, 502, 503, 504 for reads only.
 * Everything ends after five turns, but for 429, which says that nothing is wrong and goes on while the patience lasts.
 * Bodies of calls that are not streams are read here, so that a cut answer counts as a lost connection.
 * @throws Failure (exit 5) when it is still not done after the last turn or the patience
 */
export function retrying(send: Send, options: RetryOptions): Send {
  return async (call) => {
    for (let turn = 1; ; turn += 1) {
      const outcome = await attempt(send, call);
      if (outcome instanceof NetworkError) {
        if (outcome.reached && !repeatable(call)) {
          throw unavailable(`${call.what}: ${outcome.message}; ${mayHaveHappened}`, hinted(outcome));
        }
        if (outcome.final || turn === attempts || !(await pause(call, outcome.message, turn, undefined))) {
          throw unavailable(`${call.what}: ${outcome.message}`, hinted(outcome));
        }
        continue;
      }
      const again =
        outcome.status === 429 || (uncertain.has(outcome.status) && repeatable(call) && !call.settled);
      const limit = outcome.status === 429 ? crowded : attempts;
      if (!again || turn >= limit) return outcome;
      const why = outcome.status === 429 ? 'the rate limit is reached (429)' : `answered ${outcome.status}`;
      if (!(await pause(call, why, turn, outcome))) return outcome;
      outcome.discard();
    }
  };

  /** Waits before the next turn; false when the patience does not reach that far. */
  async function pause(call: Call, why: string, turn: number, answer: Answer | undefined): Promise<boolean> {
    const told = answer && toldWait(answer, options.clock.now());
    const wait = told ?? jitter(turn, options.random());
    if (wait > options.patience.left) return false;
    options.patience.left -= wait;
    const shown = wait < 1000 ? `${Math.round(wait)} ms` : `${(wait / 1000).toFixed(1)} s`;
    await options.notify(`${call.what}: ${why}; again in ${shown}`);
    await options.clock.sleep(wait);
    return true;
  }
}

const repeatable = (call: Call): boolean => call.effect === 'read' || call.repeatable === true;

const hinted = (error: NetworkError) => ({
  ...(error.hint === undefined ? {} : { hint: error.hint }),
  cause: error,
});

async function attempt(send: Send, call: Call): Promise<Answer | NetworkError> {
  try {
    const answer = await send(call);
    return call.stream && answer.status < 300 ? answer : await held(answer);
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

/** The same answer with its body in memory. */
async function held(answer: Answer): Promise<Answer> {
  const text = await answer.text();
  return {
    ...answer,
    body: (async function* () {
      yield Buffer.from(text);
    })(),
    text: async () => text,
    discard: () => undefined,
  };
}

/** Full jitter: anything up to a bound that doubles with each turn. */
function jitter(turn: number, random: number): number {
  return random * Math.min(longestWait, firstWait * 2 ** (turn - 1));
}

/** Retry-After in seconds or as an HTTP date (RFC 9110, 10.2.3), in milliseconds; undefined when not told. */
function toldWait(answer: Answer, now: number): number | undefined {
  const header = answer.headers['retry-after'];
  if (header !== undefined) {
    if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
    const date = Date.parse(header);
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  // The hourly figure is used up: only an hour's patience helps, and a short wait would be wasted.
  if (answer.status === 429 && answer.headers['x-ratelimit-remaining'] === '0') return 3_600_000;
  return undefined;
}
