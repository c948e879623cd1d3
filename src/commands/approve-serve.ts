import { answerApproval } from '../api/approval.ts';
import { usage } from '../errors.ts';
import type { Definition } from './definition.ts';
import { tlsOf } from './tls-files.ts';
import { wholeNumber } from './words.ts';

/** How long a command may take to decide. */
const limit = 30_000;

export const command: Definition = {
  options: [
    { flags: '--port <n>', description: 'listen on this port' },
    { flags: '--listen <address>', description: 'listen on this address only' },
    {
      flags: '--exec <command>',
      description: 'decides: exit code 0 allows, 1 denies with its first line as message',
    },
    { flags: '--tls-cert <file>', description: 'speak TLS with this certificate (PEM)' },
    { flags: '--tls-key <file>', description: 'and this key' },
    {
      flags: '--allow-from <network...>',
      description: 'take requests from these networks only: 198.51.100.0/24',
    },
    { flags: '--sensitive', description: 'the ticket is a secret: do not log it' },
    {
      flags: '--id-name <name>',
      description: 'send the id as this parameter',
      choices: ['response_id', 'request_id'],
    },
  ],
  examples: [
    "btapi approve serve --port 8443 --tls-cert cert.pem --tls-key key.pem --allow-from 198.51.100.7 --exec './check-ticket'",
    'btapi approve serve --port 8080 --exec \'test "$(jq -r .ticket_id)" = CHG1\'',
  ],
  about:
    'The command gets the fields of a request as one JSON object on standard input. Any other exit code, or 30 s\nwithout one, denies. Answers go to BT_API_HOST, whatever a request says. One line a request on standard error.',
  run: async (context, _words, own) => {
    const port = wholeNumber(own['port'], '--port', 0);
    const decide = own['exec'];
    if (port === undefined || typeof decide !== 'string' || decide.trim() === '') {
      throw usage('reading the command line: --port and --exec must be given', 'btapi approve serve --help');
    }
    // What was taken is answered even when we are told to stop meanwhile.
    const backend = await context.open(true);
    const [{ startReceiver }, { judge }] = await Promise.all([
      import('../approval/receiver.ts'),
      import('../approval/judge.ts'),
    ]);
    const { io } = context;
    const idName = own['idName'] === 'request_id' ? ('request_id' as const) : undefined;
    const receiver = await startReceiver({
      port,
      host: typeof own['listen'] === 'string' ? own['listen'] : undefined,
      tls: await tlsOf(context, own),
      allowFrom: Array.isArray(own['allowFrom']) ? own['allowFrom'] : [],
      sensitive: own['sensitive'] === true,
      judge: (fields) => judge(io, { command: decide, limit }, fields),
      respond: (id, { allow, message }) => answerApproval(backend, { id, allow, message, idName }),
      log: (line) => void context.note(line),
      now: () => io.clock.now(),
    });
    await context.note(`listening on port ${receiver.port}`);
    await stopped(io.signal);
    await receiver.stop();
    return undefined;
  },
};

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
