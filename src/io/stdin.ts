import type { Clock } from '../clock.ts';
import { Failure, reason, unlessInterrupted, usage } from '../errors.ts';
import type { Source } from './io.ts';

const doing = 'reading standard input';
const hintAfter = 2_000;
const giveUpAfter = 10_000;
const usualLimit = 16 * 1024 * 1024;

export interface Reading {
  /**
   * required: there must be something. announced: an option says that something comes. possible: perhaps there is
   * something; a pipe that stays silent for 10 s is an error, since nobody can tell whether a filter was meant.
   */
  need: 'required' | 'announced' | 'possible';
  /** The most bytes to accept; 16 MiB when absent. */
  limit?: number | undefined;
  clock: Clock;
  /** Told once what is being waited for, when nothing came for 2 s; not when input is only possible. */
  hint(text: string): Promise<void>;
  signal: AbortSignal;
}

/** Waits beside the first byte: gives a hint, or gives up. Never settles when there is nothing more to do. */
async function impatience(how: Reading, cancel: AbortSignal): Promise<never> {
  const never = new Promise<never>(() => {});
  try {
    await how.clock.sleep(how.need === 'possible' ? giveUpAfter : hintAfter, cancel);
  } catch {
    return never;
  }
  if (cancel.aborted) return never;
  if (how.need === 'possible') {
    throw usage(
      `${doing}: it is open, but nothing came within ${giveUpAfter / 1000} seconds`,
      'say </dev/null when there is nothing to read, or give filters as key=value arguments',
    );
  }
  await how.hint('waiting for standard input; end it with Ctrl-D, or give key=value arguments');
  return never;
}

function decode(chunks: readonly Uint8Array[]): string {
  const bytes = Buffer.concat(chunks);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw usage(
      `${doing}: it is not UTF-8 text`,
      wide ? 'it looks like UTF-16: convert it to UTF-8' : undefined,
    );
  }
}

/**
 * The whole of standard input as text, without a byte order mark, and lets go of it. Blank text counts as nothing.
 * @returns undefined when there is nothing and nothing was required
 * @throws Failure: exit 2 for nothing, silence, too much or no UTF-8; 130 when interrupted
 */
export async function readInput(source: Source, how: Reading): Promise<string | undefined> {
  const limit = how.limit ?? usualLimit;
  const patience = new AbortController();
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  try {
    const waiting = impatience(how, patience.signal);
    let size = 0;
    for (;;) {
      const pending = iterator.next();
      // When we stop waiting for it, letting go of the stream may reject it.
      pending.catch(() => {});
      const next = await unlessInterrupted(
        size === 0 ? Promise.race([pending, waiting]) : pending,
        how.signal,
      );
      if (next.done) break;
      size += next.value.length;
      if (size > 0) patience.abort();
      if (size > limit) throw usage(`${doing}: it is longer than ${limit} bytes`);
      chunks.push(next.value);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw usage(`${doing}: ${reason(error)}`);
  } finally {
    patience.abort();
    // Not waited for: a stream that hangs must not hold us.
    iterator.return?.().catch(() => {});
  }
  const text = decode(chunks);
  if (/\S/.test(text)) return text;
  if (how.need === 'required')
    throw usage(`${doing}: there is nothing`, 'give the fields as key=value arguments, or on standard input');
  return undefined;
}
