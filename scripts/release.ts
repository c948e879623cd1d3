// npm run release -- patch|minor|major|1.2.3 [--dry-run]: gives the changelog and package.json their version, commits and
// tags. Pushing the tag is left to a person; the release workflow does the rest.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { manifest, root } from './exe/places.ts';
import { entriesOf, nextVersion, released } from './release/changelog.ts';
import { releaseFiles } from './release/files.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean' } },
});
const dry = values['dry-run'] === true;
const version = nextVersion(manifest().version, positionals[0] ?? 'patch');
const place = join(root, 'CHANGELOG.md');
const changelog = readFileSync(place, 'utf8');
const dated = released(changelog, version, new Date().toISOString().slice(0, 10));

const git = (...words: string[]) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
const changes = git('status', '--porcelain');
if (changes && !dry) throw new Error(`there are changes that are not committed:\n${changes}`);
if (git('tag', '--list', `v${version}`)) throw new Error(`there is a tag v${version} already`);

console.log(`${manifest().version} -> ${version}\n\n${entriesOf(changelog)}\n`);
const steps: readonly (readonly [string, () => unknown])[] = [
  [`CHANGELOG.md: what is unreleased becomes ${version}`, () => writeFileSync(place, dated)],
  [
    `package.json and package-lock.json: version ${version}`,
    () => execFileSync('npm', ['version', version, '--no-git-tag-version'], { cwd: root, stdio: 'ignore' }),
  ],
  [
    `git commit -m "Release ${version}"`,
    () => git('commit', '-m', `Release ${version}`, 'CHANGELOG.md', 'package.json', 'package-lock.json'),
  ],
  [`git tag v${version}`, () => git('tag', '-a', `v${version}`, '-m', `btapi ${version}`)],
];
for (const [what, step] of steps) {
  console.log(`${dry ? 'would do' : 'done'}: ${what}`);
  if (!dry) step();
}
if (dry && changes) console.log('first: commit or put away what has changed');
console.log(`\nthen: git push origin HEAD v${version}; the workflow tests, builds and attaches these files:`);
for (const { name, from } of releaseFiles()) {
  console.log(`  ${(statSync(from).size / 1e6).toFixed(1).padStart(6)} MB  ${name}`);
}
if (releaseFiles().length === 0)
  console.log('  (none is built here: npm run build:exe && npm run build:packages)');
