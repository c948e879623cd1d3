// npm run build:packages: .deb, .rpm, manifests and the npm tarball in build/packages, from what build:exe has made.
// A package whose tool is not on this machine is left out, and said.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from './exe/bundled.ts';
import { notices } from './exe/notices.ts';
import { root, sha256 } from './exe/places.ts';
import { type Target, targets } from './exe/targets.ts';
import { buildDeb } from './packages/deb.ts';
import { factsOfBuild } from './packages/facts.ts';
import { writeManifests } from './packages/manifests.ts';
import { buildRpm } from './packages/rpm.ts';

const folder = join(root, 'build/packages');
const facts = factsOfBuild();

function on(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log(`left out: no ${command} on this machine`);
    return false;
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeManifests(folder, facts);
const builders = [on('dpkg-deb') && buildDeb, on('rpmbuild') && buildRpm].filter(
  (builder) => builder !== false,
);
const made: string[] = [];
for (const build of builders) {
  const linux = targets.filter(({ platform }) => platform === 'linux');
  made.push(...(await Promise.all(linux.map((target: Target) => build(target, folder)))));
}
writeFileSync(join(root, 'dist/THIRD-PARTY-NOTICES'), notices(await bundledPackages(), false));
const told = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
});
made.push(/"filename":\s*"([^"]+)"/.exec(told)?.[1] ?? '');
rmSync(join(folder, 'work'), { recursive: true, force: true });
const sums = made.sort().map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`);
writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
console.log(sums.join('').trimEnd());
