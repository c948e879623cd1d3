import { existsSync, readFileSync } from 'node:fs';
import { manifest, sha256, zipPath } from '../exe/places.ts';
import { targets } from '../exe/targets.ts';

/** What the templates of packaging/templates may name, by its name. */
export type Facts = Readonly<Record<string, string>>;

/**
 * Where the files of a release are found; BTAPI_RELEASE_URL says so, and the release workflow sets it. Without it the
 * manifests name a place that does not exist, which is right for trying them.
 */
export const releaseUrl = (version: string): string =>
  (process.env['BTAPI_RELEASE_URL'] ?? `https://releases.example.com/btapi/v${version}`).replace(/\/$/, '');

/** Version, place and hashes of this build. Throws when an executable has not been built. */
export function factsOfBuild(): Facts {
  const { version, description } = manifest();
  const hashes = targets.map((target) => {
    const file = zipPath(target);
    if (!existsSync(file)) throw new Error(`${file} is not there: npm run build:exe makes it`);
    return [`sha256-${target.name}`, sha256(readFileSync(file))] as const;
  });
  return {
    version,
    description: description.split(':')[0] ?? description,
    url: releaseUrl(version),
    ...Object.fromEntries(hashes),
  };
}

/**
 * Fills {{name}} in a template.
 * @throws for a name that is no fact
 */
export function fill(template: string, facts: Facts): string {
  return template.replace(/\{\{([\w-]+)\}\}/g, (_all, name: string) => {
    const value = facts[name];
    if (value === undefined) throw new Error(`the template names {{${name}}}, which is no fact of a build`);
    return value;
  });
}
