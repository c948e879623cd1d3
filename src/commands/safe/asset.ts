import { provision } from '../../api/safe/provision.ts';
import type { Definition } from '../definition.ts';

export const command: Definition = {
  arguments: [['<file>', 'a JSON or YAML description; - is standard input']],
  examples: ['btapi safe asset web-05.yaml', 'btapi --dry-run safe asset web-05.yaml'],
  about:
    'Keys: workgroup, asset, managedSystem, managedAccounts, quickRule, userGroup, roles; docs/password-safe.md shows one. What exists already is left as it is, so it can be run again.',
  run: async (context, [file = '']) => {
    const description = await context.document(file);
    const backend = await context.safe();
    await context.print(await provision(backend, description, context.options.validate));
    return undefined;
  },
};
