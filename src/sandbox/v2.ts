import { isObject, type Value } from '../value.ts';
import { bodyText, type Exchange, empty, json, problem, type Reply, text } from './exchange.ts';
import type { World } from './world.ts';
import { attributesOf, setAttributes } from './xml/attributes.ts';
import { appliance } from './xml/clients.ts';
import { originOf, sessionsOf, users } from './xml/sessions.ts';
import { iso } from './xml/write.ts';

type Answerer = (ids: readonly string[], exchange: Exchange, world: World) => Reply;

const say = (message: string): Reply => json(200, { message });
const notFound = (): Reply => problem(404, 'Not found.');

function bodyOf(exchange: Exchange): { [name: string]: Value } | undefined {
  try {
    const value = JSON.parse(bodyText(exchange)) as Value;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const clients = (world: World): { [name: string]: Value }[] => [
  ...users.map((user, index) => ({
    id: 101 + index,
    type: 'access_console',
    hostname: `WS-010${index + 1}`,
    platform: 'Windows 11',
    timezone_offset: '-18000',
    user_id: user.id,
    user_type: 'normal',
    username: user.username,
    display_name: user.publicName,
    session_count: 1,
    session_lsids: [sessionsOf(world).at(index).lsid],
  })),
  { id: 104, type: 'gateway', hostname: 'jump01.example.net', platform: 'Linux', timezone_offset: '0' },
];

const chosen = (exchange: Exchange, world: World) => {
  const type = exchange.query.get('type');
  return clients(world).filter((client) => type === null || client['type'] === type);
};

/** A running session by its id. */
const running = (world: World, lsid: string | undefined) => {
  const session = sessionsOf(world).find(lsid ?? '');
  return session?.end === undefined ? session : undefined;
};

/** What each call does; `*` stands for an id. */
const answers: Readonly<Record<string, Answerer>> = {
  'GET openapi.yaml': () => text(200, 'application/yaml', 'openapi: 3.0.3\ninfo:\n  version: 2.0.0\n'),
  'GET info': (_ids, _exchange, world) =>
    json(200, {
      product: world.product,
      current_time: iso(Math.floor(world.now() / 1000)),
      command_api_version: '2.0.0',
      permissions: { perm_command: 'full_access', perm_backup: true },
    }),
  'GET health': () =>
    json(200, {
      version: '26.1',
      build: '81234',
      appliance_hostname: 'access.example.com',
      appliance_id: appliance,
      cluster_role: 'single',
      failover_role: 'none',
      enabled_shared_ips: null,
      last_data_sync: null,
      last_data_sync_status: null,
    }),
  'GET appliance': () =>
    json(200, [
      {
        id: appliance,
        name: 'access.example.com',
        public_hostname: 'access.example.com',
        cluster_role: 'single',
        failover_role: 'none',
        accepting_connections: true,
        timezone_offset: 0,
      },
    ]),
  'GET appliance/client-count': () =>
    json(200, [{ id: appliance, access_consoles: 2, asset_clients: 0, gateways: 1 }]),
  'GET client': (_ids, exchange, world) => json(200, chosen(exchange, world)),
  'GET client/*': ([id], _exchange, world) => {
    const client = clients(world).find((one) => String(one['id']) === id);
    return client ? json(200, client) : notFound();
  },
  'GET client/*/connections': ([id], _exchange, world) => {
    const since = iso(originOf(world) - 7200);
    return clients(world).some((one) => String(one['id']) === id)
      ? json(200, {
          id: Number(id),
          connections: [
            {
              appliance_id: appliance,
              purpose: 'primary',
              receive_traffic_node: false,
              connected_since: since,
              private_ip: '10.20.0.15',
            },
          ],
          events: [{ time: since, message: 'Connected' }],
        })
      : notFound();
  },
  'GET session/*': ([lsid], _exchange, world) => {
    const session = running(world, lsid);
    if (!session) return notFound();
    return json(
      200,
      Object.entries(attributesOf(world, session)).map(([name, value]) => ({
        code_name: name,
        display_name: name,
        value,
      })),
    );
  },
  'PATCH session/*': ([lsid], exchange, world) => {
    const session = running(world, lsid);
    const body = bodyOf(exchange);
    if (!session) return notFound();
    const fields = Object.entries(body ?? {});
    if (!body || fields.length > 30 || fields.some(([, value]) => typeof value !== 'string'))
      return problem(400, 'Bad attributes.');
    setAttributes(world, session, body as { [name: string]: string });
    return say('Session attributes were set');
  },
  'DELETE session/*': ([lsid], _exchange, world) => {
    const session = running(world, lsid);
    if (!session) return notFound();
    world.store.put('command/ended', session.lsid, { at: Math.floor(world.now() / 1000) });
    return empty(204);
  },
  'GET user': (_ids, _exchange, world) =>
    json(
      200,
      users.map((user) => ({
        id: user.id,
        type: 'normal',
        display_name: user.publicName,
        logged_in_since: iso(originOf(world) - 7200),
        session_count: 1,
      })),
    ),
  'POST user/*/logout': ([id]) => (users.some((user) => String(user.id) === id) ? empty(204) : notFound()),
  'POST failover-role': (_ids, exchange) =>
    ['primary', 'backup'].includes(String(bodyOf(exchange)?.['role']))
      ? say('Successfully changed role')
      : problem(400, 'Bad role.'),
};

const onlyRs: Readonly<Record<string, Answerer>> = {
  'POST session/*/user/*': () => say('Representative successfully added'),
  'DELETE session/*/user/*': () => empty(204),
  'POST session/*/transfer/user/*': () => say('Successfully transferred'),
  'POST session/*/transfer/team/*': () => say('Successfully transferred'),
  'PUT user/*/status': () => say('Status set'),
  'GET team': () => json(200, [{ id: 1, name: 'Service Desk' }]),
  'GET team/*/issue': () => json(200, [{ id: 3, name: 'Printer' }]),
  'POST session-key': () => json(201, { short_key: '0123456' }),
  'POST virtual-customer': () =>
    json(201, { download_url: 'https://support.example.com/download?uuid=1&key=2' }),
};

const words = new Set(
  Object.keys({ ...answers, ...onlyRs }).flatMap((call) => (call.split(' ')[1] ?? '').split('/')),
);

/** /api/command/v2: the JSON side of the Command API. */
export function commandV2(exchange: Exchange, world: World): Reply {
  const parts = exchange.path.split('/');
  const pattern = parts.map((part) => (words.has(part) && part !== '*' ? part : '*')).join('/');
  const table = world.product === 'rs' ? { ...answers, ...onlyRs } : answers;
  const answer = table[`${exchange.method} ${pattern}`];
  if (!answer) return notFound();
  if (exchange.method !== 'GET' && exchange.account?.config === 'read') return problem(403, 'Forbidden.');
  return answer(
    parts.filter((part) => !words.has(part)),
    exchange,
    world,
  );
}

const duplicates = Array.from({ length: 7 }, (_, index) => ({
  id: index + 1,
  name: `pc-${Math.floor(index / 2)}`,
  jump_group: 'Servers',
  install_time: '2026-01-01T00:00:00+00:00',
  comments: null,
  tag: null,
  status: index % 2 === 0 ? 'online' : 'offline',
  system_identifier: `hw-${Math.floor(index / 2)}`,
}));

/** /api/reporting/v2: Jump Clients that are there twice. */
export function reportingV2(exchange: Exchange, world: World): Reply {
  const gone = (id: number): boolean => world.store.has('reporting/gone', id);
  const left = duplicates.filter(({ id }) => !gone(id));
  const [name, id] = exchange.path.split('/');
  if (world.product !== 'pra' || name !== 'duplicate-jump-clients') return notFound();
  if (exchange.method === 'DELETE') {
    const ids = bodyOf(exchange)?.['ids'];
    if (!Array.isArray(ids)) return problem(400, 'ids or system_identifiers are needed.');
    for (const one of ids) world.store.put('reporting/gone', Number(one), { at: 0 });
    return empty(204);
  }
  if (id !== undefined) {
    const item = left.find((one) => String(one.id) === id);
    return item ? json(200, { data: item }) : notFound();
  }
  const offset = Number(exchange.query.get('offset') ?? 0);
  const limit = Math.min(5, Number(exchange.query.get('limit') ?? 500));
  const status = exchange.query.get('status');
  const found = left.filter((one) => status === null || one.status === status);
  const items = found.slice(offset, offset + limit);
  return json(200, { data: { items, count: items.length, offset, limit, total: found.length } });
}
