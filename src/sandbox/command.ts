import type { Exchange, Reply } from './exchange.ts';
import type { World } from './world.ts';
import { attributesOf, setAttributes } from './xml/attributes.ts';
import { appliance, clientList, clients } from './xml/clients.ts';
import { parameters } from './xml/form.ts';
import { originOf, type Session, sessionsOf, users } from './xml/sessions.ts';
import { documentNotFound, el, els, iso, type Markup, xml, xmlError } from './xml/write.ts';

type Given = ReadonlyMap<string, string>;

interface Deed {
  /** Needs full access; the others take a read-only account too. */
  writes: boolean;
  act(given: Given, world: World): Reply;
}

const error = (words: string): Reply => xmlError('command', words);
const success = (words: string): Reply => xml('command', 'success', words);
const reads = (act: Deed['act']): Deed => ({ writes: false, act });
const writes = (act: Deed['act']): Deed => ({ writes: true, act });

/** /api/command: every action of the guide and of the RS pages (guide, Command API). */
export function command(exchange: Exchange, world: World): Reply {
  const given = parameters(exchange);
  const name = given.get('action') ?? '';
  const deed = shared[name] ?? (world.product === 'rs' ? rs[name] : undefined);
  if (!deed) return error(name === '' ? 'No action was given' : `Invalid action: ${name}`);
  if (deed.writes && exchange.account?.config === 'read') return documentNotFound();
  return deed.act(given, world);
}

/** For actions on a session that is still running. */
const onSession =
  (act: (session: Session, given: Given, world: World) => Reply): Deed['act'] =>
  (given, world) => {
    const session = sessionsOf(world).find(given.get('lsid') ?? '');
    if (!session || session.end !== undefined) return error('The session could not be found.');
    return act(session, given, world);
  };

const customOf = (given: Given): Record<string, string> =>
  Object.fromEntries(
    [...given]
      .filter(([name]) => name.startsWith('session.custom.'))
      .map(([name, value]) => [name.slice(15), value]),
  );

const hostnames = [
  ...['local_jump_hostname', 'remote_jump_hostname', 'remote_vnc_hostname', 'remote_rdp_hostname'],
  ...['shelljump_hostname', 'protocol_tunnel_hostname', 'url'],
];

function importShortcut(given: Given, world: World): Reply {
  const kind = hostnames.find((name) => given.has(name));
  if (!kind) return error('No Jump Item type could be determined.');
  const name = given.get('name') ?? given.get('website_name') ?? given.get('web_site_name');
  if (!name) return error('A name is required.');
  if (!given.get('group')) return error('A Jump Group is required.');
  if (kind !== 'local_jump_hostname' && !given.get('jumpoint')) return error('A Jumpoint is required.');
  const kept = Object.fromEntries([...given].filter(([key]) => key !== 'action'));
  world.store.put('command/shortcut', world.store.nextId('command/shortcut'), kept);
  return success('Successfully imported Jump Item shortcut');
}

const shared: Readonly<Record<string, Deed>> = {
  get_logged_in_reps: reads((_given, world) =>
    xml(
      'command',
      'logged_in_reps',
      users.map((user) => rep(user, world)),
    ),
  ),
  get_session_attributes: reads(
    onSession((session, _given, world) =>
      xml(
        'command',
        'custom_attributes',
        Object.entries(attributesOf(world, session))
          .filter(([, value]) => value !== '')
          .map(([name, value]) => el('custom_attribute', { display_name: name, code_name: name }, value)),
      ),
    ),
  ),
  set_session_attributes: writes(
    onSession((session, given, world) => {
      setAttributes(world, session, customOf(given));
      return success('Session attributes were set');
    }),
  ),
  import_jump_shortcut: writes(importShortcut),
  terminate_session: writes(
    onSession((session, _given, world) => {
      world.store.put('command/ended', session.lsid, { at: Math.floor(world.now() / 1000) });
      return success('Successfully terminated');
    }),
  ),
  get_connected_client_list: reads((given, world) =>
    xml('command', 'connected_client_list', clientList(given, world)),
  ),
  get_connected_clients: reads((given, world) => xml('command', 'connected_clients', clients(given, world))),
  check_health: reads((_given, world) => health(world)),
  get_api_info: reads((_given, world) => apiInfo(world)),
  set_failover_role: writes((given) => {
    if (!['primary', 'backup'].includes(given.get('role') ?? '')) return error('An invalid role was given.');
    return success(
      given.get('data_sync_first') === '1'
        ? 'Successfully started data sync. Role change will occur upon successful completion'
        : 'Successfully changed role',
    );
  }),
  send_chat_message: writes((given) =>
    given.get('body') ? success('Chat message sent') : error('A message is required.'),
  ),
  set_rep_status: writes((given) =>
    users.some(({ id }) => String(id) === given.get('rep_id'))
      ? success('Status set')
      : error('The representative could not be found.'),
  ),
};

const rs: Readonly<Record<string, Deed>> = {
  get_support_teams: reads((given) =>
    xml(
      'command',
      'support_teams',
      el(
        'support_team',
        { id: 1 },
        el('name', {}, 'Service Desk'),
        given.has('showmembers') && given.get('showmembers') !== '0'
          ? el(
              'members',
              {},
              users.map(({ id, publicName }) =>
                el('representative', { id }, el('display_name', {}, publicName)),
              ),
            )
          : undefined,
        el('issues', {}, el('issue', { id: 3 }, 'Printer "on fire"')),
      ),
    ),
  ),
  generate_session_key: writes((given, world) => {
    if (given.get('type') !== 'support') return error('An invalid type was given.');
    const expires = Math.floor(world.now() / 1000) + Number(given.get('ttl') ?? 1800);
    const url = 'https://support.example.com/?ak=5b1d2c0a9e&lang=en-us';
    return xml(
      'command',
      'session_key',
      els({
        short_key: '0123456',
        key_url: url,
        mail_subject: 'Remote support invitation',
        mail_body: `Hello,\n\n${url}\n\nThank you.`,
      }),
      el('expires', { ts: expires }, iso(expires)),
    );
  }),
  join_session: writes(onSession(() => success('Representative successfully added'))),
  transfer_session: writes(onSession(() => success('Successfully transferred'))),
  leave_session: writes(onSession(() => success('Successfully removed from session'))),
  create_virtual_customer: writes((given) =>
    given.get('short_key') === '0123456'
      ? xml(
          'command',
          'virtual_customer',
          els({ download_url: 'https://support.example.com/download?uuid=1&key=2' }),
        )
      : error('The session key is not valid.'),
  ),
  get_appliances: reads(() =>
    xml(
      'command',
      'appliances',
      el(
        'appliance',
        { id: appliance },
        els({
          name: 'support.example.com',
          public_hostname: 'support.example.com',
          cluster_role: 'single',
          failover_role: 'none',
          accepting_connections: true,
          timezone_offset: -18_000,
        }),
      ),
    ),
  ),
};

function rep(user: (typeof users)[number], world: World): Markup {
  return el(
    'rep',
    { id: user.id },
    els({
      display_name: user.publicName,
      public_display_name: user.publicName,
      private_display_name: user.privateName,
      type: 'Normal',
      direct_link: `<a href="https://access.example.com/?ak=0f3c9a&amp;rep=${user.id}">Connect</a>`,
      logged_in_since: iso(originOf(world) - 7200),
      presentation_count: 0,
      support_session_count: user.id === 7 ? 1 : 0,
      showing_on_rep_list: user.id === 7,
    }),
  );
}

/** The health document of an appliance that is well. */
const health = (_world: World): Reply =>
  xml(
    'command',
    'check_health',
    el('appliance', { id: appliance }, 'access.example.com'),
    els({ version: '24.10 (Build 81234.0f2c)', success: true, failover_role: 'none' }),
  );

function apiInfo(world: World): Reply {
  const common = {
    perm_backup: '1',
    perm_command: 'full_access',
    perm_configuration: '1',
    perm_configuration_vault_account: '1',
    perm_ecm: '0',
  };
  const more: Record<string, string> =
    world.product === 'pra'
      ? {
          perm_reporting: '1',
          perm_reporting_license: '1',
          perm_reporting_vault: '1',
          perm_vault_backup: '0',
          perm_scim: '0',
        }
      : {
          perm_real_time_state: '0',
          perm_reporting_archive: '1',
          perm_reporting_license: '1',
          perm_reporting_presentation: '1',
          perm_reporting_support: '1',
        };
  return xml(
    'command',
    'api_information',
    els({
      api_version: world.product === 'pra' ? '1.22.2' : '1.25.0',
      timestamp: Math.floor(world.now() / 1000),
    }),
    el(
      'permissions',
      {},
      Object.entries({ ...common, ...more }).map(([name, value]) => el('permission', { name }, value)),
    ),
  );
}
