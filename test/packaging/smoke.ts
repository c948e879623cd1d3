import { expect, test } from 'vitest';
import { manifest } from '../../scripts/exe/places.ts';
import type { Sandbox } from '../../src/sandbox/options.ts';
import { envFile, type Start, settingsOf } from './support.ts';

/**
 * What every executable must keep, on whatever runs it.
 * @param inside how the program sees a file of this machine ("Z:\\tmp\\x" under wine)
 */
export function smoke(
  start: Start,
  sandbox: Sandbox,
  home: string,
  inside = (path: string): string => path,
): void {
  const env = settingsOf(sandbox);

  test('says its version', async () => {
    expect(await start(['--version'])).toMatchObject({ code: 0, stdout: `${manifest().version}\n` });
  });

  test('lists over HTTP', async () => {
    const { code, stdout } = await start(['list', 'jump-group', '-f', 'id', '--limit', '2'], { env });
    expect({ code, stdout: stdout.replaceAll('\r', '') }).toEqual({ code: 0, stdout: '1\n2\n' });
  });

  test('adds by -kK, as the guide does', async () => {
    const stdin = 'name="From afar"\n';
    const { code, stdout } = await start(['-kK', 'add', 'jump-group'], { env, stdin });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^name="From afar"$/m);
  });

  test('reads --env-file itself, whatever Node thinks of it', async () => {
    const file = inside(envFile(home, sandbox));
    expect(await start([`--env-file=${file}`, 'list', 'jump-group', '--limit', '1'])).toMatchObject({
      code: 0,
    });
    const missing = await start(['--env-file=~/nowhere', 'list', 'jump-group']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('btapi: reading the env file');
  });

  test('ends with the codes of the table', async () => {
    const codes = [
      ['frobnicate'],
      ['get', 'jump-group', '999999'],
      ['list', 'jump-group', '--patience', '0'],
    ] as const;
    const settings = [env, env, { ...env, BT_CLIENT_SECRET: 'wrong', BT_TOKEN_CACHE: 'off' }];
    const found: (number | null)[] = [];
    for (const [at, words] of codes.entries()) {
      found.push((await start(words, { env: settings[at] ?? env })).code);
    }
    expect(found).toEqual([2, 6, 3]);
  });

  test('takes nothing from NODE_OPTIONS', async () => {
    expect(await start(['--version'], { env: { NODE_OPTIONS: '--no-such-option' } })).toMatchObject({
      code: 0,
      stdout: `${manifest().version}\n`,
    });
  });
}
