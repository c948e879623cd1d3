import type { Value } from '../../value.ts';
import { renderJson } from '../json.ts';
import type { Form } from './form.ts';

const lines = (items: readonly Value[]): string => items.map((item) => `${renderJson(item, 0)}\n`).join('');

/** One JSON value a line: an item of a list, or the only value. */
export const form: Form = {
  whole: (value) => lines(Array.isArray(value) ? value : [value]),
  async *paged(pages) {
    for await (const page of pages) yield lines(page);
  },
};
