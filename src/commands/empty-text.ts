import { nothingFound } from '../api/report.ts';
import { usage } from '../errors.ts';

/**
 * What says "nothing found": the words that are known, and those of --empty-text.
 * @throws Failure (exit 2) for what is no pattern, or one that fits any text and would hide every error
 */
export function emptyWords(words: string): RegExp {
  let alone: RegExp;
  try {
    alone = new RegExp(words, 'i');
  } catch {
    throw usage(`reading --empty-text: "${words}" is no regular expression`);
  }
  if (alone.test('')) {
    throw usage(
      `reading --empty-text: "${words}" fits every text, so that no error would show`,
      'an empty shell variable leaves a gap like this',
    );
  }
  return new RegExp(`${nothingFound.source}|${words}`, 'i');
}
