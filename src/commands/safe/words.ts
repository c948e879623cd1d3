import { match } from '../../api/catalogue/match.ts';
import type { Operation, Verb } from '../../api/catalogue/row.ts';
import { safe } from '../../api/catalogue/safe/index.ts';
import type { Definition } from '../definition.ts';

type Words = NonNullable<Definition['words']>;

/** Completion for a verb: the paths it works on, then the fields and parameters that it takes there. */
export const wordsFor =
  (verb: Verb): Words =>
  ([path]) => {
    if (path === undefined) {
      return Object.entries(safe)
        .filter(([, row]) => row.verbs[verb] !== undefined)
        .map(([name, row]) => [name.replace(/\{[^}]+\}/g, 'ID'), row.title] as const);
    }
    const row = match(safe, path, { caseless: true })?.row;
    const operation: Operation | undefined = row?.verbs[verb];
    const fields = verb === 'list' ? row?.filters : { ...operation?.query, ...operation?.fields };
    return Object.entries(fields ?? {}).map(([name, field]) => [`${name}=`, field.note ?? ''] as const);
  };
