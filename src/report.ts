import { exitCode, Failure, reason } from './errors.ts';
import type { Io } from './io/io.ts';
import { printable } from './io/printable.ts';

/**
 * Tells a person what went wrong, on standard error.
 * @returns the exit code
 */
export async function report(
  error: unknown,
  io: Pick<Io, 'stderr' | 'env'>,
  argv: readonly string[],
): Promise<number> {
  const verbose = argv.some((word) => word === '--verbose' || /^-[a-zA-Z]*v/.test(word));
  if (error instanceof Failure) {
    await io.stderr.write(`${lines(error, await paint(io)).join('\n')}\n`);
    return error.code;
  }
  const stack = verbose && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  const hint = verbose ? '' : '\nhint: this is a fault in btapi itself; -v shows where';
  await io.stderr.write(`${printable(`btapi: internal fault: ${reason(error)}${hint}${stack}`, 'lines')}\n`);
  return exitCode.fault;
}

/** The message of a Failure: what and why, its details, what to do next. */
export function lines(failure: Failure, red: (text: string) => string = (text) => text): string[] {
  return [
    `${red('btapi:')} ${printable(failure.message)}`,
    ...failure.details.map((detail) => `  ${printable(detail)}`),
    ...(failure.hint === undefined ? [] : [`hint: ${printable(failure.hint)}`]),
  ];
}

async function paint({ stderr, env }: Pick<Io, 'stderr' | 'env'>): Promise<(text: string) => string> {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  if (env['NO_COLOR'] || (!stderr.isTTY && !forced)) return (text) => text;
  const { Chalk } = await import('chalk');
  return new Chalk({ level: 1 }).red;
}
