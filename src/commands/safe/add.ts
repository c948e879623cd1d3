import { namesOf, needOf, operationOf, safeVerb } from '../../api/safe/verbs.ts';
import { locate } from '../../api/target.ts';
import { usage } from '../../errors.ts';
import type { Definition } from '../definition.ts';
import { sortWords } from '../words.ts';
import { versionOf, versionOption } from './version.ts';
import { wordsFor } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<path>', 'the collection to add to, or the link to make'],
    ['[fields...]', 'name=value, name=@file, name:=json; else from standard input'],
  ],
  options: [versionOption, { flags: '--file <path>', description: 'the file of a file secret' }],
  examples: [
    'btapi safe add Workgroups/Default%20Workgroup/Assets IPAddress=10.0.0.5 AssetName=web-05',
    'echo \'{"Name":"Ops"}\' | btapi safe add Secrets-Safe/Safes -f Id',
    'btapi safe add ManagedSystems/5/LinkedAccounts/7',
    'btapi safe add Secrets-Safe/Folders/ID/Secrets/File Title=licence --file licence.dat',
  ],
  about: 'Prints the created object, or the bare id where the API gives one.',
  words: wordsFor('add'),
  run: async (context, [path = '', ...words], own) => {
    const { pairs } = sortWords(words, 0);
    const backend = await context.safe();
    const target = await locate(backend, path);
    if (target.match && (target.match.target === 'item' || !operationOf(target, 'add'))) {
      throw usage(
        `adding to ${target.text}: nothing can be added there`,
        `what can be done with it: ${Object.keys(target.match.row.verbs).join(', ')}`,
      );
    }
    const values = await context.input({
      need: needOf(target, 'add'),
      pairs,
      fields: namesOf(target, 'add'),
      caseless: true,
      name: target.text,
      verb: 'add',
    });
    const file = own['file'];
    const made = await safeVerb(backend, 'add', target, {
      values,
      version: versionOf(own),
      ...(typeof file === 'string' ? { file: await context.file(file) } : {}),
    });
    if (made !== undefined) await context.print(made);
    return undefined;
  },
};
