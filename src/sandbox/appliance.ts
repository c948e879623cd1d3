import { bodyText, type Exchange, problem, type Reply, text } from './exchange.ts';
import type { World } from './world.ts';
import { parameters } from './xml/form.ts';
import { documentNotFound } from './xml/write.ts';

/** /api/backup: a file that is different every time, protected when a password came along (RS, Backup API). */
export function backup(exchange: Exchange, world: World): Reply {
  if (exchange.account?.config === 'read') return documentNotFound();
  const marked = exchange.body.length > 0 ? 'protected' : 'plain';
  const password = passwordOf(exchange);
  if (password === undefined) return problem(400, 'The password must be text.');
  const content = Buffer.concat([
    Buffer.from([0x4e, 0x53, 0x42, 0x01, 0x00]),
    Buffer.from(`${marked} ${new Date(world.now()).toISOString()}\n`),
    Buffer.alloc(4096, 7),
  ]);
  return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body: { bytes: content } };
}

function passwordOf(exchange: Exchange): string | undefined {
  if (exchange.body.length === 0) return '';
  try {
    const body: unknown = JSON.parse(bodyText(exchange));
    const password = (body as { password?: unknown }).password;
    return typeof password === 'string' && password !== '' ? password : undefined;
  } catch {
    return undefined;
  }
}

/** /check_health: a word for people, and the status that load balancers look at (guide, HTTP Status Check). */
export const probe = (): Reply =>
  text(200, 'text/html; charset=utf-8', 'Appliance health check succeeded.\n');

const scripts = [
  ...[
    'login',
    'start_jump_item_session',
    'push_and_start_local',
    'push_and_start_remote',
    'start_rdp_session',
  ],
  ...['start_shell_jump_session', 'start_vnc_session', 'start_vpro_session', 'start_pinned_client_session'],
  ...['generate_session_key', 'delete_script_file'],
];

/** /api/client_script: a script for the access console, one command between login and clean-up (guide, Client Scripting). */
export function clientScript(exchange: Exchange): Reply {
  const given = parameters(exchange);
  const { type, operation, action } = Object.fromEntries(given);
  if (type === undefined || operation !== (type === 'web_console' ? 'execute' : 'generate')) {
    return text(400, 'text/html; charset=utf-8', 'Invalid type or operation.');
  }
  if (!scripts.includes(action ?? '')) return text(400, 'text/html; charset=utf-8', 'Invalid action.');
  if (type === 'web_console')
    return { status: 302, headers: { Location: `${exchange.base}/console?${exchange.query}` } };
  const rest = [...given].filter(([name]) => !['type', 'operation', 'action'].includes(name));
  const line = [['action', action ?? ''], ...rest]
    .map((pair) => pair.map((word) => encodeURIComponent(word)).join('='))
    .join('&');
  const lines = action === 'login' ? [line] : ['action=login', line];
  const content = ['BRCS1.0', ...lines, 'action=delete_script_file', ''].join('\r\n');
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment; filename="btapi.brcs-sandbox"',
    },
    body: { text: content },
  };
}

const asked = 'approval/request';

/** Puts a request for approval into the world, as a user does who enters a ticket id. */
export const askApproval = (world: World, id: string): void =>
  world.store.put(asked, id, { response: 'open' });

/** /api/endpoint_approval: takes what the ticket system says (guide, Require a Ticket ID). The request id is the secret. */
export function approval(exchange: Exchange, world: World): Reply {
  const given = parameters(exchange);
  const id = given.get('response_id') ?? given.get('request_id') ?? '';
  const response = given.get('response') ?? '';
  if (exchange.method !== 'POST') return documentNotFound();
  const known = world.store.get(asked, id);
  if (!known && id !== 'sandbox-request') return text(403, 'text/plain', 'The request_id is not valid.');
  if (response !== 'allow' && response !== 'deny')
    return text(400, 'text/plain', 'The response is not valid.');
  world.store.put(asked, id, Object.fromEntries(given));
  return text(200, 'text/plain', '');
}
