import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { zipOf } from '../../scripts/exe/zip.ts';

const content = Buffer.from('#!/bin/sh\necho it runs\n'.repeat(1000));

test('another reader finds the same bytes', async () => {
  const zip = await zipOf('btapi', content);
  expect(Object.keys(unzipSync(zip))).toEqual(['btapi']);
  expect(Buffer.from(unzipSync(zip)['btapi'] ?? []).equals(content)).toBe(true);
});

test('unzip accepts it and gives the file its x bit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'btapi-zip-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'btapi.zip'), await zipOf('btapi', content));
  execFileSync('unzip', ['-tq', 'btapi.zip'], { cwd: folder });
  execFileSync('unzip', ['-q', 'btapi.zip'], { cwd: folder });
  accessSync(join(folder, 'btapi'), constants.X_OK);
  expect(readFileSync(join(folder, 'btapi')).equals(content)).toBe(true);
});

test('the same file gives the same zip, whatever the time', async () => {
  const first = await zipOf('btapi', content);
  const second = await zipOf('btapi', Buffer.from(content));
  expect(first.equals(second)).toBe(true);
});
