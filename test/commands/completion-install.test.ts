import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { scripts } from '../../src/commands/completion-scripts.ts';
import { main } from '../../src/main.ts';
import { type FakeIoOptions, fakeIo } from '../support/io.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'btapi-completion-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

async function install(words: readonly string[], options: FakeIoOptions = {}) {
  const io = fakeIo({ home, cwd: home, ...options });
  const code = await main(['completion', 'install', ...words], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

test.each([
  ['bash', {}, '.local/share/bash-completion/completions/btapi'],
  ['bash', { XDG_DATA_HOME: 'HOME/data' }, 'data/bash-completion/completions/btapi'],
  ['bash', { BASH_COMPLETION_USER_DIR: 'HOME/bc' }, 'bc/completions/btapi'],
  ['zsh', {}, '.local/share/zsh/site-functions/_btapi'],
  ['fish', {}, '.config/fish/completions/btapi.fish'],
  ['fish', { XDG_CONFIG_HOME: 'HOME/cfg' }, 'cfg/fish/completions/btapi.fish'],
  ['powershell', {}, '.config/btapi/completion.ps1'],
])('%s %j: written where the shell looks, and said', async (shell, settings, place) => {
  const env = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, value.replace('HOME', home)]),
  );
  const { code, stdout } = await install([shell], { env });
  const file = join(home, place);
  expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 0, first: `${file}: written` });
  expect(readFileSync(file, 'utf8')).toBe(scripts[shell]);
  expect(readdirSync(dirname(file)).filter((name) => name.includes('.new'))).toEqual([]);
});

test.each([
  ['/usr/bin/zsh', 'linux', '_btapi'],
  ['/bin/bash', 'darwin', 'btapi'],
  ['/usr/bin/fish', 'linux', 'btapi.fish'],
  [undefined, 'win32', 'completion.ps1'],
])('%s on %s is taken when no shell is named', async (shell, platform, name) => {
  const { code, stdout } = await install([], { env: { SHELL: shell }, platform });
  expect(code).toBe(0);
  expect(stdout.split('\n')[0]).toMatch(new RegExp(`[/\\\\]${name.replace('.', '\\.')}: written$`));
});

test('an unknown shell is asked for', async () => {
  expect(await install([], { env: { SHELL: '/bin/tcsh' } })).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'btapi: installing a completion: it is not known which shell you use\n' +
      'hint: name one: bash, zsh, fish, powershell\n',
  });
});

test('an older script is replaced, the same one is left', async () => {
  const file = join(home, '.config/fish/completions/btapi.fish');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'old');
  expect((await install(['fish'])).stdout).toContain(`${file}: replaced\n`);
  expect((await install(['fish'])).stdout).toContain(`${file}: is up to date\n`);
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is said', async () => {
  chmodSync(home, 0o500);
  onTestFinished(() => chmodSync(home, 0o700));
  expect((await install(['fish'])).stderr).toContain('btapi: writing');
});

test('what stands in the way is said', async () => {
  writeFileSync(join(home, '.config'), '');
  const { code, stderr } = await install(['fish']);
  expect(code).toBe(2);
  expect(stderr).toContain(`btapi: writing ${join(home, '.config/fish/completions/btapi.fish')}: `);
});
