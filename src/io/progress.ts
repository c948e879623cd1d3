import type { Clock } from '../clock.ts';
import type { Sink } from './io.ts';
import { printable } from './printable.ts';

const between = 100;
const units = ['B', 'kB', 'MB', 'GB', 'TB'];

function human(bytes: number): string {
  let unit = 0;
  let figure = bytes;
  while (figure >= 1000 && unit < units.length - 1) {
    figure /= 1000;
    unit++;
  }
  return `${unit === 0 ? figure : figure.toFixed(1)} ${units[unit]}`;
}

export interface Progress {
  add(bytes: number): void;
  /** Erases the bar. */
  done(): Promise<void>;
}

/**
 * A line on a terminal that says how far a transfer is, at most ten times a second; nothing anywhere else.
 * @param total bytes to come, when known
 */
export function progress(sink: Sink, clock: Clock, label: string, total?: number): Progress {
  if (!sink.isTTY) return { add: () => {}, done: async () => {} };
  const start = clock.now();
  let sum = 0;
  let last = Number.NEGATIVE_INFINITY;
  // Writes in order, without holding up the transfer.
  let writing: Promise<void> = Promise.resolve();
  const write = (text: string): void => {
    writing = writing.then(() => sink.write(text));
  };
  return {
    add: (bytes) => {
      sum += bytes;
      const now = clock.now();
      if (now - last < between) return;
      last = now;
      const rate = now > start ? `  ${human((sum * 1000) / (now - start))}/s` : '';
      const part = total ? `  ${Math.min(100, Math.floor((sum * 100) / total))} %` : '';
      const line = `${printable(label)}  ${human(sum)}${part}${rate}`;
      write(`\r\u001b[K${line.slice(0, (sink.columns ?? 80) - 1)}`);
    },
    done: () => {
      if (last !== Number.NEGATIVE_INFINITY) write('\r\u001b[K');
      return writing;
    },
  };
}
