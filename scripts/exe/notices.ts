import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeLicense } from './base.ts';
import type { Bundled } from './bundled.ts';
import { root } from './places.ts';
import { nodeVersion } from './targets.ts';

const rule = `\n${'-'.repeat(78)}\n`;

/**
 * The licence texts of all that is inside, one part a package.
 * @param node whether Node is inside too: in the executables, not in the npm package
 */
export function notices(packages: readonly Bundled[], node: boolean): string {
  const parts = packages.map(
    ({ name, version, license, folder }) => `${name} ${version} (${license})\n\n${licenseText(folder)}\n`,
  );
  if (node) parts.push(`Node.js ${nodeVersion}\n\n${nodeLicense().trim()}\n`);
  const what = node ? ', and Node.js, whose licence stands at the end' : '';
  return [`btapi contains parts of these packages${what}.\n`, ...parts].join(rule);
}

function licenseText(folder: string): string {
  const files = readdirSync(join(root, folder)).filter((file) =>
    /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(file),
  );
  const texts = files.map((file) => readFileSync(join(root, folder, file), 'utf8'));
  if (texts.length === 0) texts.push(declared(folder));
  return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}

/** Of a package that brings no licence text: what it says of itself. */
function declared(folder: string): string {
  const text = readFileSync(join(root, folder, 'package.json'), 'utf8');
  const { license, author, repository } = JSON.parse(text) as Record<string, unknown>;
  const told = { license, author, repository };
  return `The package has no licence text; it declares:\n${JSON.stringify(told, null, 2)}`;
}
