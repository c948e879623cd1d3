import type { World } from '../world.ts';
import { originOf, sessionsOf, users } from './sessions.ts';
import { el, els, iso, type Markup } from './write.ts';

type Given = ReadonlyMap<string, string>;

interface Client {
  id: number;
  type: 'representative' | 'support_customer' | 'presentation_attendee' | 'push_agent';
  fields(world: World): Markup[];
}

/** The GUID of the one appliance. */
export const appliance = '4f2d0c9a7be14a6f9d1c33a8e5b70112';

/** Sessions that still run, with the user who is in them. */
const running = (world: World) =>
  [0, 1].map((index) => sessionsOf(world).at(index)).filter(({ end }) => end === undefined);

const all: readonly Client[] = [
  ...users.map(
    (user, index): Client => ({
      id: 101 + index,
      type: 'representative',
      fields: (world) => {
        const mine = running(world).filter((session) => session.user.id === user.id);
        return [
          ...els({ hostname: `WS-010${index + 1}` }),
          el('platform', { id: 'win' }, 'Windows 11 Enterprise (23H2)'),
          ...els({
            timezone_offset: -18_000,
            user_id: user.id,
            type: 'Normal',
            username: user.username,
            public_display_name: user.publicName,
            private_display_name: user.privateName,
            start_session_url: `https://access.example.com/?ak=0f3c9a&rep=${user.id}`,
            presentation_count: 0,
            support_session_count: mine.length,
            showing_on_rep_list: true,
            routing_idle: false,
            routing_busy: false,
            routing_enabled: true,
            routing_available: true,
            support_license: 'full',
          }),
          el(
            'support_session_lsids',
            {},
            mine.map(({ lsid }) => el('lsid', {}, lsid)),
          ),
        ];
      },
    }),
  ),
  {
    id: 103,
    type: 'support_customer',
    fields: (world) => [
      ...els({ hostname: 'SRV-00' }),
      el('platform', { id: 'linux' }, 'Ubuntu 22.04.5 LTS'),
      ...els({
        timezone_offset: 3600,
        name: 'srv-00',
        non_interactive: 'shelljump',
        lsid: sessionsOf(world).at(0).lsid,
      }),
    ],
  },
  {
    id: 104,
    type: 'push_agent',
    fields: () => [
      ...els({ hostname: 'jump01.example.net' }),
      el('platform', { id: 'linux' }, 'Ubuntu 22.04.5 LTS'),
      ...els({ timezone_offset: 0, name: 'Head office' }),
    ],
  },
];

function chosen(given: Given): Client[] {
  const types = (given.get('type') ?? 'all').split(',');
  const ids = given.get('id')?.split(',');
  return all.filter(
    ({ id, type }) => (types.includes('all') || types.includes(type)) && (!ids || ids.includes(String(id))),
  );
}

/** The counts and, unless only a summary is wanted, the ids of who is connected. */
export function clientList(given: Given, _world: World): Markup[] {
  const list = chosen(given);
  const types = [...new Set(list.map(({ type }) => type))];
  const counts = types.map((type) =>
    el('count', { type }, list.filter((client) => client.type === type).length),
  );
  // Pinned clients are counted where nobody asked for a type (guide, get_connected_client_list).
  if ((given.get('type') ?? 'all') === 'all') counts.push(el('count', { type: 'pinned_client' }, 4));
  return [
    el('connected_client_summary', {}, el('appliance_summary', { id: appliance }, counts)),
    ...(given.get('summary_only') === '1'
      ? []
      : list.map(({ type, id }) => el('connected_client', { type, id }))),
  ];
}

/** Who is connected, in detail. */
export function clients(given: Given, world: World): Markup[] {
  const since = originOf(world) - 7200;
  const connected = [
    el('connected_since', { ts: since }, iso(since)),
    el(
      'client_connections',
      {},
      el(
        'client_connection',
        {},
        els({ appliance_id: appliance, purpose: 'primary', receive_traffic_node: false }),
        el('connected_since', { ts: since }, iso(since)),
        els({ private_ip: '10.20.0.15' }),
      ),
      el('event_log', {}, el('event', { ts: since }, 'Connected to access.example.com')),
    ),
  ];
  return chosen(given).map((client) =>
    el(
      `connected_${client.type}`,
      { id: client.id },
      client.fields(world),
      given.get('include_connections') === '1' ? connected : undefined,
    ),
  );
}
