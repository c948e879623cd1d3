import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cliZips } from '../src/cli-zips.ts';
import { fakeIo } from './support/io.ts';

const folder = mkdtempSync(join(tmpdir(), 'btapi-zips-'));
const exe = join(folder, 'build/exe');
mkdirSync(join(exe, 'linux-x64'), { recursive: true });
writeFileSync(join(exe, 'btapi-linux-x64.zip'), 'the linux zip');
writeFileSync(join(exe, 'btapi-win-x64.zip'), 'the windows zip');
afterAll(() => rmSync(folder, { recursive: true }));

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

test.each([
  ['the bundle', ['node', '--', join(folder, 'dist/btapi.cjs')]],
  ['an executable', [join(exe, 'linux-x64/btapi')]],
])('%s finds the zips of its own build', (_, self) => {
  const zips = cliZips(fakeIo({ self }));
  expect(text(zips('linux'))).toBe('the linux zip');
  expect(text(zips('win32'))).toBe('the windows zip');
  expect(zips('macos')).toBeUndefined();
  expect(zips('beos')).toBeUndefined();
});

test('an installed btapi finds none', () => {
  expect(cliZips(fakeIo({ self: ['/usr/bin/btapi'] }))('linux')).toBeUndefined();
});

test('a folder can be named', () => {
  expect(text(cliZips(fakeIo({ cwd: folder }), 'build/exe')('linux'))).toBe('the linux zip');
});

test('a folder without zips is an error', () => {
  expect(() => cliZips(fakeIo({ cwd: folder }), 'build')).toThrow('reading --cli-zips');
});
