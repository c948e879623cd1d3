import { families } from './families.ts';
import { type Match, match } from './match.ts';
import { near, search as searchTable } from './near.ts';
import type { Resource, Table } from './row.ts';

export { families } from './families.ts';
export type { Match } from './match.ts';

/** A row with its name. */
export interface Named {
  path: string;
  row: Resource;
}

/**
 * The row of the Configuration API that a resource path is about; undefined when the catalogue knows none, which does
 * not mean that the appliance knows none. Loads one family at most.
 * @param path as typed: "group-policy/7/jumpoint", "jump-item/shell-jump/12"
 */
export const find = async (path: string): Promise<Match | undefined> => {
  const [first = ''] = path.replace(/^\//, '').split('/');
  const family = families.find(({ starts }) => starts.includes(first));
  return family === undefined ? undefined : match(await family.load(), path);
};

const table = async (): Promise<Table> =>
  Object.assign({}, ...(await Promise.all(families.map((family) => family.load()))));

/** Every row, family by family. */
export const all = async (): Promise<Named[]> =>
  Object.entries(await table()).map(([path, row]) => ({ path, row }));

/** Names of rows that somebody may have meant by a path the catalogue does not know; the nearest first, five at most. */
export const suggest = async (path: string): Promise<string[]> => near(Object.keys(await table()), path);

/** Rows with a word in their name, title or remark. */
export const search = async (word: string): Promise<Named[]> => {
  const rows = await table();
  return searchTable(rows, word).flatMap((path) => {
    const row = rows[path];
    return row === undefined ? [] : [{ path, row }];
  });
};
