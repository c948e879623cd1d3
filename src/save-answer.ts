import type { Answer } from './api/call.ts';
import type { Saved, SaveSpec } from './commands/context.ts';
import { Failure } from './errors.ts';
import type { Io } from './io/io.ts';

/** Saves an answer's body. */
export async function saveAnswer(_io: Io, answer: Answer, _spec: SaveSpec): Promise<Saved> {
  answer.discard();
  throw new Failure('saving a file: not there yet', 1);
}
