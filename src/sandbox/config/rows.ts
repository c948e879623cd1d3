import type { Table } from '../../api/catalogue/row.ts';

const id = { kind: 'integer', readOnly: true, min: 1 } as const;
const text = (max: number, min = 0) => ({ kind: 'text', min, max }) as const;

/** A couple of rows until the catalogue is there. */
const few: Table = {
  'jump-group': {
    title: 'Jump Groups',
    item: 'id',
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      id,
      name: { ...text(255, 1), required: true },
      code_name: text(64),
      comments: { ...text(4096), nullable: true },
    },
    filters: { name: { kind: 'text' }, code_name: { kind: 'text' } },
    paged: true,
  },
  jumpoint: {
    title: 'Jumpoints',
    item: 'id',
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      id,
      name: { ...text(255, 1), required: true },
      platform: { kind: ['windows-x86', 'linux-x86'], required: true },
      code_name: text(64),
      comments: text(1024),
      enabled: { kind: 'flag', default: true },
      shell_jump_enabled: { kind: 'flag', default: false },
    },
    filters: { name: { kind: 'text' }, code_name: { kind: 'text' } },
    paged: true,
  },
  'jump-item/shell-jump': {
    title: 'Shell Jumps',
    item: 'id',
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: {} },
    fields: {
      id,
      name: { ...text(128, 1), required: true },
      jumpoint_id: { kind: 'integer', min: 1, required: true },
      hostname: { ...text(128, 1), required: true },
      protocol: { kind: ['ssh', 'telnet'], required: true },
      port: { kind: 'integer', min: 1, max: 65535 },
      jump_group_id: { kind: 'integer', min: 1, required: true },
      jump_group_type: { kind: ['shared', 'personal'], default: 'shared' },
      terminal: { kind: ['xterm', 'VT100'], default: 'xterm' },
      keep_alive: { kind: 'integer', min: 0, max: 300 },
      username: text(128),
      tag: text(64),
      comments: text(1024),
      jump_policy_id: { kind: 'integer', min: 1, nullable: true },
      session_policy_id: { kind: 'integer', min: 2, nullable: true },
    },
    filters: {
      name: { kind: 'text' },
      hostname: { kind: 'text', min: 3 },
      jump_group_id: { kind: 'integer' },
      jump_group_type: { kind: 'text' },
      jumpoint_id: { kind: 'integer' },
      tag: { kind: 'text' },
    },
    paged: true,
  },
};

/** Names, kinds and limits of every resource, by the path of its collection. */
export const rows = async (): Promise<Table> => few;
