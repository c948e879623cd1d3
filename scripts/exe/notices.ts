import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeLicense } from './base.ts';
import type { Bundled } from './bundled.ts';
import { root } from './places.ts';
import { nodeVersion } from './targets.ts';

const rule = `\n${'-'.repeat(78)}\n`;

/** The licence texts of all that is inside: one part a package. Throws for a package that brings none. */
export function notices(packages: readonly Bundled[]): string {
  const parts = packages.map(
    ({ name, version, license, folder }) => `${name} ${version} (${license})\n\n${licenseText(folder, name)}`,
  );
  return [
    'btapi contains parts of these packages. The executables contain Node.js as well, at the end.\n',
    ...parts,
    `Node.js ${nodeVersion}\n\n${nodeLicense().trim()}\n`,
  ].join(rule);
}

function licenseText(folder: string, name: string): string {
  const files = readdirSync(join(root, folder)).filter((file) =>
    /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(file),
  );
  if (files.length === 0) throw new Error(`${name} brings no licence text`);
  return files
    .map((file) =>
      readFileSync(join(root, folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim(),
    )
    .join('\n\n')
    .concat('\n');
}
