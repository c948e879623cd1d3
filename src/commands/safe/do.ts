import { namesOf, needOf, operationOf, safeVerb } from '../../api/safe/verbs.ts';
import { locate } from '../../api/target.ts';
import { usage } from '../../errors.ts';
import type { Definition } from '../definition.ts';
import { sortWords } from '../words.ts';
import { wordsFor } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<path>', 'an action: Requests/345/Approve, ManagedAccounts/7/Credentials/Change'],
    ['[fields...]', 'name=value for actions that take a body; else from standard input'],
  ],
  examples: [
    'btapi safe do Requests/345/Checkin Reason=done',
    'btapi safe do ManagedAccounts/7/Credentials/Change Queue=true',
    'btapi safe do AccessPolicies/Test SystemId=5 AccountId=7 DurationMinutes=60',
    'btapi safe do SmartRules/3/Process',
  ],
  about: 'POST or PUT, as the API has it.',
  words: wordsFor('do'),
  run: async (context, [path = '', ...words]) => {
    const { pairs } = sortWords(words, 0);
    const backend = await context.safe();
    const target = await locate(backend, path);
    const verb = operationOf(target, 'do') || !operationOf(target, 'add') ? 'do' : 'add';
    if (target.match && (target.match.target === 'item' || !operationOf(target, verb))) {
      const verbs = Object.keys(target.match.row.verbs).join(', ');
      throw usage(`doing ${target.text}: it is not an action`, `what can be done with it: ${verbs}`);
    }
    const values = await context.input({
      need: needOf(target, verb),
      pairs,
      fields: namesOf(target, verb),
      caseless: true,
      name: target.text,
      verb,
    });
    const value = await safeVerb(backend, verb, target, { values });
    if (value !== undefined) await context.print(value);
    return undefined;
  },
};
