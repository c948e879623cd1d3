import type { Fields, Table } from '../row.ts';
import { codeName, id, ref, shownFlag, shownRef, shownText, shownTime } from './common.ts';

const hex = { kind: 'text', readOnly: true, note: '32 hexadecimal digits' } as const;
const clientTypes = { type: { kind: ['access_console', 'asset_client', 'gateway'] } } as const;
const lsid = { lsid: { kind: 'text', note: '32 hexadecimal digits' } } as const;
const roles = {
  cluster_role: { kind: ['single', 'primary', 'traffic'], readOnly: true },
  failover_role: { kind: ['none', 'primary', 'backup'], readOnly: true },
} as const satisfies Fields;
const granted = {
  ...{ perm_backup: shownFlag, perm_configuration: shownFlag, perm_configuration_vault_account: shownFlag },
  ...{
    perm_ecm: shownFlag,
    perm_scim: shownFlag,
    perm_vault_backup: shownFlag,
    perm_reporting_asset: shownFlag,
  },
  ...{ perm_reporting_duplicate_jump_client: shownFlag, perm_reporting_license: shownFlag },
  ...{ perm_reporting_session: shownFlag, perm_reporting_syslog: shownFlag, perm_reporting_vault: shownFlag },
};

/** Command API v2: JSON beside the Configuration API, on appliances of 26.1 and later. */
export const commandV2 = {
  'command/v2/openapi.yaml': {
    title: "The Command API's own description",
    verbs: { download: { answer: 'file' } },
    fields: {},
  },
  'command/v2/info': {
    title: 'API versions, the product, and what this API account may do',
    verbs: { get: {} },
    fields: {
      product: { kind: ['pra', 'rs'], readOnly: true },
      current_time: shownTime,
      command_api_version: shownText,
      config_api_version: shownText,
      reporting_api_version: shownText,
      backup_api_version: shownText,
      permissions: {
        kind: 'object',
        readOnly: true,
        fields: { perm_command: { kind: ['full_access', 'read_only', 'deny'], readOnly: true }, ...granted },
      },
    },
  },
  'command/v2/health': {
    title: 'Health of the appliance',
    verbs: { get: {} },
    fields: {
      version: shownText,
      build: shownText,
      appliance_hostname: shownText,
      appliance_id: hex,
      ...roles,
      enabled_shared_ips: { kind: 'list', nullable: true, readOnly: true, of: { kind: 'text' } },
      last_data_sync: { ...shownTime, nullable: true },
      last_data_sync_status: { ...shownText, nullable: true },
    },
    note: 'An unwell appliance answers 500; btapi health tells well from unwell by its exit code.',
  },
  'command/v2/appliance': {
    title: 'Appliances with their roles',
    verbs: { list: {} },
    fields: {
      id: hex,
      name: shownText,
      public_hostname: shownText,
      ...roles,
      accepting_connections: shownFlag,
      timezone_offset: { kind: 'integer', readOnly: true, note: 'seconds from UTC' },
    },
  },
  'command/v2/appliance/client-count': {
    title: 'How many clients each appliance has',
    verbs: { list: {} },
    fields: {
      id: hex,
      access_consoles: { kind: 'integer', readOnly: true },
      asset_clients: { kind: 'integer', readOnly: true },
      gateways: { kind: 'integer', readOnly: true },
    },
    filters: clientTypes,
  },
  'command/v2/client': {
    title: 'Connected clients',
    item: 'id',
    verbs: { list: {}, get: {} },
    fields: {
      id,
      type: { kind: ['access_console', 'asset_client', 'gateway'], readOnly: true },
      hostname: shownText,
      platform: shownText,
      timezone_offset: { ...shownText, note: 'seconds from UTC' },
      user_id: shownRef,
      user_type: { kind: ['normal', 'invited'], readOnly: true },
      username: shownText,
      display_name: shownText,
      session_count: { kind: 'integer', readOnly: true },
      session_lsids: { kind: 'list', readOnly: true, of: { kind: 'text' } },
      lsid: hex,
      non_interactive: { kind: ['shell', 'rdp'], readOnly: true },
    },
    filters: clientTypes,
    note: 'An id is good only while its client stays connected.',
  },
  'command/v2/client/{id}/connections': {
    title: 'Connections of a client, and their latest events',
    verbs: { get: {} },
    fields: {
      id,
      connections: {
        kind: 'list',
        readOnly: true,
        of: {
          kind: 'object',
          fields: {
            appliance_id: hex,
            purpose: { kind: ['primary', 'traffic'], readOnly: true },
            receive_traffic_node: shownFlag,
            connected_since: shownTime,
            private_ip: shownText,
          },
        },
      },
      events: {
        kind: 'list',
        readOnly: true,
        max: 20,
        of: { kind: 'object', fields: { time: shownTime, message: shownText } },
      },
    },
  },
  'command/v2/session': {
    title: 'Running sessions: custom attributes, and their end',
    item: 'lsid',
    itemKind: 'hex32',
    verbs: { get: { answer: 'list' }, update: {}, delete: {} },
    fields: { '*': { kind: 'text', max: 1024, note: 'by code name, 30 at most' } },
    note: 'delete ends the session.',
  },
  'command/v2/session/{lsid}/user/{id}': {
    title: 'A representative in a session',
    product: 'rs',
    params: lsid,
    verbs: { do: { sure: 'inferred' }, delete: { sure: 'inferred' } },
    fields: {},
  },
  'command/v2/session/{lsid}/transfer/user/{id}': {
    title: 'Hand a session to a representative',
    product: 'rs',
    params: lsid,
    verbs: { do: { sure: 'inferred' } },
    fields: {},
  },
  'command/v2/session/{lsid}/transfer/team/{team}': {
    title: 'Hand a session to a team',
    product: 'rs',
    params: lsid,
    verbs: { do: { sure: 'inferred' } },
    fields: {},
  },
  'command/v2/user': {
    title: 'Users who are logged in',
    verbs: { list: {} },
    fields: {
      id,
      type: { kind: ['normal', 'invited'], readOnly: true },
      display_name: shownText,
      logged_in_since: shownTime,
      session_count: { kind: 'integer', readOnly: true },
    },
  },
  'command/v2/user/{id}/logout': {
    title: 'Log a user out',
    verbs: { do: { answer: 'none' } },
    fields: {},
  },
  'command/v2/user/{id}/status': {
    title: "A representative's status",
    product: 'rs',
    verbs: { update: { method: 'PUT', sure: 'inferred' } },
    fields: { code_name: codeName },
  },
  'command/v2/team': {
    title: 'Support teams',
    product: 'rs',
    verbs: { list: { sure: 'inferred' } },
    fields: {},
  },
  'command/v2/team/{team}/issue': {
    title: 'Issues of a team',
    product: 'rs',
    verbs: { list: { sure: 'inferred' } },
    fields: {},
  },
  'command/v2/session-key': {
    title: 'Session keys',
    product: 'rs',
    verbs: { add: { sure: 'inferred' } },
    fields: {
      queue_type: { kind: 'text' },
      queue_id: ref,
      issue_code_name: { kind: 'text' },
      rep_username: { kind: 'text' },
      url_hostname: { kind: 'text' },
      short_key: shownText,
    },
  },
  'command/v2/virtual-customer': {
    title: 'Customers who come in by a session key',
    product: 'rs',
    verbs: { add: { sure: 'inferred' } },
    fields: {
      short_key: { kind: 'text', required: true },
      name: { kind: 'text' },
      public_ip: { kind: 'text' },
      operating_system: { kind: 'text' },
      computer_name: { kind: 'text' },
      click_to_chat: { kind: 'flag', default: false },
      language: { kind: 'text' },
      public_site: { kind: 'text' },
    },
  },
  'command/v2/failover-role': {
    title: 'Role of the appliance in failover',
    verbs: { do: { body: 'required' } },
    fields: {
      role: { kind: ['primary', 'backup'], required: true },
      data_sync_first: { kind: 'flag', default: false },
      force: { kind: 'flag', default: false },
    },
  },
} as const satisfies Table;
