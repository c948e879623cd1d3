import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../exe/places.ts';

/** The day of the newest entry in the changelog with a date, else 2026-01-01: the age of every packed file, in seconds. */
export function releaseDay(): string {
  const day = /^## \S+ - (\d{4}-\d\d-\d\d)/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))?.[1];
  return String(Date.parse(`${day ?? '2026-01-01'}T00:00:00Z`) / 1000);
}

/** Runs a tool to its end; what it says is shown only when it fails. */
export function run(command: string, words: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const env = { ...process.env, SOURCE_DATE_EPOCH: releaseDay() };
    const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        said += part.toString();
      });
    }
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`${command} ended with ${String(code)}:\n${said}`)),
    );
  });
}
