import { renderJson } from '../json.ts';
import type { Form } from './form.ts';

/** One JSON document: indented for people, one line for programs. */
export const form: Form = {
  whole: (value, look) => `${renderJson(value, look.terminal ? 2 : 0)}\n`,
};
