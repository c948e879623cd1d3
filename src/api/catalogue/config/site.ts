import type { Table } from '../row.ts';
import { codeName, id, shownFlag, shownRef, shownText } from './common.ts';

/** What belongs to the site as a whole. */
export const site = {
  'api-account': {
    title: 'API accounts',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: { since: '1.10' } },
    fields: {
      id,
      name: { ...shownText, min: 1, max: 255 },
      comments: { ...shownText, max: 4096 },
      enabled: shownFlag,
      ip_addresses: shownText,
      client_id: { ...shownText, max: 40 },
      failed_login_attempts: { kind: 'integer', readOnly: true },
      failed_login_expiration: shownText,
      ecm_group_id: { ...shownRef, product: 'pra', note: 'gone from 1.12' },
      perm_command: { kind: ['deny', 'read_only', 'full_access'], readOnly: true },
      perm_reporting_support: shownFlag,
      perm_reporting_license: shownFlag,
      perm_reporting_vault: shownFlag,
      perm_reporting_jump_item: { ...shownFlag, since: '1.10' },
      perm_reporting_syslog: shownFlag,
      perm_backup: shownFlag,
      perm_vault_backup: shownFlag,
      perm_ecm: shownFlag,
      perm_scim: { ...shownFlag, product: 'pra' },
      perm_configuration: shownFlag,
      perm_configuration_vault_account: shownFlag,
      perm_reporting_archive: { ...shownFlag, product: 'rs' },
      perm_real_time_state: { ...shownFlag, product: 'rs' },
      perm_reporting_duplicate_jump_client: { ...shownFlag, product: 'pra', since: '1.12' },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
    },
  },
  'public-portal': {
    title: 'Public portals',
    product: 'rs',
    paged: true,
    verbs: { list: {} },
    fields: {
      id,
      name: { ...shownText, min: 1, max: 255 },
      addresses: { kind: 'list', readOnly: true, of: { kind: 'text' } },
    },
  },
  'rep-status': {
    title: 'Statuses a representative can choose',
    product: 'rs',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      id,
      name: { kind: 'text', min: 1, max: 64 },
      code_name: codeName,
      display_as: { kind: ['away', 'busy'] },
    },
    filters: {
      name: { kind: 'text' },
    },
  },
  'openapi.yaml': {
    title: 'The OpenAPI document of this very appliance',
    verbs: { get: { answer: 'text' }, download: {} },
    fields: {},
  },
  'cli/{platform}': {
    title: "The vendor's own btapi, zipped",
    note: 'Needs no token.',
    params: { platform: { kind: ['linux', 'win32', 'macos'] } },
    verbs: { download: {} },
    fields: {},
  },
} satisfies Table;
