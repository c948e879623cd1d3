// npm run build:exe [-- --only linux-x64] [-- --verify]: executables, zips, SHA256SUMS, SBOM and notices in build/exe.
// --verify builds a second time, bundle included, elsewhere and compares every file, byte by byte.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { makeBlob } from './exe/blob.ts';
import { bundledPackages } from './exe/bundled.ts';
import { notices } from './exe/notices.ts';
import { output, root, sha256, zipPath } from './exe/places.ts';
import { billOfMaterials } from './exe/sbom.ts';
import { type Target, targetNamed, targets } from './exe/targets.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, verify: { type: 'boolean' } },
});
const chosen = values.only ? values.only.map(targetNamed) : targets;

/** Makes one target in a process of its own: injection keeps several copies of the binary in memory. */
function make(target: Target): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'scripts/exe/make.ts'), target.name], {
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      // postject's library remarks on Node's own ELF notes, and that a signature no longer fits; both are known.
      if (!/^warning: (Can't find string offset|The signature seems)/.test(line)) console.error(line);
    });
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`${target.name}: making it ended with ${String(code)}`)),
    );
  });
}

/** Builds into the current output folder; two targets at a time. */
async function build(): Promise<void> {
  rmSync(output(), { recursive: true, force: true });
  mkdirSync(output(), { recursive: true });
  makeBlob();
  // The slowest first: injecting into a PE file takes longer than all else.
  const waiting = [...chosen].sort((a, b) => Number(b.platform === 'win32') - Number(a.platform === 'win32'));
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await make(next);
  };
  await Promise.all([worker(), worker()]);
  const packages = await bundledPackages();
  writeFileSync(join(output(), 'THIRD-PARTY-NOTICES'), notices(packages, true));
  writeFileSync(join(output(), 'btapi.cdx.json'), billOfMaterials(packages));
  const names = [
    ...chosen.map((target) => relative(output(), zipPath(target))),
    'THIRD-PARTY-NOTICES',
    'btapi.cdx.json',
  ];
  const sums = names.sort().map((name) => `${sha256(readFileSync(join(output(), name)))}  ${name}\n`);
  writeFileSync(join(output(), 'SHA256SUMS'), sums.join(''));
}

/** Every file of a build with its hash. */
function fingerprints(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile() && !name.startsWith('parts'))
    .sort()
    .map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}`);
}

const begun = Date.now();
await build();
console.log(`built in ${((Date.now() - begun) / 1000).toFixed(0)} s: ${output()}`);
for (const target of chosen) {
  console.log(
    `${(statSync(zipPath(target)).size / 1e6).toFixed(1).padStart(6)} MB  btapi-${target.name}.zip`,
  );
}

if (values.verify) {
  const first = fingerprints(output());
  process.env['BTAPI_BUILD'] = 'build/exe-again';
  execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
  await build();
  const second = fingerprints(output());
  rmSync(output(), { recursive: true, force: true });
  const differing = first.filter((line, at) => line !== second[at]);
  if (differing.length > 0 || first.length !== second.length) {
    console.error(`two builds differ:\n${differing.join('\n')}`);
    process.exitCode = 1;
  } else {
    console.log(`a second build gave the same ${first.length} files, byte by byte`);
  }
}
