import { readFileSync } from 'node:fs';
import type { Entry } from '../value.ts';
import { expandPath } from './home.ts';
import { checkKeys, parseArgument } from './keyvalue.ts';

/**
 * Reads `key=value`, `key=@FILE` and `key:=JSON` arguments; files are looked for from the current folder.
 * @throws Failure (exit 2) for a key given twice, an unreadable file or bad JSON
 */
export async function parseArguments(
  words: readonly string[],
  place: { cwd: string; home: string },
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const word of words) {
    entries.push(await parseArgument(word, async (path) => readFileSync(expandPath(path, place))));
  }
  checkKeys(entries);
  return entries;
}
