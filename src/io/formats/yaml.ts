import { stringify } from 'yaml';
import type { Form } from './form.ts';

/** One YAML document. Texts that any YAML version takes for something else ("yes", "0012") are quoted. */
export const form: Form = {
  whole: (value) => stringify(value, { lineWidth: 0, compat: 'yaml-1.1', aliasDuplicateObjects: false }),
};
