import { expect } from 'vitest';
import type { World } from '../../support/run.ts';

/** Exit 2, these very lines on standard error, nothing on standard output, and not a byte to the appliance. */
export const inThat =
  ({ run, sandbox }: World) =>
  async (words: readonly string[], lines: readonly string[], options?: Parameters<World['run']>[1]) => {
    const { code, stdout, stderr } = await run(words, options);
    expect(stderr.split('\n').slice(0, -1)).toEqual(lines);
    expect([code, stdout, sandbox.log]).toEqual([2, '', []]);
  };
