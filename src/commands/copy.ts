import { perform } from '../api/rest.ts';
import { locateItem } from '../api/target.ts';
import { usage } from '../errors.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<resource>', 'where it is: jump-item/shell-jump, or group-policy/7'],
    ['[id...]', 'which one, then name=value for what the copy takes'],
  ],
  examples: [
    'btapi copy jump-item/shell-jump 12 jump_group_id=2 jump_group_type=shared name=web-2',
    'btapi copy group-policy 7 name="Operators, night" -f id',
  ],
  run: async (context, [resource = '', ...words]) => {
    const { ids, pairs } = sortWords(words, 1);
    const backend = await context.sra();
    const target = await locateItem(backend, 'copy', resource, ids[0]);
    const operation = target.match?.row.verbs.copy;
    if (target.match && !operation) throw usage(`copying ${target.text}: it cannot be copied`);
    const body = await context.input({
      need: 'none',
      pairs,
      fields: target.match ? (operation?.fields ?? {}) : undefined,
      name: target.text,
      verb: 'copy',
    });
    const made = await perform(backend, 'copy', target, body ? { body } : {});
    if (made !== undefined) await context.print(made);
    return undefined;
  },
};
