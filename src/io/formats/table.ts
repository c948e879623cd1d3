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

// East Asian characters and emoji; rather too many than too few, since what is thought narrower would be cut.
const twoWide =
  /^[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3ffff}\p{Extended_Pictographic}]$/u;
const onlyAscii = /^[ -~]*$/;

/** The library's time grows with the square of the rows, so it gets them in blocks. */
const blockRows = 100;

const widthOf = (character: string): number =>
  /^\p{M}$/u.test(character) ? 0 : twoWide.test(character) ? 2 : 1;

function width(text: string): number {
  if (onlyAscii.test(text)) return text.length;
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return sum;
}

/** The beginning of a line that a terminal of `most` characters can hold, with "…" where it was cut. */
function cut(line: string, most: number): string {
  if (line.length <= most / 2) return line;
  let used = 0;
  let fits = '';
  for (const character of line) {
    used += widthOf(character);
    if (used > most) return `${fits}…`;
    if (used < most) fits += character;
  }
  return line;
}

function* lines(rows: readonly string[][]): Generator<string> {
  const style = { head: [], border: [], 'padding-left': 0, 'padding-right': 0 };
  const colWidths: number[] = [];
  for (const cells of rows) {
    for (const [index, text] of cells.entries()) {
      // The library takes a width of 0 for none given.
      colWidths[index] = Math.max(colWidths[index] ?? 1, width(text));
    }
  }
  for (let at = 0; at < rows.length; at += blockRows) {
    const table = new Table({ chars: noBorders, style, colWidths });
    table.push(...rows.slice(at, at + blockRows));
    for (const line of table.toString().split('\n')) yield line.trimEnd();
  }
}

// A line break inside a cell would look like another row.
const text = (value: Value | undefined): string => printable(cell(value));

/** Aligned columns for people: a heading and a line an item, or a line for each field of one object. */
export const form: Form = {
  whole(value, look) {
    let rows: string[][];
    if (isObject(value)) rows = Object.keys(value).map((name) => [printable(name), text(value[name])]);
    else {
      const items = Array.isArray(value) ? value : [value];
      const present = new Set(columnNames([], items));
      const names = columnNames(look.columns ?? [], items).filter((name) => present.has(name));
      if (names.length === 0) return '';
      rows = items.map((item) => {
        const parts = row(item);
        return names.map((name) => (Object.hasOwn(parts, name) ? text(parts[name]) : ''));
      });
      rows.unshift(names.map((name) => printable(name)));
    }
    let printed = '';
    for (const line of lines(rows)) printed += `${look.width === undefined ? line : cut(line, look.width)}\n`;
    return printed;
  },
};
