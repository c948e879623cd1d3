import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { bash } from '../support/spawn.ts';

let sandbox: Sandbox;
const folder = mkdtempSync(join(tmpdir(), 'btapi-cron-'));
beforeAll(async () => {
  sandbox = await startSandbox();
  mkdirSync(join(folder, 'config', 'btapi'), { recursive: true });
  mkdirSync(join(folder, 'archive'));
  const settings = `BT_API_HOST=${sandbox.url.origin}\nBT_CLIENT_ID=${sandbox.clientId}\nBT_CLIENT_SECRET=${sandbox.clientSecret}\n`;
  writeFileSync(join(folder, 'config', 'btapi', 'prod.env'), settings, { mode: 0o600 });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The command of each line of the README's crontab that archives, as cron hands it to the shell. */
const crontab = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8')
  .split('\n')
  .filter((line) => /^ {4}\d+ \d+ \* \* \* .*\/archive/.test(line))
  .map((line) =>
    line
      .trim()
      .replace(/^(\S+ +){5}/, '')
      .replaceAll('\\%', '%')
      .replaceAll('/archive', join(folder, 'archive')),
  );

const night = async (): Promise<string[]> => {
  const before = sandbox.log.length;
  for (const line of crontab) {
    const { code, stderr } = await bash(line, {
      env: { HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), XDG_CACHE_HOME: folder },
    });
    expect([line, code, stderr]).toEqual([line, 0, '']);
  }
  return sandbox.log
    .slice(before)
    .flatMap(({ path, body }) =>
      path === '/api/reporting' ? [String((body as { generate_report: string }).generate_report)] : [],
    );
};

test("the README's cron lines archive a day, and a second run fetches nothing that is there", async () => {
  expect(crontab).toHaveLength(2);
  const first = await night();
  const recordings = readdirSync(join(folder, 'archive', 'recordings'));
  expect(recordings.length).toBeGreaterThan(3);
  expect(first.filter((name) => name === 'AccessSessionRecording')).toHaveLength(recordings.length);
  const [sessions = ''] = readdirSync(join(folder, 'archive')).filter((name) => name.endsWith('.ndjson'));
  const lines = readFileSync(join(folder, 'archive', sessions), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('lsid');

  const second = await night();
  expect(second.sort()).toEqual(['AccessSession', 'AccessSessionListing']);
  expect(readdirSync(join(folder, 'archive', 'recordings'))).toEqual(recordings);
});

test('a reader that goes away ends a long report', async () => {
  const env = { HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), XDG_CACHE_HOME: folder };
  const before = sandbox.log.length;
  const line =
    'btapi --profile prod report AccessSession --last 2d --window 30m -o ndjson </dev/null | head -n 1';
  const { code, stdout, stderr } = await bash(line, { env });
  expect([code, stderr, stdout.split('\n').length]).toEqual([0, '', 2]);
  const asked = sandbox.log.slice(before).filter(({ path }) => path === '/api/reporting').length;
  expect(asked).toBeLessThan(90);
});
