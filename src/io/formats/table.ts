import Table from 'cli-table3';
import { isObject, type Value } from '../../value.ts';
import { printable } from '../printable.ts';
import { cell, columnNames, type Form, row } from './form.ts';

const noBorders = {
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  top: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  bottom: '',
  'left-mid': '',
  left: '',
  'mid-mid': '',
  mid: '',
  'right-mid': '',
  right: '',
  middle: '  ',
};

const twoWide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\p{Emoji_Presentation}]$/u;

/** The beginning of a line that a terminal of `width` characters can hold, with "…" where it was cut. */
function cut(line: string, width: number): string {
  if (line.length <= width / 2) return line;
  let used = 0;
  let fits = '';
  for (const character of line) {
    const next = used + (/^\p{M}$/u.test(character) ? 0 : twoWide.test(character) ? 2 : 1);
    if (next > width) return `${fits}…`;
    used = next;
    if (used < width) fits += character;
  }
  return line;
}

// A line break inside a cell would look like another row.
const text = (value: Value | undefined): string => printable(cell(value));

/** Aligned columns for people: a heading and a line an item, or a line for each field of one object. */
export const form: Form = {
  whole(value, look) {
    const style = { head: [], border: [], 'padding-left': 0, 'padding-right': 0 };
    let table: Table.Table;
    if (isObject(value)) {
      table = new Table({ chars: noBorders, style });
      for (const name of Object.keys(value)) table.push([printable(name), text(value[name])]);
    } else {
      const items = Array.isArray(value) ? value : [value];
      const present = new Set(columnNames([], items));
      const names = columnNames(look.columns ?? [], items).filter((name) => present.has(name));
      table = new Table({ chars: noBorders, style, head: names.map((name) => printable(name)) });
      for (const item of items) {
        const parts = row(item);
        table.push(names.map((name) => (Object.hasOwn(parts, name) ? text(parts[name]) : '')));
      }
    }
    if (table.length === 0) return '';
    const lines = table.toString().split('\n');
    const { width } = look;
    return lines
      .map((line) => line.trimEnd())
      .map((line) => `${width === undefined ? line : cut(line, width)}\n`)
      .join('');
  },
};
