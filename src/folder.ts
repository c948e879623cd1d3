import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Not by mkdir's own recursion: below /proc that never comes to an end, and HOME of a
 * service may be anything.
 * @param mode of every folder that is made
 * @throws the system's error, with its code
 */
export function makeFolder(path: string, mode: number, above = true): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const { code } = error as { code?: string };
    // Another process may have been faster.
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || !above || dirname(path) === path) throw error;
    makeFolder(dirname(path), mode);
    makeFolder(path, mode, false);
  }
}
