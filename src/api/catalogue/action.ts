import { importShapes } from './import-shape.ts';
import { custom, lsid } from './xml-param.ts';
import type { Actions, Param, Tree, XmlAnswer } from './xml-row.ts';
import { clientList, clients, customAttributes, health, since } from './xml-tree.ts';

const xml = (root: string | readonly string[], tree: Tree): XmlAnswer => ({ kind: 'xml', root, tree });
const success: XmlAnswer = { kind: 'xml', root: 'success', rootSure: 'inferred', tree: {} };

const clientTypes = ['all', 'representative', 'support_customer', 'presentation_attendee', 'push_agent'];
const type: Param = { kind: 'list', of: { kind: clientTypes }, default: 'all' };
const rep: { rep_id: Param; rep_username: Param } = {
  rep_id: { kind: 'text', pattern: /^\d+$/ },
  rep_username: { kind: 'text' },
};
const example = 'c69a8e10bea9428f816cfababe9815fe';

/** The actions of the Command API (guide, Command API; the RS pages for those marked rs). */
export const actions: Actions = {
  get_logged_in_reps: {
    title: 'Representatives who are logged in',
    effect: 'read',
    params: {},
    answer: xml('logged_in_reps', {
      'rep[]': {
        '@id': 'id',
        display_name: 'text',
        public_display_name: 'text',
        private_display_name: 'text',
        type: 'text',
        direct_link: 'html',
        logged_in_since: 'time',
        presentation_count: 'int',
        support_session_count: 'int',
        showing_on_rep_list: 'flag',
      },
    }),
    examples: [''],
    note: 'Keep the answer for a while: asking often slows a busy site.',
  },
  set_session_attributes: {
    title: 'Set the external key and custom fields of a running session',
    effect: 'write',
    params: { lsid, ...custom },
    answer: success,
    examples: [
      `lsid=${example} session.custom.external_key=ABC123`,
      `lsid=${example} session.custom.custom_field1='Custom Value'`,
    ],
    note: 'Fields that are not named keep their values; an empty one is cleared.',
  },
  get_session_attributes: {
    title: 'Custom attributes of a running session',
    effect: 'read',
    params: { lsid },
    answer: xml('custom_attributes', customAttributes),
    examples: [`lsid=${example}`],
  },
  import_jump_shortcut: {
    title: 'Create a Jump shortcut',
    effect: 'write',
    params: {},
    shapes: importShapes,
    answer: success,
    examples: [
      'name=Endpoint local_jump_hostname=ABCDEF02 group=remote_access',
      'name=Endpoint shelljump_hostname=ABCDEF02 jumpoint=London protocol=ssh group=remote_access',
      "name=Endpoint protocol_tunnel_hostname=ABCDEF02 jumpoint=London group=remote_access tcp_tunnels='auto->22'",
      'website_name=Endpoint url=https://example.com jumpoint=London group=remote_access',
    ],
  },
  terminate_session: {
    title: 'End a running session',
    effect: 'write',
    confirm: true,
    params: { lsid },
    answer: success,
    examples: ['lsid=da4b510978a541d49398e88c66e28475'],
  },
  get_connected_client_list: {
    title: 'Connected clients: counts and ids',
    effect: 'read',
    params: { type, summary_only: { kind: 'flag', default: false } },
    answer: xml('connected_client_list', clientList),
    examples: ['', 'type=representative,support_customer', 'summary_only=1'],
    note: 'Pinned clients are counted only with type=all.',
  },
  get_connected_clients: {
    title: 'Connected clients in detail',
    effect: 'read',
    params: {
      type,
      id: { kind: 'list', of: { kind: 'text' }, max: 100, note: 'ids from get_connected_client_list' },
      include_connections: { kind: 'flag', default: false },
    },
    answer: xml('connected_clients', clients),
    examples: ['', 'id=101,102,103', 'type=representative include_connections=1'],
  },
  check_health: {
    title: 'Health of the appliance',
    effect: 'read',
    params: {},
    answer: { ...xml('check_health', health), rootSure: 'guessed' },
    examples: [''],
    note: 'An unwell appliance answers too, with success false; `btapi health` turns that into an exit code.',
  },
  get_api_info: {
    title: 'API version and what this API account may do',
    effect: 'read',
    params: {},
    answer: xml(['api_information', 'get_api_info'], {
      api_version: 'text',
      company_name: 'text',
      timestamp: 'unix',
      permissions: { 'permission[]': { '@name': 'text', text: 'text' } },
    }),
    examples: [''],
  },
  set_failover_role: {
    title: 'Make the appliance primary or backup',
    effect: 'write',
    confirm: true,
    params: {
      role: { kind: ['primary', 'backup'], required: true },
      data_sync_first: { kind: 'flag', note: 'disconnects all users of the primary meanwhile' },
      force: { kind: 'flag', note: 'become backup although the peer cannot be reached' },
    },
    answer: success,
    examples: ['role=primary', 'role=backup data_sync_first=1 force=1'],
  },
  get_support_teams: {
    title: 'Support teams, their issues and members',
    product: 'rs',
    effect: 'read',
    params: { showmembers: { kind: 'flag' } },
    answer: xml('support_teams', {
      'support_team[]': {
        '@id': 'id',
        name: 'text',
        members: { 'representative[]': { '@id': 'id', display_name: 'text' } },
        issues: { 'issue[]': { '@id': 'id', text: 'text' } },
      },
    }),
    examples: ['', 'showmembers=1'],
    note: 'Keep the answer for a while, as with get_logged_in_reps.',
  },
  generate_session_key: {
    title: 'Make a session key',
    product: 'rs',
    effect: 'write',
    params: {
      type: { kind: ['support'], required: true },
      queue_id: {
        kind: 'text',
        required: true,
        pattern: /^(general|(rep|team|embassy):\d+|(rep_username|issue):.+)$/,
        note: 'general, rep:ID, team:ID, rep_username:NAME or issue:CODE',
      },
      ...custom,
      external_key: { kind: 'text', max: 1024, note: 'old spelling' },
      ttl: { kind: 'integer', note: 'seconds' },
      url_hostname: { kind: 'text' },
      skills: { kind: 'list', of: { kind: 'text' } },
      priority: { kind: 'integer', min: 1, max: 3 },
    },
    answer: xml('session_key', {
      short_key: 'text',
      key_url: 'url',
      mail_subject: 'text',
      mail_body: 'text',
      expires: since,
    }),
    examples: ['type=support queue_id=general', 'type=support queue_id=rep:7 ttl=1800'],
  },
  join_session: {
    title: 'Bring a representative into a session',
    product: 'rs',
    effect: 'write',
    params: { lsid, ...rep },
    sets: [['rep_id'], ['rep_username']],
    answer: success,
    examples: [`lsid=${example} rep_id=7`],
  },
  transfer_session: {
    title: 'Move a session to another queue',
    product: 'rs',
    effect: 'write',
    params: {
      lsid,
      queue_id: {
        kind: 'text',
        required: true,
        pattern: /^((rep|team):\d+|rep_username:.+)$/,
        note: 'rep:ID, team:ID or rep_username:NAME',
      },
    },
    answer: success,
    examples: [`lsid=${example} queue_id=team:1`],
  },
  leave_session: {
    title: 'Take somebody out of a session',
    product: 'rs',
    effect: 'write',
    params: { lsid, ...rep, customer: { kind: 'flag' } },
    sets: [['rep_id'], ['rep_username'], ['customer']],
    answer: success,
    examples: [`lsid=${example} rep_username=ada.moreau`, `lsid=${example} customer=1`],
  },
  send_chat_message: {
    title: 'Write into the chat of a session or team',
    effect: 'write',
    params: {
      lsid: { kind: 'text', pattern: /^[0-9a-f]+$/i },
      team_id: { kind: 'text', pattern: /^\d+$/ },
      body: { kind: 'text', required: true, note: 'BBCode' },
      impersonate: { kind: 'text', note: 'customer (with lsid) or rep:ID; else a system message' },
      to_rep: { kind: 'text', pattern: /^\d+$/, needs: ['team_id', 'impersonate'] },
      to_rep_username: { kind: 'text', needs: ['team_id', 'impersonate'] },
    },
    sets: [['lsid'], ['team_id']],
    answer: success,
    examples: [`lsid=${example} body='Back in five minutes'`],
  },
  create_virtual_customer: {
    title: 'Let a customer come in by a session key',
    product: 'rs',
    effect: 'write',
    params: {
      short_key: { kind: 'text', required: true, note: 'seven characters, from generate_session_key' },
      name: { kind: 'text', required: true },
      ip_address: { kind: 'text', required: true },
      operating_system: { kind: 'text', required: true },
      computer_name: { kind: 'text', required: true },
      locale: {
        kind: [
          ...['en-us', 'de', 'es', 'es-sp', 'fi', 'fr', 'it', 'nl', 'pt-br', 'pt-pt', 'sv-se', 'tr', 'ja'],
          ...['zh-hans', 'zh', 'ru'],
        ],
      },
      c2cjs: { kind: 'flag' },
      public_site: { kind: 'text', since: '24.3' },
    },
    answer: {
      ...xml('virtual_customer', { download_url: 'url', chat_url: 'url', lsid: 'text' }),
      rootSure: 'guessed',
    },
    examples: [
      'short_key=0123456 name=Jo ip_address=192.0.2.7 operating_system=Linux computer_name=LAB-PC-03',
    ],
  },
  get_appliances: {
    title: 'Appliances of the cluster or failover pair',
    product: 'rs',
    effect: 'read',
    params: {},
    answer: xml('appliances', {
      'appliance[]': {
        '@id': 'guid',
        name: 'text',
        public_hostname: 'text',
        cluster_role: 'text',
        failover_role: 'text',
        accepting_connections: 'flag',
        timezone_offset: 'int',
      },
    }),
    examples: [''],
  },
  set_rep_status: {
    title: "Set a representative's status",
    effect: 'write',
    params: { rep_id: { kind: 'integer', required: true }, code_name: { kind: 'text', required: true } },
    answer: success,
    examples: ['rep_id=7 code_name=busy'],
  },
};
