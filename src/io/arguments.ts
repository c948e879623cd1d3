import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usage } from '../errors.ts';
import type { Entry } from '../value.ts';
import { parseArgument } from './keyvalue.ts';

/**
 * Reads `key=value`, `key=@FILE` and `key:=JSON` arguments; files are looked for from `cwd`.
 * @throws Failure (exit 2) for a key given twice, an unreadable file or bad JSON
 */
export async function parseArguments(words: readonly string[], cwd: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const word of words) {
    const entry = await parseArgument(word, (path) => readFile(resolve(cwd, path)));
    if (seen.has(entry.key)) throw usage(`reading the arguments: ${entry.key} is given twice`);
    seen.add(entry.key);
    entries.push(entry);
  }
  return entries;
}
