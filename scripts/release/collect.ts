// node scripts/release/collect.ts FOLDER: puts all files of a release into one folder, with one SHA256SUMS over them and
// NOTES.md from the changelog.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { manifest, root, sha256 } from '../exe/places.ts';
import { entriesOf } from './changelog.ts';
import { releaseFiles } from './files.ts';

const folder = resolve(process.argv[2] ?? 'build/release');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const files = releaseFiles();
for (const { name, from } of files) copyFileSync(from, join(folder, name));
const sums = files
  .map(({ name }) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`)
  .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1));
writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
const notes = entriesOf(changelog, manifest().version) ?? entriesOf(changelog) ?? '';
writeFileSync(join(folder, 'NOTES.md'), `${notes}\n`);
