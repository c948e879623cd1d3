import { distance } from './closest.ts';
import type { Table } from './row.ts';

/** Digits, GUIDs and 32 hex digits are ids; in a comparison they are all the same. */
const looksLikeId = /^(\d+|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

const shape = (path: string): string =>
  path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (segment.startsWith('{') || looksLikeId.test(segment) ? '*' : segment.toLowerCase()))
    .join('/');

const wordsOf = (text: string): string[] => text.split(/[/-]/).filter((word) => word !== '' && word !== '*');

const meant = (typed: string, word: string): boolean =>
  word.startsWith(typed) || (typed.length > 3 && distance(typed, word) <= 1);

/** How far a row is from what was typed: 0 is the same, above 1 is no likeness. */
const strangeness = (typed: string, name: string): number => {
  if (name.startsWith(`${typed}/`)) return 0.2;
  const slips = distance(typed, name) / Math.max(typed.length, name.length, 1);
  const typedWords = wordsOf(typed);
  const nameWords = wordsOf(name);
  const known = typedWords.filter((word) => nameWords.some((other) => meant(word, other))).length;
  const spare = nameWords.length / 100;
  const byWords = known === 0 ? 2 : 0.3 + (1 - known / typedWords.length) + spare;
  return Math.min(slips <= 0.25 ? slips : 2, byWords);
};

/**
 * Names of a table that somebody may have meant by a path or a word that is none of them, the nearest first: by slips
 * ("jump-itm/shell-jump") and by words ("tunnel"). An item's path is compared as its collection.
 * @param limit the most names to give
 */
export const near = (names: Iterable<string>, path: string, limit = 5): string[] => {
  const typed = shape(path);
  const collection = typed.endsWith('/*') ? typed.slice(0, -2) : typed;
  const ranked = [...names]
    .map((name) => {
      const known = shape(name);
      return { name, far: Math.min(strangeness(typed, known), strangeness(collection, known)) };
    })
    .sort((a, b) => a.far - b.far);
  const worst = Math.min(0.85, (ranked[0]?.far ?? 0) + 0.35);
  return ranked
    .filter(({ far }) => far < worst)
    .slice(0, limit)
    .map(({ name }) => name);
};

/** Rows of a table with a word in their name, title or remark, in the table's order; case is ignored. */
export const search = (table: Table, word: string): string[] => {
  const wanted = word.toLowerCase();
  return Object.entries(table)
    .filter(([name, row]) => `${name}\n${row.title}\n${row.note ?? ''}`.toLowerCase().includes(wanted))
    .map(([name]) => name);
};
