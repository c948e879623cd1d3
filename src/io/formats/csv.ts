import { stringify } from 'csv-stringify/sync';
import { exitCode, Failure } from '../../errors.ts';
import type { Value } from '../../value.ts';
import { printable } from '../printable.ts';
import { cell, columnNames, type Form, type Look, row } from './form.ts';

/** RFC 4180, whose line end is CRLF; a terminal would show the CR. */
const records = (rows: string[][], look: Look): string =>
  rows.length === 0 ? '' : stringify(rows, { record_delimiter: look.terminal ? 'unix' : 'windows' });

function body(items: readonly Value[], names: readonly string[], look: Look): string {
  return records(
    items.map((item) => {
      const parts = row(item);
      return names.map((name) => (Object.hasOwn(parts, name) ? cell(parts[name]) : ''));
    }),
    look,
  );
}

function refuseStrangers(page: readonly Value[], known: ReadonlySet<string>): void {
  for (const item of page) {
    for (const name of Object.keys(row(item))) {
      if (known.has(name)) continue;
      throw new Failure(
        `printing CSV: an item has "${printable(name)}", which is not in the heading already printed`,
        exitCode.fault,
        { hint: 'items of several kinds fit -o ndjson or -o json' },
      );
    }
  }
}

/** Comma-separated values: a heading, then a record an item; what has parts is JSON in its cell. */
export const form: Form = {
  whole(value, look) {
    const items = Array.isArray(value) ? value : [value];
    const names = columnNames(look.columns ?? [], items);
    return names.length === 0 ? '' : records([names], look) + body(items, names, look);
  },
  async *paged(pages, look) {
    let names = [...(look.columns ?? [])];
    let known: ReadonlySet<string> | undefined;
    for await (const page of pages) {
      if (page.length === 0) continue;
      if (known) {
        refuseStrangers(page, known);
        yield body(page, names, look);
      } else {
        names = columnNames(names, page);
        known = new Set(names);
        yield records([names], look) + body(page, names, look);
      }
    }
    if (!known && names.length > 0) yield records([names], look);
  },
};
