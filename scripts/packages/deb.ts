import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest } from '../exe/places.ts';
import type { Target } from '../exe/targets.ts';
import { run } from './run.ts';
import { layOut } from './tree.ts';

const architectures = { x64: 'amd64', arm64: 'arm64' };

/** Builds the .deb of a Linux target and gives its name. It installs files and runs nothing. */
export async function buildDeb(target: Target, folder: string): Promise<string> {
  const { version } = manifest();
  const architecture = architectures[target.arch];
  const tree = join(folder, 'work', `deb-${architecture}`);
  layOut(tree, target, 'deb');
  mkdirSync(join(tree, 'DEBIAN'));
  const control = [
    'Package: btapi',
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: The btapi project <btapi@users.noreply.github.com>',
    // Node's own builds ask for these; readelf -V shows GLIBC_2.28.
    'Depends: libc6 (>= 2.28), libstdc++6 (>= 6), libgcc-s1 | libgcc1',
    'Section: admin',
    'Priority: optional',
    'Description: command line for BeyondTrust PRA, Remote Support and Password Safe',
    ' key=value in, typed API calls, JSON or key=value out, for scripts and for people.',
    ' Not made by BeyondTrust.',
    '',
  ];
  writeFileSync(join(tree, 'DEBIAN/control'), control.join('\n'));
  const name = `btapi_${version}_${architecture}.deb`;
  await run('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', tree, join(folder, name)]);
  return name;
}
