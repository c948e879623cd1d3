import type { Answer } from './api/call.ts';
import { NetworkError } from './api/network.ts';
import type { Saved, SaveSpec } from './commands/context.ts';
import { Failure, interrupted, unavailable } from './errors.ts';
import { dispositionName } from './io/file-name.ts';
import { expandPath } from './io/home.ts';
import type { Io } from './io/io.ts';
import { progress } from './io/progress.ts';
import { save } from './io/save.ts';

/** Saves an answer's body with a bar on a terminal; what fails leaves nothing and says so. */
export async function saveAnswer(io: Io, answer: Answer, spec: SaveSpec): Promise<Saved> {
  const announced = Number(answer.headers['content-length'] ?? Number.NaN);
  const length = Number.isSafeInteger(announced) ? { length: announced } : {};
  const name = dispositionName(answer.headers['content-disposition']);
  const bar = progress(
    spec.quiet ? { ...io.stderr, isTTY: false } : io.stderr,
    io.clock,
    name ?? spec.fallbackName,
    length.length,
  );
  try {
    const saved = await save(
      { body: answer.body, ...length, ...(name === undefined ? {} : { suggestedName: name }) },
      {
        ...(spec.to === undefined ? {} : { to: spec.to.startsWith('~') ? expandPath(spec.to, io) : spec.to }),
        cwd: io.cwd,
        force: spec.force === true,
        stdout: io.stdout,
        signal: io.signal,
        fallbackName: spec.fallbackName,
        onBytes: (count) => bar.add(count),
      },
    );
    return { ...saved };
  } catch (error) {
    answer.discard();
    if (io.signal.aborted) throw interrupted();
    const cause = error instanceof Failure ? error.cause : error;
    if (!(cause instanceof NetworkError)) throw error;
    const kept = spec.to === '-' ? '' : '; nothing was kept';
    throw unavailable(`downloading ${spec.fallbackName}: ${cause.message}${kept}`, {
      ...(cause.hint === undefined ? {} : { hint: cause.hint }),
      cause,
    });
  } finally {
    await bar.done();
  }
}
