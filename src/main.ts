import type { Io } from './io/io.ts';
import { version } from './version.ts';

/**
 * The whole program as a function: reads nothing but its arguments.
 * @returns the exit code of the table in docs/exit-codes.md
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 1 && argv[0] === '--version') {
    await io.stdout.write(`${version}\n`);
    return 0;
  }
  return 2;
}
