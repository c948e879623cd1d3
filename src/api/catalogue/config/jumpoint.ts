import type { Table } from '../row.ts';
import { codeName, id, off, on, optionalRef, ref, shownText } from './common.ts';

/** Jumpoints, their nodes, users and installers. */
export const jumpoint = {
  jumpoint: {
    title: 'Jumpoints',
    note: 'Deleting a Jumpoint deletes its nodes, Jump Items, endpoints, and the Vault accounts found through it.',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      id,
      name: { kind: 'text', required: true, min: 1, max: 255 },
      platform: { kind: ['windows-x86', 'linux-x86'], required: true, note: 'cannot change' },
      code_name: codeName,
      comments: { kind: 'text', max: 1024 },
      enabled: on,
      connected: { ...on, readOnly: true },
      clustered: { ...off, note: 'cannot change' },
      shell_jump_enabled: off,
      external_jump_item_network_id: { kind: 'text', max: 1024 },
      protocol_tunnel_enabled: { ...on, product: 'pra' },
      rdp_service_account_id: { ...optionalRef, product: 'pra' },
      managed_ip_ranges: {
        kind: 'list',
        product: 'pra',
        since: '1.10',
        of: {
          kind: 'object',
          fields: {
            start: { kind: 'text' },
            end: { kind: 'text' },
          },
        },
      },
      jzp_enabled: { ...off, since: '1.10' },
      jzp_proxy_hostname: { kind: 'text', since: '1.10', max: 256, default: '' },
      jzp_proxy_port: { kind: 'integer', since: '1.10', min: 1, max: 65535, default: 9555 },
      jzp_allow_http_get: { ...off, since: '1.10' },
      jzp_client_address_restrictions_type: {
        kind: ['no_restriction', 'allow_all', 'deny_all'],
        since: '1.10',
        default: 'no_restriction',
      },
      jzp_restricted_ips: { kind: 'list', since: '1.10', of: { kind: 'text' } },
      docker_deploy_key: {
        ...shownText,
        since: '1.10',
        note: 'a secret: whoever has it can deploy the Jumpoint',
      },
      key_info: { ...shownText, since: '1.10' },
      network_tunnel_consent_enabled: { ...on, product: 'pra', since: '1.12' },
    },
    filters: {
      name: { kind: 'text' },
      public_ip: { kind: 'text' },
      private_ip: { kind: 'text' },
      hostname: { kind: 'text' },
      code_name: codeName,
    },
  },
  'jumpoint/{id}/installer': {
    title: 'Installer file of a Jumpoint',
    verbs: { download: {} },
    fields: {},
  },
  'jumpoint/{id}/node': {
    title: 'Nodes of a Jumpoint cluster',
    verbs: { list: {} },
    fields: {
      id,
      last_connect_timestamp: { kind: 'time', nullable: true },
      last_disconnect_timestamp: { kind: 'time', nullable: true },
      public_ip: { kind: 'text', min: 1, max: 45 },
      private_ip: { kind: 'text', min: 1, max: 45 },
      hostname: { kind: 'text', min: 1, max: 255 },
    },
  },
  'jumpoint/{id}/user': {
    title: 'Users of a Jumpoint',
    item: 'user_id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, delete: {} },
    fields: {
      user_id: { ...ref, required: true },
    },
  },
} satisfies Table;
