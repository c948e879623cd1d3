import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { programName, type Target } from './targets.ts';

/** The root of the repository. */
export const root = resolve(import.meta.dirname, '../..');

/** Where finished executables, zips and lists stand; BTAPI_BUILD moves it, for a second build to compare. */
export const output = (): string => resolve(root, process.env['BTAPI_BUILD'] ?? 'build/exe');

/** Base binaries stay here between builds. */
export const cache = join(root, 'build/cache');

export const executablePath = (target: Target): string => join(output(), target.name, programName(target));

export const zipPath = (target: Target): string => join(output(), `btapi-${target.name}.zip`);

/** package.json, as far as scripts use it. */
export interface Manifest {
  name: string;
  version: string;
  description: string;
  license: string;
  homepage?: string;
}

export const manifest = (): Manifest =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

export const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
