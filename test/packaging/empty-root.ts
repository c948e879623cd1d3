import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What is on a bare machine: a shell and the few tools the guide's script calls. No Node, no npm. */
const tools = ['bash', 'cat', 'rm', 'chmod', 'mkdir', 'mv', 'sed', 'grep', 'sleep', 'unzip'];

const where = (tool: string) =>
  execFileSync('sh', ['-c', `command -v ${tool}`], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin:/usr/sbin' },
  }).trim();

/** The shared libraries a program loads, by their full paths. */
function libraries(program: string): string[] {
  const told = execFileSync('ldd', [program], { encoding: 'utf8' });
  return [...told.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path);
}

/** Puts a file of this machine at a place inside the root, with what it loads. */
function bring(root: string, program: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  copyFileSync(realpathSync(program), join(root, to));
  for (const library of libraries(program)) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(realpathSync(library), join(root, library));
  }
}

/** Puts a shell script inside the root. */
export function script(root: string, to: string, text: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  writeFileSync(join(root, to), text);
  chmodSync(join(root, to), 0o755);
}

/**
 * A root folder like an empty container: a shell, unzip and curl, the libraries that those and the executable need,
 * and nothing else. Needs root's rights for its devices.
 * @param needs a program whose libraries a machine of this kind has anyway (libc, libstdc++)
 */
export function emptyRoot(root: string, needs: string): void {
  for (const folder of ['dev', 'tmp', 'root', 'usr/bin']) mkdirSync(join(root, folder), { recursive: true });
  for (const tool of tools) bring(root, where(tool), `usr/bin/${tool}`);
  bring(root, where('curl'), 'usr/bin/curl.real');
  script(root, 'usr/bin/env', '#!/usr/bin/bash\nexec "$@"\n');
  script(root, 'bin/sh', '#!/usr/bin/bash\nexec /usr/bin/bash "$@"\n');
  script(root, 'bin/bash', '#!/usr/bin/bash\nexec /usr/bin/bash "$@"\n');
  for (const library of libraries(needs)) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(realpathSync(library), join(root, library));
  }
  for (const [name, minor] of [
    ['null', '3'],
    ['urandom', '9'],
  ] as const) {
    execFileSync('mknod', ['-m', '666', join(root, 'dev', name), 'c', '1', minor]);
  }
}

/** Every program in the root, by name: to see that none of them is Node. */
export const programs = (root: string): string[] =>
  execFileSync('find', [root, '-type', 'f', '-perm', '-u+x'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((path) => basename(path));
