import { answerApproval, checkApproval } from '../api/approval.ts';
import { custom } from '../api/catalogue/xml-param.ts';
import { anyText, formOf } from '../api/form.ts';
import { usage } from '../errors.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';

export const command: Definition = {
  arguments: [
    ['[request-id]', 'as it came with the request'],
    ['[attributes...]', 'session.custom.NAME=value, for the session that is allowed'],
  ],
  options: [
    { flags: '--allow', description: 'let the user in' },
    { flags: '--deny', description: 'do not' },
    { flags: '--message <text>', description: 'what a user who is denied is shown (up to 255 characters)' },
    {
      flags: '--id-name <name>',
      description: 'send the id as this parameter',
      choices: ['response_id', 'request_id'],
    },
  ],
  commands: [
    {
      name: 'serve',
      summary: 'take requests of the appliance and have a command decide',
      load: () => import('./approve-serve.ts'),
    },
  ],
  examples: [
    'btapi approve 5f0c2b9e7d41 --allow session.custom.external_key=CHG0040012',
    'btapi approve 5f0c2b9e7d41 --deny --message "Change window is closed"',
    "btapi approve serve --port 8443 --tls-cert cert.pem --tls-key key.pem --exec './check-ticket'",
  ],
  about: 'Answers a request for a ticket id (Jump Policies). Needs no token: the request id is the secret.',
  run: async (context, [id, ...words], own) => {
    if (id === undefined)
      throw usage('reading the command line: the request id is missing', 'btapi approve --help');
    if ((own['allow'] === true) === (own['deny'] === true)) {
      throw usage('reading the command line: --allow or --deny, and one of them only');
    }
    const { pairs } = sortWords(words, 0);
    const given = (await context.input({ need: 'none', pairs, fields: anyText, name: 'approve' })) ?? {};
    const options = { name: 'approve', help: 'btapi approve --help', validate: context.options.validate };
    const approval = {
      id,
      allow: own['allow'] === true,
      message: typeof own['message'] === 'string' ? own['message'] : undefined,
      attributes: formOf(given, { params: custom }, options),
      idName: own['idName'] === 'request_id' ? ('request_id' as const) : undefined,
    };
    checkApproval(approval);
    await answerApproval(await context.open(), approval);
    return undefined;
  },
};
