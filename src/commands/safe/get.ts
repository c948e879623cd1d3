import { namesOf, safeVerb } from '../../api/safe/verbs.ts';
import { locateItem } from '../../api/target.ts';
import { unavailable } from '../../errors.ts';
import type { Definition } from '../definition.ts';
import { sortWords } from '../words.ts';
import { versionOf, versionOption } from './version.ts';
import { wordsFor } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<path>', 'where it is: ManagedSystems, or ManagedSystems/5'],
    ['[id...]', 'which one; name=value for the parameters some take'],
  ],
  options: [versionOption],
  examples: [
    'btapi safe get ManagedSystems 5',
    'btapi safe get Credentials/345 type=dsskey',
    'btapi safe get Configuration/Version -f Version',
  ],
  words: wordsFor('get'),
  run: async (context, [path = '', ...words], own) => {
    const { ids, pairs } = sortWords(words, 1);
    const backend = await context.safe();
    const target = await locateItem(backend, 'get', path, ids[0]);
    const values = await context.input({
      need: 'none',
      pairs,
      fields: namesOf(target, 'get'),
      caseless: true,
      name: target.text,
      verb: 'get',
    });
    const value = await safeVerb(backend, 'get', target, { values, version: versionOf(own) });
    if (value === undefined) throw unavailable(`getting ${target.text}: the answer is empty`);
    await context.print(value);
    return undefined;
  },
};
