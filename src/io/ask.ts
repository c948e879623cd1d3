import { unlessInterrupted } from '../errors.ts';
import type { Io } from './io.ts';

/**
 * Asks a person on the terminal and returns the line they type, without its line break; an end of input is "".
 * Only for streams that are terminals: the caller has looked.
 * @throws Failure (exit 130) when the run is interrupted before
 */
export async function ask(io: Pick<Io, 'stdin' | 'stderr' | 'signal'>, question: string): Promise<string> {
  await io.stderr.write(question);
  let line = '';
  const chunks = io.stdin[Symbol.asyncIterator]();
  try {
    while (!line.includes('\n')) {
      const next = await unlessInterrupted(chunks.next(), io.signal);
      if (next.done) break;
      line += Buffer.from(next.value).toString('utf8');
    }
  } finally {
    // Not waited for: a terminal at which nobody types must not hold us.
    chunks.return?.().catch(() => undefined);
  }
  return line.split(/\r?\n/, 1)[0] ?? '';
}
