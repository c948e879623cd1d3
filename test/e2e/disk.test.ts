import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bash, begin, program } from '../support/spawn.ts';
import { place } from './place.ts';

const { folder, env, sandbox } = await place();
const options = { env, cwd: folder };
const mine = join(folder, 'small');
mkdirSync(mine);

// A file system of our own, where this machine allows it: small and full, or not to be written.
const mounted = (how: string, script: string) =>
  begin(
    ['-rm', 'bash', '-c', `mount -t tmpfs -o ${how} tmpfs "$1" && cd "$1" && ${script}`, program, mine],
    options,
    'unshare',
  ).finished;
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', mine]).status === 0;
if (!canMount) console.info('skipped: no file system can be mounted here');

describe.skipIf(!canMount)('a file system of its own', () => {
  test('full: nothing is left, exit 1 and why', async () => {
    sandbox.fault('size=3000000;path=jumpoint');
    const { stdout, stderr } = await mounted(
      'size=1m',
      '"$0" download jumpoint/1/installer; echo $?; ls -A; "$0" download jumpoint/1/installer --to x; echo $?; ls -A',
    );
    const hint = 'hint: nothing was kept; --to names another place';
    expect(stderr.split('\n')).toEqual([
      'btapi: saving to jumpoint-linux-x64-1.bin: the disk is full',
      hint,
      'btapi: saving to x: the disk is full',
      hint,
      '',
    ]);
    expect(stdout).toBe('1\n1\n');
  });

  test('read-only: exit 2 and where else', async () => {
    const { stdout, stderr } = await mounted('ro', '"$0" download jumpoint/1/installer; echo $?; ls -A');
    expect(stdout).toBe('2\n');
    expect(stderr).toBe(
      'btapi: saving to jumpoint-linux-x64-1.bin: nothing can be written there\nhint: name another place with --to\n',
    );
  });
});

describe.skipIf(!existsSync('/dev/full'))('standard output that cannot be written', () => {
  test.each([
    'list jump-group',
    'list jump-group -o ndjson',
    'download jumpoint/1/installer --to -',
    'auth token',
    '--version',
    '--help',
  ])('%s: exit 1, not half a file', async (line) => {
    const { code, stderr } = await bash(`btapi ${line} > /dev/full`, options);
    expect([code, stderr]).toEqual([1, 'btapi: writing to standard output: the disk is full\n']);
  });

  test('messages that cannot be written do not change the exit code', async () => {
    const { code } = await bash('btapi get jump-group 999 2> /dev/full', options);
    expect(code).toBe(6);
  });
});

test('a file that may grow no further: nothing is left', async () => {
  sandbox.fault('size=3000000;path=jumpoint');
  const { stdout, stderr } = await bash(
    'mkdir limited && cd limited && (ulimit -f 1000; btapi download jumpoint/1/installer; echo $?); ls -A',
    options,
  );
  expect(stdout).toBe('1\n');
  expect(stderr).toMatch(/^btapi: saving to jumpoint-linux-x64-1\.bin: .*\n/);
  expect(readdirSync(join(folder, 'limited'))).toEqual([]);
});
