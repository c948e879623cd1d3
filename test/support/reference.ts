import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.env['BTAPI_REFERENCE'] ?? resolve(root, '../shared/reference');

/** A file of the reference, or nothing when it is not at hand: then the comparison is skipped. */
export function referencePath(name: string): string | undefined {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  console.info(`skipped: no ${name} of the reference here`);
  return undefined;
}

/** The text of a reference file. */
export const referenceText = (file: string): string => readFileSync(file, 'utf8');

/** A YAML file of the reference. */
export const referenceYaml = (file: string): unknown => parse(referenceText(file));
