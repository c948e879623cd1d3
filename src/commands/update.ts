import { perform } from '../api/rest.ts';
import { locateItem } from '../api/target.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<resource>', 'where it is: jump-group, or jump-group/12'],
    ['[id-and-fields...]', 'which one, then name=value; else the fields come from standard input'],
  ],
  examples: [
    'btapi update jump-item/shell-jump 12 port=2222',
    'echo "tag=i-0abc" | btapi -k update jump-item/shell-jump 12',
    'btapi update jump-item/shell-jump 12 jump_policy_id=null',
  ],
  about: 'Changes only the fields that are given.',
  run: async (context, [resource = '', ...words]) => {
    const { ids, pairs } = sortWords(words, 1);
    const backend = await context.sra();
    const target = await locateItem(backend, 'update', resource, ids[0]);
    const row = target.match?.row;
    const body = await context.input({
      need: 'required',
      pairs,
      fields: row?.verbs.update?.fields ?? row?.fields,
      name: target.text,
      verb: 'update',
    });
    const changed = await perform(backend, 'update', target, { body: body ?? {} });
    if (changed !== undefined) await context.print(changed);
    return undefined;
  },
};
