import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { lean } from '../build/lean.ts';
import { root } from './places.ts';

/** A package of which something is in the bundle. */
export interface Bundled {
  name: string;
  version: string;
  license: string;
  /** Its folder below the root, as npm's lock file names it: "node_modules/undici". */
  folder: string;
}

/** The packages that the bundle was made of, by name: esbuild is asked again, without writing anything. */
export async function bundledPackages(): Promise<Bundled[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['bin/btapi.ts'],
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    plugins: [lean],
    define: { esbuildDetection: '1' },
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = used.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(folders)]
    .map((folder) => ({ ...described(folder), folder }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function described(folder: string): Omit<Bundled, 'folder'> {
  const text = readFileSync(join(root, folder, 'package.json'), 'utf8');
  const { name, version, license } = JSON.parse(text) as Record<string, string>;
  if (!name || !version || typeof license !== 'string')
    throw new Error(`${folder} does not name its licence`);
  return { name, version, license };
}
