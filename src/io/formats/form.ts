import { isObject, type Value } from '../../value.ts';
import { renderJson } from '../json.ts';

/** Where the text will be seen. */
export interface Look {
  terminal: boolean;
  /** Characters a line of the terminal holds; absent when there is no such limit. */
  width?: number | undefined;
  /** The names that tables begin with. */
  columns?: readonly string[] | undefined;
}

/** One way to print values. Each result ends with a line feed, or is ''. */
export interface Form {
  /** A whole document. */
  whole(value: Value, look: Look): string;
  /** A list page by page, where the form allows it: what is printed stays printed when a later page fails. */
  paged?(pages: AsyncIterable<Value[]>, look: Look): AsyncIterable<string>;
}

/** A value in one cell: text as it is, null as nothing, what has parts as compact JSON. */
export function cell(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? renderJson(value, 0) : String(value);
}

/** What one row is made of; something that is no object is a row with one column. */
export function row(item: Value): { readonly [column: string]: Value } {
  return isObject(item) ? item : { value: item };
}

/** `first`, then every key of `rows` in the order of appearance. */
export function columnNames(first: readonly string[], rows: readonly Value[]): string[] {
  const names = new Set(first);
  for (const item of rows) for (const name of Object.keys(row(item))) names.add(name);
  return [...names];
}
