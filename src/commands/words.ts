import { usage } from '../errors.ts';

const pair = /^[A-Za-z_][\w.-]*:?=/;

/**
 * Tells ids from key=value arguments: a word that begins with a name and "=" (or ":=") is a pair.
 * @throws Failure (exit 2) when more ids are given than `most`
 */
export function sortWords(
  words: readonly string[],
  most = Number.POSITIVE_INFINITY,
): { ids: string[]; pairs: string[] } {
  const ids: string[] = [];
  const pairs: string[] = [];
  for (const word of words) (pair.test(word) ? pairs : ids).push(word);
  const extra = ids[most];
  if (extra !== undefined) {
    throw usage(
      `reading the command line: "${extra}" is one word too many`,
      'fields are given as name=value',
    );
  }
  return { ids, pairs };
}

/**
 * A whole number given to an option.
 * @throws Failure (exit 2) when it is none, or below `least`
 */
export function wholeNumber(text: unknown, option: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text) || Number(text) < least) {
    throw usage(`reading ${option}: "${String(text)}" is not a whole number from ${least}`);
  }
  return Number(text);
}
