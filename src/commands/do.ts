import type { Operation } from '../api/catalogue/row.ts';
import { perform } from '../api/rest.ts';
import { locate } from '../api/target.ts';
import { usage } from '../errors.ts';
import { command as copy } from './copy.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<path>', 'an action: vault/account/61/check-out, group-policy/7/provision'],
    ['[fields...]', 'name=value for actions that take a body; else from standard input'],
  ],
  examples: [
    'btapi do vault/account/61/check-out -f password',
    'btapi do vault/account/61/check-in',
    'btapi do group-policy/7/provision',
  ],
  run: async (context, [path = '', ...words]) => {
    const { pairs } = sortWords(words, 0);
    const copied = /^(.+)\/copy\/?$/.exec(path)?.[1];
    if (copied) return copy.run?.(context, [copied, ...words], {});
    const backend = await context.sra();
    const target = await locate(backend, path);
    const row = target.match?.row;
    // An action of a path that is a row's own copy or add is the same POST.
    const operation: Operation | undefined = row?.verbs.do ?? row?.verbs.add;
    if (row && (!operation || target.match?.target === 'item')) {
      throw usage(
        `doing ${target.text}: it is not an action`,
        `what can be done with it: ${Object.keys(row.verbs).join(', ')}`,
      );
    }
    const body = await context.input({
      need: need(row?.verbs.do, row !== undefined && !row.verbs.do),
      pairs,
      fields: row ? (operation?.fields ?? (operation?.body || !row.verbs.do ? row.fields : {})) : undefined,
      name: target.text,
      verb: 'do',
    });
    const value = await perform(backend, 'do', target, body ? { body } : {});
    if (value !== undefined) await context.print(value);
    return undefined;
  },
};

function need(action: Operation | undefined, isAdd: boolean): 'required' | 'possible' | 'none' {
  if (isAdd) return 'required';
  if (action === undefined) return 'possible';
  if (action.body === undefined) return 'none';
  return action.body === 'required' ? 'required' : 'possible';
}
