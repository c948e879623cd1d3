import { checkIn } from '../../api/safe/requests.ts';
import { exitCode, Failure, usage } from '../../errors.ts';
import type { Definition } from '../definition.ts';

export const command: Definition = {
  arguments: [['<request-id...>', 'the requests to check in']],
  options: [{ flags: '--reason <text>', description: 'why, for the log of the server' }],
  examples: ['btapi safe checkin 345', 'btapi safe list Requests -f RequestID | xargs -r btapi safe checkin'],
  about: 'Silent on success.',
  run: async (context, ids, own) => {
    const wrong = ids.find((id) => !/^\d+$/.test(id));
    if (wrong !== undefined) {
      throw usage(
        `reading the request id: "${wrong}" is not a number`,
        'btapi safe list Requests shows the ids of open requests',
      );
    }
    const backend = await context.safe();
    const reason = typeof own['reason'] === 'string' ? own['reason'] : undefined;
    const failures: Failure[] = [];
    for (const id of ids) {
      try {
        await checkIn(backend, id, reason);
      } catch (error) {
        if (!(error instanceof Failure) || error.code === exitCode.interrupted || ids.length === 1)
          throw error;
        failures.push(error);
        await context.note(`btapi: ${error.message}`);
      }
    }
    const [first] = failures;
    if (!first) return undefined;
    const alike = failures.length === ids.length && failures.every((one) => one.code === first.code);
    return alike ? first.code : exitCode.partial;
  },
};
