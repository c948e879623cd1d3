import { usage } from '../../errors.ts';
import type { OptionRow, Own } from '../definition.ts';

/** For operations whose body has versions; the catalogue chooses the newest otherwise. */
export const versionOption: OptionRow = {
  flags: '--api-version <v>',
  description: 'body version to ask for, as 3.1',
};

/** @throws Failure (exit 2) for what is no version */
export function versionOf(own: Own): string | undefined {
  const version = own['apiVersion'];
  if (version === undefined) return undefined;
  if (typeof version !== 'string' || !/^\d+\.\d+$/.test(version)) {
    throw usage(`reading --api-version: "${String(version)}" is no version such as 3.1`);
  }
  return version;
}
