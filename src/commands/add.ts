import { perform } from '../api/rest.ts';
import { locate } from '../api/target.ts';
import { usage } from '../errors.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<resource>', 'the collection to add to'],
    ['[fields...]', 'name=value, name=@file, name:=json; else from standard input'],
  ],
  examples: [
    'btapi add jump-group name="Web servers"',
    'echo "name=Web servers" | btapi -k add jump-group',
    'btapi add vault/account type=ssh name=deploy username=ec2-user private_key=@key.pem',
    `echo '{"name":"Web servers"}' | btapi add jump-group -f id`,
  ],
  about: 'Prints the created object; `btapi resources RESOURCE` lists the fields it takes.',
  run: async (context, [resource = '', ...words]) => {
    const { pairs } = sortWords(words, 0);
    const backend = await context.sra();
    const target = await locate(backend, resource);
    const row = target.match?.row;
    if (row && (target.match?.target === 'item' || !row.verbs.add)) {
      const verb = row.verbs.do ? ` (btapi do ${target.text})` : '';
      throw usage(
        `adding to ${target.text}: nothing can be added there${verb}`,
        `what can be done with it: ${Object.keys(row.verbs).join(', ')}`,
      );
    }
    const body = await context.input({
      need: 'required',
      pairs,
      fields: row?.verbs.add?.fields ?? row?.fields,
      name: target.text,
      verb: 'add',
    });
    const made = await perform(backend, 'add', target, { body: body ?? {} });
    if (made !== undefined) await context.print(made);
    return undefined;
  },
};
