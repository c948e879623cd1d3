import { dirname } from 'node:path';
import type { Answer } from '../../api/call.ts';
import { succeeded } from '../../api/explain.ts';
import { readJson } from '../../api/read-json.ts';
import { callOf, type Question } from '../../api/safe/ask.ts';
import { codeOf } from '../../api/safe/explain.ts';
import { findAccount } from '../../api/safe/find-account.ts';
import { type AccessType, checkIn, nameOf, openRequest, whenApproved } from '../../api/safe/requests.ts';
import type { SafeBackend } from '../../api/safe.ts';
import { usage } from '../../errors.ts';
import { isObject, type ValueObject } from '../../value.ts';
import type { Context } from '../context.ts';
import type { Definition, Own } from '../definition.ts';
import { wholeNumber } from '../words.ts';
import { prepared, type Wanted, waitingFor, wanted, wishOptions } from './wish.ts';

const accessOf: Readonly<Record<string, AccessType>> = {
  ssh: 'SSH',
  sshticket: 'SSH',
  rdp: 'RDP',
  rdpticket: 'RDP',
  rdpfile: 'RDP',
  app: 'App',
  appfile: 'App',
};

// A session lives no longer than its request.
const usualMinutes = 60;

export const command: Definition = {
  arguments: [
    ['<system>', 'its name or id; DATABASE\\INSTANCE for a database'],
    ['<account>', 'its name or id; DOMAIN\\user for an account linked from a domain'],
  ],
  options: [
    {
      flags: '--type <type>',
      description: 'what kind of session: ssh, rdp, app; rdpfile and appfile save a file',
      choices: Object.keys(accessOf),
    },
    ...wishOptions,
    { flags: '--application <id>', description: 'the application of an app session' },
    { flags: '--isa', description: 'as an ISA: at once, without a request' },
    { flags: '--to <file>', description: 'where the file goes: a file, a folder, or -' },
    { flags: '--force', description: 'replace a file that is there' },
  ],
  examples: [
    'btapi safe session web-01 root --type ssh -f Command',
    'btapi safe session win-01 Administrator --type rdpfile --to win-01.rdp',
    'btapi safe session web-01 root --type ssh --isa',
  ],
  about:
    'Prints the connection data, or saves the file. The request stays open while the session runs; RequestID is for `btapi safe checkin`.',
  run: async (context, words, own) => {
    const type = own['type'];
    if (typeof type !== 'string')
      throw usage('starting a session: --type is missing', '--type ssh, rdp, rdpfile, app or appfile');
    const want = wanted(own);
    const application = wholeNumber(own['application'], '--application', 1);
    if (accessOf[type] === 'App' && application === undefined) {
      throw usage(
        'starting a session: --application is missing',
        'btapi safe list Applications shows the ids',
      );
    }
    await checkPlace(context, own['to'], type);
    const backend = await context.safe();
    if (own['isa'] === true) await asIsa(context, backend, words, type, want, application, own);
    else await byRequest(context, backend, words, type, want, application, own);
    return undefined;
  },
};

type Places = readonly string[];

/** A place that cannot be must come to light before a session is used up for it. */
async function checkPlace({ files }: Context, to: unknown, type: string): Promise<void> {
  if (typeof to !== 'string') return;
  if (!isFile(type)) throw usage(`starting a session: --to is for files`, '--type rdpfile or appfile');
  if (to === '-' || (await files.isFolder(to)) || (await files.isFolder(dirname(to)))) return;
  throw usage(`starting a session: there is no folder ${dirname(to)} for --to`, 'nothing was sent');
}

async function byRequest(
  context: Context,
  backend: SafeBackend,
  words: Places,
  type: string,
  want: Wanted,
  application: number | undefined,
  own: Own,
): Promise<void> {
  const wish = await prepared(backend, words, want, accessOf[type] ?? 'SSH', usualMinutes);
  const request = await openRequest(backend, {
    ...wish,
    ...(application === undefined ? {} : { applicationId: application }),
  });
  if (!request) return;
  const what = `starting a ${type} session for ${nameOf(wish.account)}`;
  try {
    const question = start(['Requests', request.id, 'Sessions'], { SessionType: type }, what, type);
    const work = () => begun(backend, question);
    const answer = await whenApproved(request, waitingFor(context, want.wait), work);
    await deliver(context, question, answer, backend, type, own, { RequestID: request.id });
  } catch (error) {
    if (codeOf(error) !== 4034 && !request.reused) {
      await checkIn(backend, request.id, undefined, true).catch((second) =>
        context.note(`btapi: request ${request.id} is still open: ${String(second)}`),
      );
    }
    throw error;
  }
}

async function asIsa(
  context: Context,
  backend: SafeBackend,
  [system = '', name = '']: Places,
  type: string,
  want: Wanted,
  application: number | undefined,
  own: Own,
): Promise<void> {
  const account = await findAccount(backend, system, name);
  const body: ValueObject = { SessionType: type, SystemID: account.systemId, AccountID: account.accountId };
  if (want.minutes !== undefined) body['DurationMinutes'] = want.minutes;
  if (want.reason !== undefined) body['Reason'] = want.reason;
  if (application !== undefined) body['ApplicationID'] = application;
  const question = start(
    ['ISASessions'],
    body,
    `starting a ${type} session for ${nameOf(account)} as an ISA`,
    type,
  );
  await deliver(context, question, await begun(backend, question), backend, type, own, {});
}

const isFile = (type: string): boolean => type.endsWith('file');

const start = (
  path: readonly (string | number)[],
  body: ValueObject,
  what: string,
  type: string,
): Question => ({
  method: 'POST',
  path,
  body,
  what,
  ...(isFile(type) ? { stream: true } : {}),
});

async function begun(backend: SafeBackend, question: Question): Promise<Answer> {
  const call = callOf(backend, question);
  const answer = await backend.send(call);
  if (!succeeded(answer)) throw await backend.explain(call, answer);
  return answer;
}

async function deliver(
  context: Context,
  question: Question,
  answer: Answer,
  backend: SafeBackend,
  type: string,
  own: Own,
  more: ValueObject,
): Promise<void> {
  if (answer.status === 204) return;
  if (!isFile(type)) {
    const value = await readJson(callOf(backend, question), answer);
    await context.print(isObject(value) ? { ...more, ...value } : { ...more, Session: value ?? null });
    return;
  }
  const to = own['to'];
  const saved = await context.save(answer, {
    ...(typeof to === 'string' ? { to } : {}),
    force: own['force'] === true,
    fallbackName: 'session.rdp',
  });
  if (to === '-') {
    if (more['RequestID'] !== undefined)
      await context.note(`btapi: request ${String(more['RequestID'])} stays open`);
  } else await context.print({ ...saved, ...more });
}
