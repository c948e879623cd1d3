// node scripts/release/check-tag.ts v1.2.3: the tag, package.json and CHANGELOG.md must name the same version.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest, root } from '../exe/places.ts';
import { entriesOf } from './changelog.ts';

const { version } = manifest();
const tag = process.argv[2];
if (tag !== `v${version}`) throw new Error(`the tag is ${tag}, package.json says ${version}`);
if (!entriesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version)) {
  throw new Error(`CHANGELOG.md has no entries for ${version}`);
}
