// The promised functions are loaded when one is first called: few runs name a file.
import { promises } from 'node:fs';
import { unlessInterrupted } from '../errors.ts';
import type { Entry } from '../value.ts';
import { expandPath } from './home.ts';
import { checkKeys, parseArgument } from './keyvalue.ts';

/**
 * Reads `key=value`, `key=@FILE` and `key:=JSON` arguments; files are looked for from the current folder.
 * @throws Failure (exit 2) for a key given twice, an unreadable file or bad JSON
 */
export async function parseArguments(
  words: readonly string[],
  place: { cwd: string; home: string; signal?: AbortSignal },
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const word of words) {
    entries.push(
      await parseArgument(word, async (path) =>
        unlessInterrupted(promises.readFile(expandPath(path, place)), place.signal),
      ),
    );
  }
  checkKeys(entries);
  return entries;
}
