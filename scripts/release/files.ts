import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { output, root } from '../exe/places.ts';

/** Every file that a release has, where the builds have left it; the manifests come with their folder's name. */
export function releaseFiles(): { name: string; from: string }[] {
  const packages = join(root, 'build/packages');
  const of = (folder: string, wanted: RegExp) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((name) => wanted.test(name))
      .map((name) => ({ name, from: join(folder, name) }));
  return [
    ...of(output(), /\.zip$|\.json$|^THIRD-PARTY-NOTICES$/),
    ...of(packages, /\.(deb|rpm|tgz)$|^install\.(sh|ps1)$|^btapi\.(rb|json)$|^Dockerfile$/),
    ...of(join(packages, 'winget'), /\.yaml$/),
  ];
}
