import { perform, readDocument } from '../api/rest.ts';
import { query } from '../api/shape.ts';
import { locateItem } from '../api/target.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<resource>', 'where it is: jump-group, or jump-group/12'],
    ['[id...]', 'which one; name=value for the parameters some take'],
  ],
  examples: [
    'btapi get jump-group 12',
    'btapi get jump-item/shell-jump/7 -f hostname',
    'btapi get user 3 -K',
  ],
  run: async (context, [resource = '', ...words]) => {
    const { ids, pairs } = sortWords(words, 1);
    const backend = await context.sra();
    const target = await locateItem(backend, 'get', resource, ids[0]);
    const given = await context.input({
      need: 'none',
      pairs,
      fields: target.match ? (target.match.row.verbs.get?.query ?? {}) : undefined,
      name: target.text,
      verb: 'get',
    });
    const parcel = given ? { query: query(given, target.text) } : {};
    if (target.match?.row.verbs.get?.answer === 'text') {
      await context.write(await readDocument(backend, target, parcel));
      return undefined;
    }
    const value = await perform(backend, 'get', target, parcel);
    if (value !== undefined) await context.print(value);
    return undefined;
  },
};
