import { type Step, steps } from '../api/check.ts';
import { exitCode, Failure, reason, unlessInterrupted } from '../errors.ts';
import type { ValueObject } from '../value.ts';
import type { Definition } from './definition.ts';

export const command: Definition = {
  examples: ['btapi check', 'btapi check --profile prod', 'btapi check -o json'],
  about:
    'Each step with what it found and how long it took; the first that fails says what to do. Secrets are never shown.',
  run: async (context) => {
    const { clock } = context.io;
    const asData = context.options.output !== undefined || context.options.kvOut === true;
    const results: ValueObject[] = [];
    const all = await steps(context);
    for (const step of all) {
      const begun = clock.now();
      const { found, failure } = await attempt(step, context.io.signal);
      const ms = clock.now() - begun;
      results.push({ step: step.name, ok: failure === undefined, found: failure?.message ?? found, ms });
      if (!asData) {
        const mark = failure ? 'FAILED' : 'ok';
        await context.write(
          `${mark.padEnd(6)}  ${step.name.padEnd(16)}  ${failure?.message ?? found}  (${ms} ms)\n`,
        );
      }
      if (failure) {
        if (asData) await context.print(results);
        throw failure;
      }
    }
    if (asData) await context.print(results);
    return exitCode.done;
  },
};

async function attempt(step: Step, signal: AbortSignal): Promise<{ found: string; failure?: Failure }> {
  try {
    return { found: await unlessInterrupted(step.run(), signal) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { found: reason(error), failure: error };
  }
}
