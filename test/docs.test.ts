import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { generated } from '../scripts/docs.ts';
import { manual } from '../scripts/man.ts';

const root = resolve(import.meta.dirname, '..');

test.each(Object.keys(generated))('%s is up to date (npm run docs writes it)', async (path) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(await generated[path]?.());
});

test('the manual is up to date (npm run docs writes it), a page for every command', async () => {
  const there = readdirSync(join(root, 'man')).map((name) => `man/${name}`);
  const wanted = await manual();
  expect(there.sort()).toEqual([...wanted.keys()].sort());
  for (const [path, page] of wanted) {
    expect({ path, page: readFileSync(join(root, path), 'utf8') }).toEqual({ path, page });
  }
});
