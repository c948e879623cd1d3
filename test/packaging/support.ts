import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { executablePath } from '../../scripts/exe/places.ts';
import { targetNamed } from '../../scripts/exe/targets.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { begin, type Finished } from '../support/spawn.ts';

/** The executable of a target when it has been built, else nothing and a note. */
export function built(name: string): string | undefined {
  const file = executablePath(targetNamed(name));
  if (existsSync(file)) return file;
  console.info(`skipped: ${name} is not built (npm run build:exe)`);
  return undefined;
}

/** True when all of these commands are on this machine; else a note says what is missing. */
export function have(...commands: string[]): boolean {
  const missing = commands.filter((command) => {
    try {
      execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length > 0) console.info(`skipped: no ${missing.join(', ')} on this machine`);
  return missing.length === 0;
}

/** True as root: what makes a root of its own needs it. */
export function root(): boolean {
  const is = process.getuid?.() === 0;
  if (!is) console.info('skipped: only root can do this');
  return is;
}

/** A folder that is gone after the tests of this file. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'btapi-packaging-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** A sandbox that ends with the tests of this file. */
export async function sandboxed(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ seed: true, limits: { perSecond: 100_000 }, ...options });
  afterAll(() => sandbox.close());
  return sandbox;
}

/** How a foreign executable is started: words, standard input, environment. */
export type Start = (
  words: readonly string[],
  options?: { stdin?: string; env?: Record<string, string> },
) => Promise<Finished>;

/** A start by an emulator: its command and words before ours. */
export const starter =
  (command: string, leading: readonly string[], base: Record<string, string>): Start =>
  (words, { stdin, env } = {}) =>
    begin(
      [...leading, ...words],
      { env: { ...base, ...env }, ...(stdin === undefined ? {} : { stdin }) },
      command,
    ).finished;

/** The settings that lead to a sandbox, as an env file in a folder. */
export function envFile(folder: string, sandbox: Sandbox, name = 'access.env'): string {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  const lines = [
    `BT_API_HOST=${sandbox.url.origin}`,
    `BT_CLIENT_ID=${sandbox.clientId}`,
    `BT_CLIENT_SECRET=${sandbox.clientSecret}`,
    '',
  ];
  writeFileSync(file, lines.join('\n'), { mode: 0o600 });
  return file;
}

/** The part of CLI.md that any platform must keep: version, list, -kK, an env file, exit codes. */
export const settingsOf = (sandbox: Sandbox): Record<string, string> => ({
  BT_API_HOST: sandbox.url.origin,
  BT_CLIENT_ID: sandbox.clientId,
  BT_CLIENT_SECRET: sandbox.clientSecret,
});
