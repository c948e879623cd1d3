import type { Io } from './io.ts';

/**
 * Asks a person on the terminal and returns the line they type, without its line break; an end of input is "".
 * Only for streams that are terminals: the caller has looked.
 */
export async function ask(io: Pick<Io, 'stdin' | 'stderr'>, question: string): Promise<string> {
  await io.stderr.write(question);
  let line = '';
  for await (const chunk of io.stdin) {
    line += Buffer.from(chunk).toString('utf8');
    if (line.includes('\n')) break;
  }
  return line.split(/\r?\n/, 1)[0] ?? '';
}
