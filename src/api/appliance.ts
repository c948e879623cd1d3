import { unavailable } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import type { Backend } from './backend.ts';
import type { Answer, Call } from './call.ts';
import { actions } from './catalogue/action.ts';
import type { Action } from './catalogue/xml-row.ts';
import { commandCall, runCommand, sendCommand } from './command.ts';
import { ask } from './report.ts';
import { checkedFile } from './sniff.ts';

/** How the appliance is. */
export interface Health {
  well: boolean;
  body: Value;
}

const row = (name: string): Action => actions[name] as Action;

/** check_health: an unwell appliance answers with status 200 too and says so in `success` (guide, check_health). */
export async function health(backend: Backend): Promise<Health> {
  const call = {
    ...commandCall(backend, 'check_health', row('check_health'), []),
    what: 'asking for the health',
  };
  const document = await sendCommand(backend, call, row('check_health'));
  const body = document?.value ?? null;
  return { well: isObject(body) && body['success'] === true, body };
}

/** /check_health, which needs no token: 200 is well, 500 unwell, with a word for people (guide, HTTP Status Check). */
export async function probe(backend: Backend): Promise<Health> {
  const call: Call = {
    method: 'GET',
    url: new URL('/check_health', backend.origin),
    headers: { accept: '*/*' },
    effect: 'read',
    what: 'probing the health',
    settled: true,
  };
  const answer = await backend.send(call);
  if (answer.status !== 200 && answer.status !== 500) throw await backend.explain(call, answer);
  const words = (await answer.text(65_536)).trim();
  // A sign-in page of something in front of the appliance comes with 200 too and says nothing about its health.
  if (/^<(!doctype|html)/i.test(words) && /<(form|input|script)\b/i.test(words)) {
    throw unavailable(`${call.what}: the answer is a page, not the probe's`, {
      hint: 'is BT_API_HOST the appliance, and is a proxy or portal in the way?',
    });
  }
  return { well: answer.status === 200, body: { status: answer.status, message: words } };
}

/** What this API account is: the version it speaks and what it may do, by permission. */
export interface ApiInfo {
  version: string;
  permissions: Readonly<Record<string, string>>;
}

/** get_api_info in both shapes that the guide's words allow: `permission` with a name, or one element a permission. */
export async function apiInfo(backend: Backend): Promise<ApiInfo> {
  const value = await runCommand(backend, 'get_api_info', row('get_api_info'), []);
  const info = isObject(value) ? value : {};
  const holder = isObject(info['permissions']) ? info['permissions']['permission'] : undefined;
  const permissions: Record<string, string> = {};
  for (const item of Array.isArray(holder) ? holder : []) {
    if (!isObject(item)) continue;
    const { name, text, ...more } = item;
    if (typeof name === 'string') permissions[name] = String(text ?? '');
    else for (const [key, below] of Object.entries(more)) permissions[key] = String(below);
  }
  return { version: String(info['api_version'] ?? 'unknown'), permissions };
}

/** The permissions that are granted, for a line of `btapi check`: "command (read_only), reporting". */
export const granted = ({ permissions }: ApiInfo): string =>
  Object.entries(permissions)
    .filter(([, value]) => value !== '0' && value !== 'deny')
    .map(([name, value]) => name.replace(/^perm_/, '') + (value === '1' ? '' : ` (${value})`))
    .join(', ') || 'nothing';

/**
 * The backup of the software's configuration, looked at before it is kept (guide, Backup API).
 * @param password protects the file; sent as JSON, the one body on this side that is no form
 */
export async function backup(backend: Backend, password: string | undefined): Promise<Answer> {
  const call: Call = {
    method: password === undefined ? 'GET' : 'POST',
    url: new URL('/api/backup', backend.origin),
    headers: { accept: '*/*', ...(password === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(password === undefined ? {} : { body: JSON.stringify({ password }) }),
    effect: 'read',
    what: 'fetching the backup',
    secrets: ['password'],
    stream: true,
  };
  return checkedFile(call, await ask(backend, call), 'any');
}
