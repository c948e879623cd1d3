import { assemble, checkForms } from './assemble.ts';
import { exitCode, Failure, interrupted } from './errors.ts';
import type { Io } from './io/io.ts';
import { version } from './version.ts';

/**
 * The whole program as a function: reads nothing but its arguments, and is the one place that turns what went wrong
 * into a message and a number.
 * @returns the exit code of the table in docs/exit-codes.md
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let close = async () => {};
  try {
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      await io.stdout.write(`${version}\n`);
      return exitCode.done;
    }
    const { runProgram } = await import('./commands/program.ts');
    return await runProgram(argv, io, async (options) => {
      const assembly = assemble(io, options);
      await checkForms(options);
      close = assembly.close;
      return assembly.context;
    });
  } catch (error) {
    const { report } = await import('./report.ts');
    // What fails after a signal failed because of it.
    const told = error instanceof Failure && error.code === exitCode.interrupted;
    return await report(io.signal.aborted && !told ? interrupted() : error, io, argv);
  } finally {
    await close();
  }
}
