import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const btapi = [process.execPath, '--', resolve('dist/btapi.cjs')] as const;

export interface Run {
  /** Milliseconds from start to end. */
  ms: number;
  /** Peak resident memory in MiB. */
  peak: number;
  code: number | null;
  stdout: string;
}

const probe = `process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS));
});`;

/** Runs a command once. Peak memory is asked for with `peak`, since the question itself costs a little time. */
export async function run(
  command: readonly string[],
  options: { env?: NodeJS.ProcessEnv; peak?: boolean; keep?: boolean; cwd?: string } = {},
): Promise<Run> {
  const folder = options.peak ? mkdtempSync(join(tmpdir(), 'btapi-bench-')) : undefined;
  const env: NodeJS.ProcessEnv = { ...options.env };
  let words = [...command];
  if (folder) {
    writeFileSync(join(folder, 'probe.cjs'), probe);
    env['BENCH_PEAK'] = join(folder, 'peak');
    words = [process.execPath, '--require', join(folder, 'probe.cjs'), ...command.slice(1)];
  }
  const begun = process.hrtime.bigint();
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, {
    env,
    ...(options.cwd ? { cwd: options.cwd } : {}),
    stdio: ['ignore', options.keep ? 'pipe' : 'ignore', 'inherit'],
  });
  let stdout = '';
  child.stdout?.on('data', (part: Buffer) => {
    stdout += part.toString();
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  const ms = Number(process.hrtime.bigint() - begun) / 1e6;
  let peak = 0;
  if (folder) {
    peak = Number(readFileSync(join(folder, 'peak'), 'utf8')) / 1024;
    rmSync(folder, { recursive: true, force: true });
  }
  return { ms, peak, code, stdout };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** The median of time ratios of pairs run back to back, the order turned round every other pair. */
export async function ratio(
  pairs: number,
  reference: () => Promise<Run>,
  subject: () => Promise<Run>,
): Promise<{ ratio: number; ms: number; reference: number }> {
  const ratios: number[] = [];
  const times: number[] = [];
  const references: number[] = [];
  for (let turn = 0; turn < pairs; turn += 1) {
    const subjectFirst = turn % 2 === 1;
    const first = await (subjectFirst ? subject() : reference());
    const second = await (subjectFirst ? reference() : subject());
    const [base, own] = subjectFirst ? [second, first] : [first, second];
    if (own.code !== 0) throw new Error(`the measured command ended with ${own.code}`);
    ratios.push(own.ms / base.ms);
    times.push(own.ms);
    references.push(base.ms);
  }
  return { ratio: median(ratios), ms: median(times), reference: median(references) };
}

/** One line of the result: what, how much, and what it may be. */
export interface Row {
  what: string;
  value: number;
  unit: string;
  budget: number;
  remark?: string;
}

export const show = ({ what, value, unit, budget, remark = '' }: Row): string =>
  `${value <= budget ? 'ok  ' : 'OVER'}  ${what.padEnd(52)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(5)} budget ${budget} ${remark}`;
