import type { Resource, Table } from './row.ts';

/** A row that a path is about. */
export interface Match {
  /** The row's name in its table, with its parameters in braces. */
  path: string;
  row: Resource;
  /** `item` when the path names one item. Single resources, actions and files are `collection`: the path as it is. */
  target: 'collection' | 'item';
  /** The values of the path's parameters from left to right; an item's id is the last. */
  ids: string[];
}

export interface MatchOptions {
  /** Literal segments match in any case (Password Safe). */
  caseless?: boolean;
}

const isParameter = (segment: string): boolean => segment.startsWith('{');

/** The ids when the segments fit the pattern, else undefined. */
const idsIn = (
  pattern: readonly string[],
  segments: readonly string[],
  caseless: boolean,
): string[] | undefined => {
  const ids: string[] = [];
  for (const [index, wanted] of pattern.entries()) {
    const given = segments[index] ?? '';
    if (isParameter(wanted)) ids.push(given);
    else if (caseless ? wanted.toLowerCase() !== given.toLowerCase() : wanted !== given) return undefined;
  }
  return ids;
};

/** Whether pattern a is more literal than b, looking from the left. Both have the same length. */
const beats = (a: readonly string[], b: readonly string[]): boolean => {
  for (const [index, segment] of a.entries()) {
    const left = isParameter(segment);
    if (left !== isParameter(b[index] ?? '')) return !left;
  }
  return false;
};

/**
 * Finds the row of a table that a path is about: "jump-item/shell-jump/12" is item 12 of jump-item/shell-jump. One
 * leading slash is ignored; an empty segment matches nothing. Where several rows fit, a literal segment beats a
 * parameter from left to right: "jump-client/installer/5" is never the item "installer" of jump-client. What an id looks
 * like is not judged here.
 */
export const match = (table: Table, path: string, options: MatchOptions = {}): Match | undefined => {
  const segments = path.replace(/^\//, '').split('/');
  if (segments.includes('')) return undefined;
  let best: (Match & { pattern: string[] }) | undefined;
  for (const [name, row] of Object.entries(table)) {
    const collection = name.split('/');
    const isItem = row.item !== undefined && segments.length === collection.length + 1;
    if (!isItem && segments.length !== collection.length) continue;
    const pattern = isItem ? [...collection, `{${row.item}}`] : collection;
    const ids = idsIn(pattern, segments, options.caseless ?? false);
    if (ids === undefined || (best !== undefined && !beats(pattern, best.pattern))) continue;
    best = { path: name, row, target: isItem ? 'item' : 'collection', ids, pattern };
  }
  if (best === undefined) return undefined;
  const { pattern: _, ...found } = best;
  return found;
};
