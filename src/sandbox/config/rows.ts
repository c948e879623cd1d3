import { all } from '../../api/catalogue/index.ts';
import type { Table } from '../../api/catalogue/row.ts';

/** Names, kinds and limits of every resource, by the path of its collection. How they behave is written by hand. */
export const rows = async (): Promise<Table> =>
  Object.fromEntries((await all()).map(({ path, row }) => [path, row]));
