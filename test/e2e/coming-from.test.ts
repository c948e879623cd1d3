import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { safeWorld } from '../safe/world.ts';
import { bash } from '../support/spawn.ts';

// Every block of docs/coming-from.md, run as it stands there: all of its lines succeed without a word on standard
// error, and the calls that it names arrive in their order.

const safe = await safeWorld();
const folder = mkdtempSync(join(tmpdir(), 'btapi-coming-from-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = readFileSync(resolve(import.meta.dirname, '../../docs/coming-from.md'), 'utf8');
const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
const accounts = (await safe.run('list vault/account type=username_password -f id')).stdout.split('\n');
const env = { ...safe.env, ...safe.settings, HOME: folder, ACCOUNT: accounts[0] ?? '' };

const below = /^\/(BeyondTrust\/api\/public\/v3|api\/config\/v1)\//;

test('there are blocks, and each names its calls', () => {
  expect(blocks.length).toBeGreaterThan(15);
  for (const block of blocks) expect(block).toMatch(/^# = /m);
});

test.each(blocks.map((block) => [block.split('\n')[0] ?? '', block]))('%s', async (_name, block) => {
  safe.sandbox.reset();
  // Shown at the end, so that values of the block's own variables can stand in the calls it names.
  const wanted = [...block.matchAll(/^# = (.*)$/gm)].map(([, call = '']) => call);
  const shown = wanted.map((call) => `echo "= ${call}" >&3`).join('\n');
  const got = await bash(`set -euo pipefail\n${block}\n{ ${shown}\n} 3>calls.txt`, { env, cwd: folder });
  expect(got.stderr).toBe('');
  expect(got.code).toBe(0);
  const named = readFileSync(join(folder, 'calls.txt'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(2));
  const calls = safe.sandbox.log.map(({ method, path, query }) => {
    const asked = new URLSearchParams(query).toString();
    return `${method} ${path.replace(below, '')}${asked && `?${asked}`}`;
  });
  let at = 0;
  for (const call of named) {
    const found = calls.findIndex(
      (one, index) => index >= at && (one === call || (!call.includes('?') && one.startsWith(`${call}?`))),
    );
    expect(found, `${call} in\n${calls.join('\n')}`).toBeGreaterThanOrEqual(0);
    at = found + 1;
  }
  // A look at what may not be there is answered 404; nothing else fails.
  for (const { method, status, path } of safe.sandbox.log) {
    expect(method === 'GET' && status === 404 ? 200 : status, path).toBeLessThan(400);
  }
});
