import { renderKeyValue } from '../keyvalue.ts';
import type { Form } from './form.ts';

/** key=value lines, which `-k` reads back. */
export const form: Form = { whole: renderKeyValue };
