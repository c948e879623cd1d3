import type { Backend } from '../../api/backend.ts';
import { member } from '../../api/safe/member.ts';
import { namesOf, operationOf, safeVerb } from '../../api/safe/verbs.ts';
import { locateItem, type Target } from '../../api/target.ts';
import { isObject, type ValueObject } from '../../value.ts';
import type { Definition } from '../definition.ts';
import { sortWords } from '../words.ts';
import { versionOf, versionOption } from './version.ts';
import { wordsFor } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<path>', 'where it is: ManagedSystems, or ManagedSystems/5'],
    ['[id-and-fields...]', 'which one, then name=value; else the fields come from standard input'],
  ],
  options: [
    { flags: '--merge', description: 'get the item first and put it back with the given fields changed' },
    versionOption,
    { flags: '--file <path>', description: 'the new file of a file secret' },
  ],
  examples: [
    'btapi safe update ManagedSystems 5 Description="Front end" --merge',
    'btapi safe update ManagedAccounts/7/Credentials Password=@new.txt UpdateSystem=false',
    'btapi safe update QuickRules/3/ManagedAccounts AccountIDs:="[7,8]"',
  ],
  about: 'The API replaces the whole item (PUT): what is not given may be reset, unless --merge keeps it.',
  words: wordsFor('update'),
  run: async (context, [path = '', ...words], own) => {
    const { ids, pairs } = sortWords(words, 1);
    const backend = await context.safe();
    const target = await locateItem(backend, 'update', path, ids[0]);
    const given = await context.input({
      need: 'required',
      pairs,
      fields: namesOf(target, 'update'),
      caseless: true,
      name: target.text,
      verb: 'update',
    });
    const values = own['merge'] === true ? await merged(backend, target, given ?? {}) : given;
    const file = own['file'];
    const changed = await safeVerb(backend, 'update', target, {
      values,
      version: versionOf(own),
      ...(typeof file === 'string' ? { file: await context.file(file) } : {}),
    });
    if (changed !== undefined) await context.print(changed);
    return undefined;
  },
};

/** What is there now, in the members that the update takes, with the given ones on top. */
async function merged(backend: Backend, target: Target, given: ValueObject): Promise<ValueObject> {
  const now = await safeVerb(backend, 'get', target);
  if (!isObject(now)) return given;
  const out: ValueObject = {};
  for (const name of Object.keys(operationOf(target, 'update')?.fields ?? now)) {
    const value = member(given, name) ?? member(now, name);
    if (value !== undefined) out[name] = value;
  }
  return { ...out, ...given };
}
