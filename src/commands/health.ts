import { health, probe } from '../api/appliance.ts';
import { exitCode } from '../errors.ts';
import type { Definition } from './definition.ts';

export const command: Definition = {
  options: [{ flags: '--probe', description: 'only the probe that needs no token' }],
  examples: ['btapi health', 'btapi health -f failover_role', 'btapi health --probe || page-somebody'],
  about: 'Prints what the appliance says. Exit code 0 is well, 8 is not.',
  run: async (context, _words, own) => {
    const { well, body } =
      own['probe'] === true ? await probe(await context.open()) : await health(await context.sra());
    await context.print(body);
    return well ? exitCode.done : exitCode.different;
  },
};
