import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { generated } from '../scripts/docs.ts';

const root = resolve(import.meta.dirname, '..');

test.each(Object.keys(generated))('%s is up to date (npm run docs writes it)', async (path) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(await generated[path]?.());
});
