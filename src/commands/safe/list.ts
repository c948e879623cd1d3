import { safePages } from '../../api/safe/pages.ts';
import { namesOf } from '../../api/safe/verbs.ts';
import { locate } from '../../api/target.ts';
import { usage } from '../../errors.ts';
import type { Definition } from '../definition.ts';
import { sortWords, wholeNumber } from '../words.ts';
import { versionOf, versionOption } from './version.ts';
import { wordsFor } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<path>', 'a collection: ManagedAccounts, ManagedSystems/5/LinkedAccounts'],
    ['[filters...]', 'name=value, as the API offers them; else from standard input'],
  ],
  options: [{ flags: '--limit <n>', description: 'stop after n items' }, versionOption],
  examples: [
    'btapi safe list ManagedAccounts systemName=web-01',
    'btapi safe list ManagedSystems -f ManagedSystemID',
    'btapi safe list Requests status=active -o table',
    'btapi safe list Secrets-Safe/Secrets title=db',
  ],
  about: 'Names match in any case. Follows every page; one object and many come out as a list alike.',
  words: wordsFor('list'),
  run: async (context, [path = '', ...words], own) => {
    const { pairs } = sortWords(words, 0);
    const limit = wholeNumber(own['limit'], '--limit', 1);
    const backend = await context.safe();
    const target = await locate(backend, path);
    const row = target.match?.row;
    if (row && (target.match?.target === 'item' || !row.verbs.list)) {
      const verbs = Object.keys(row.verbs).join(', ');
      throw usage(`listing ${target.text}: it is not a collection`, `what can be done with it: ${verbs}`);
    }
    const values = await context.input({
      need: 'possible',
      pairs,
      fields: namesOf(target, 'list'),
      caseless: true,
      name: target.text,
      verb: 'list',
    });
    const pages = safePages(backend, target, { values, version: versionOf(own) }, limit);
    await context.printList(pages, row && Object.keys(row.fields));
    return undefined;
  },
};
