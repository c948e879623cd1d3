import type { Readable } from 'node:stream';
import { reason } from '../errors.ts';
import type { Sink } from './io.ts';
import { maskFilter } from './mask.ts';

/** The output of a program on its way to ours. */
export interface Pump {
  /**
   * Call it when the program has ended: passes on what is still in its pipe.
   * @returns why something could not be passed on
   */
  finish(): Promise<string | undefined>;
}

// A process that the program left behind may hold its pipe for ever, silent or chatty. What the program itself had
// written is there at once and fits into a pipe. Only waiting for more counts, not a slow reader of ours.
const turn = 100;
const mostTurns = 20;
const mostBytes = 1024 * 1024;

/** Passes a program's output on, with the secrets hidden. */
export function pump(from: Readable, to: Sink, secrets: readonly string[]): Pump {
  let ended = false;
  let bytes = 0;
  let writing = false;

  async function run(): Promise<string | undefined> {
    const filter = maskFilter(secrets);
    const write = async (data: Uint8Array) => {
      writing = true;
      await to.write(data);
      writing = false;
    };
    try {
      for await (const chunk of from as AsyncIterable<Uint8Array>) {
        try {
          await write(filter.push(chunk));
        } catch (error) {
          // Leaving the loop closes the pipe: the program learns it as it would without us.
          return reason(error);
        }
        if (to.closed) return undefined;
        if (ended) bytes += chunk.length;
        if (bytes > mostBytes) break;
      }
    } catch {
      // Given up, or the program has gone.
    }
    return write(filter.end()).then(() => undefined, reason);
  }

  const done = run();
  return {
    finish: async () => {
      ended = true;
      let turns = 0;
      const timer = setInterval(() => {
        if (!writing) turns += 1;
        if (turns >= mostTurns) from.destroy();
      }, turn);
      try {
        return await done;
      } finally {
        clearInterval(timer);
      }
    },
  };
}
