import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { built, have, scratch } from './support.ts';

const file = built('linux-x64');
const home = scratch();
const bin = join(home, 'bin');
if (file) {
  mkdirSync(bin);
  symlinkSync(file, join(bin, 'btapi'));
}
const env = { HOME: home, PATH: `${bin}:/usr/bin:/bin`, TERM: 'dumb' };
const run = (command: string, ...words: string[]) => execFileSync(command, words, { env, encoding: 'utf8' });

test.skipIf(!file || !have('fish'))('fish shows what each word is', () => {
  run(join(bin, 'btapi'), 'completion', 'install', 'fish');
  expect(run('fish', '-c', 'complete -C "btapi li"')).toBe('list\tlist a collection, every page\n');
});

// What _describe would show is printed instead: "word:description".
const zsh = `
compdef() { : }
_describe() { print -l -- "\${(@P)2}" }
_files() { : }
source $HOME/.local/share/zsh/site-functions/_btapi
words=(btapi li); CURRENT=2
_btapi
`;

test.skipIf(!file || !have('zsh'))('zsh shows what each word is', () => {
  run(join(bin, 'btapi'), 'completion', 'install', 'zsh');
  writeFileSync(join(home, 'try.zsh'), zsh);
  expect(run('zsh', '-f', join(home, 'try.zsh'))).toBe('list:list a collection, every page\n');
});

test.skipIf(!file || !have('bash'))('bash completes', () => {
  run(join(bin, 'btapi'), 'completion', 'install', 'bash');
  const script = `source $HOME/.local/share/bash-completion/completions/btapi
    COMP_LINE='btapi li' COMP_POINT=8; _btapi; printf '%s\\n' "\${COMPREPLY[@]}"`;
  expect(run('bash', '-c', script)).toBe('list\n');
});

test.skipIf(!have('man'))('man reads every page without a warning', () => {
  const script = 'for page in man/*.1; do man --warnings -l -Tutf8 "$page" 2>&1 >/dev/null; done';
  expect(run('sh', '-c', script)).toBe('');
});
