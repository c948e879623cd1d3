import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { output, root } from './places.ts';
import { nodeVersion } from './targets.ts';

/**
 * The blob that makes a Node a btapi: the bundle and how Node is to treat its command line. It is the same for every
 * target, since it holds no code cache (made on one machine, a cache is refused on another, and never twice the same).
 * @returns the path of the blob
 */
export function makeBlob(): string {
  if (process.versions.node !== nodeVersion) {
    throw new Error(`the blob must be made by Node ${nodeVersion}, this is ${process.versions.node}: npm ci`);
  }
  const folder = join(output(), 'parts');
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'sea.json');
  const blob = join(folder, 'btapi.blob');
  const settings = {
    // Node writes this path into the blob: relative, so that the checkout's place does not show.
    main: 'dist/main.cjs',
    assets: parts(),
    output: relative(root, blob),
    disableExperimentalSEAWarning: true,
    useCodeCache: false,
    // Node looks for --env-file in the whole command line; what follows "--" is ours alone.
    execArgv: ['--'],
    // Neither NODE_OPTIONS nor --node-options change the program.
    execArgvExtension: 'none',
  };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(process.execPath, ['--experimental-sea-config', config], {
    cwd: root,
    stdio: 'ignore',
  });
  return blob;
}

/** The files beside main, which it opens as assets by their names (scripts/build/pack.ts). */
function parts(): Record<string, string> {
  const names = readdirSync(join(root, 'dist')).filter(
    (name) => /\.(cjs|cache)$/.test(name) && name !== 'main.cjs' && name !== 'btapi.cjs',
  );
  return Object.fromEntries(names.sort().map((name) => [name, `dist/${name}`]));
}
