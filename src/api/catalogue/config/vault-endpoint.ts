import type { Table } from '../row.ts';
import { id, ref, shownText } from './common.ts';

/** Vault endpoints and the Jump Items tied to them. */
export const vaultEndpoint = {
  'vault/endpoint': {
    title: 'Vault endpoints',
    paged: true,
    verbs: { list: {} },
    fields: {
      id,
      name: { kind: 'text', min: 1, max: 128 },
      operating_system: shownText,
      domain_name: { ...shownText, max: 128 },
      distinguished_name: shownText,
      hostname: { kind: 'text', min: 1, max: 128 },
      description: { kind: 'text', max: 1024 },
      source: { kind: 'integer', readOnly: true, since: '1.12' },
      workgroup: { ...shownText, since: '1.12' },
      platform_name: { ...shownText, since: '1.12' },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 128 },
      hostname: { kind: 'text', min: 1, max: 128 },
      description: { kind: 'text', max: 1024 },
      domain_name: { kind: 'text', min: 1, max: 255 },
    },
  },
  'vault/endpoint/{id}/remote-rdp-jump-item-candidates': {
    title: 'RDP items that fit an endpoint',
    verbs: { list: {} },
    fields: {
      id,
    },
  },
  'vault/endpoint/{id}/remote-rdp-jump-item-association': {
    title: 'Tie an RDP item to an endpoint',
    note: 'Cannot be undone by the API.',
    verbs: { add: {} },
    fields: {
      id: { ...ref, required: true },
    },
  },
  'vault/endpoint/{id}/shell-jump-item-candidates': {
    title: 'Shell Jump items that fit an endpoint',
    since: '1.12',
    verbs: { list: {} },
    fields: {
      id,
    },
  },
  'vault/endpoint/{id}/shell-jump-item-association': {
    title: 'Tie a Shell Jump item to an endpoint',
    note: 'Cannot be undone by the API.',
    since: '1.12',
    verbs: { add: {} },
    fields: {
      id: { ...ref, required: true },
    },
  },
} satisfies Table;
