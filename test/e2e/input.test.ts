import { describe, expect, test } from 'vitest';
import { bash, begin } from '../support/spawn.ts';
import { place } from './place.ts';

const { folder, env, calls } = await place();
const sh = (script: string) => bash(script, { env, cwd: folder });
const groups = '/api/config/v1/jump-group';

describe('where standard input may hold filters, nothing is no filter', () => {
  test.each([
    ['closed', 'btapi list jump-group -f id <&-'],
    ['/dev/null', 'btapi list jump-group -f id </dev/null'],
    ['an empty pipe', ': | btapi list jump-group -f id'],
    ['an empty file', ': > empty; btapi list jump-group -f id < empty'],
  ])('%s', async (_what, script) => {
    const { code, stdout, stderr } = await sh(script);
    expect([code, stdout, stderr]).toEqual([0, '1\n2\n', '']);
  });

  test('a filter from a file', async () => {
    const { stdout } = await sh("echo 'name=WORKSTATIONS' > f; btapi -k list jump-group -f id < f");
    expect(stdout).toBe('2\n');
  });

  // The one slow test: nobody can tell whether a filter was meant, so the silence of a pipe is waited for, and ends.
  test('a pipe that stays silent ends with exit 2 after ten seconds', async () => {
    const { finished } = begin(['list', 'jump-group'], { env, cwd: folder, stdin: null });
    const { code, stdout, stderr } = await finished;
    expect([code, stdout, calls()]).toEqual([2, '', []]);
    expect(stderr).toBe(
      'btapi: reading standard input: it is open, but nothing came within 10 seconds\n' +
        'hint: say </dev/null when there is nothing to read, or give filters as key=value arguments\n',
    );
  });
});

describe('where a body is needed', () => {
  test.each([
    ['closed', 'btapi -k add jump-group <&-'],
    ['/dev/null', 'btapi -k add jump-group </dev/null'],
    ['an empty pipe', ': | btapi add jump-group'],
  ])('%s is exit 2', async (_what, script) => {
    const { code, stdout, stderr } = await sh(script);
    expect([code, stdout, calls()]).toEqual([2, '', []]);
    expect(stderr).toBe(
      'btapi: reading standard input: there is nothing\nhint: give the fields as key=value arguments, or on standard input\n',
    );
  });

  test('a pipe that never ends is exit 2 at once', async () => {
    const { stdout, stderr } = await sh(`yes | btapi -k add jump-group; echo "\${PIPESTATUS[1]}"`);
    expect(stdout).toBe('2\n');
    expect(stderr).toBe('btapi: reading standard input: it is longer than 16777216 bytes\n');
    expect(calls()).toEqual([]);
  });

  test('a hundred megabytes are exit 2, and not held', async () => {
    const { stdout, stderr } = await sh(
      `head -c 100000000 /dev/zero | btapi add jump-group; echo "\${PIPESTATUS[1]}"; head -c 100000000 /dev/zero > big; btapi add jump-group < big; echo $?; rm big`,
    );
    expect(stdout).toBe('2\n2\n');
    expect(stderr).toBe('btapi: reading standard input: it is longer than 16777216 bytes\n'.repeat(2));
    expect(calls()).toEqual([]);
  });

  test('a writer that takes its time is waited for', async () => {
    const { code, stdout, stderr } = await sh(
      '{ sleep 0.3; echo name=slow; sleep 0.3; echo code_name=slow; } | btapi -k add jump-group -f name',
    );
    expect([code, stdout, stderr]).toEqual([0, 'slow\n', '']);
  });
});

test.each([
  [['get', 'jump-group', '1'], [`GET ${groups}/1`]],
  [['delete', 'jump-group', '2'], [`DELETE ${groups}/2`]],
  [['list', 'jump-group', 'name=servers'], [`GET ${groups}`]],
  [['add', 'jump-group', 'name=x', 'code_name=x'], [`POST ${groups}`]],
  [['auth', 'status'], []],
  [['resources', 'tunnel'], []],
])('%j does not wait for a pipe that stays open', async (words, wanted) => {
  const { code, stderr } = await begin(words, { env, cwd: folder, stdin: null }).finished;
  expect([code, stderr, calls()]).toEqual([0, '', wanted]);
});
