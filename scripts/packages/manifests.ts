import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../exe/places.ts';
import { type Facts, fill } from './facts.ts';

const templates = join(root, 'packaging/templates');

/** The manifests of Homebrew, winget, Scoop and Docker, by their place below the output folder. */
export function manifests(facts: Facts): Map<string, string> {
  const names = readdirSync(templates, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(templates.length + 1))
    .sort();
  return new Map(names.map((name) => [name, fill(readFileSync(join(templates, name), 'utf8'), facts)]));
}

/** Writes them below a folder. */
export function writeManifests(folder: string, facts: Facts): void {
  for (const [name, text] of manifests(facts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
