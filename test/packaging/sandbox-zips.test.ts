import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { sha256, zipPath } from '../../scripts/exe/places.ts';
import { targetNamed } from '../../scripts/exe/targets.ts';
import { begin } from '../support/spawn.ts';
import { built, scratch } from './support.ts';

const file = built('linux-x64');
const home = scratch();

/** Starts a program's sandbox and gives its address. */
async function origin(program: string): Promise<string> {
  const { child, finished } = begin(['sandbox'], { env: { HOME: home } }, program);
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await finished;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^export BT_API_HOST=(.*)$/.exec(line)?.[1];
    if (found) return found;
  }
  throw new Error('the sandbox did not start');
}

const fetched = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

test.skipIf(!file).each([
  ['linux', 'linux-x64'],
  ['win32', 'win-x64'],
  ['macos', 'macos-arm64'],
])('the sandbox of an executable gives, as cli/%s, the very zip of %s', async (platform, name) => {
  if (!built(name)) return;
  const zip = await fetched(`${await origin(file ?? '')}/api/config/v1/cli/${platform}`);
  expect(sha256(zip)).toBe(sha256(readFileSync(zipPath(targetNamed(name)))));
});

test.skipIf(!file)('an executable elsewhere gives a script that starts it', async () => {
  const alone = join(home, 'btapi');
  execFileSync('cp', [file ?? '', alone]);
  const zip = await fetched(`${await origin(alone)}/api/config/v1/cli/linux`);
  writeFileSync(join(home, 'btapi.zip'), zip);
  const text = execFileSync('unzip', ['-p', join(home, 'btapi.zip'), 'btapi'], { encoding: 'utf8' });
  expect(text).toBe(`#!/bin/sh\nexec '${alone}' "$@"\n`);
});
