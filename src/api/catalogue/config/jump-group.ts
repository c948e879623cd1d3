import type { Table } from '../row.ts';
import { codeName, id, off, ref } from './common.ts';

/** Jump Groups, their users, and Jump Item Roles. */
export const jumpGroup = {
  'jump-group': {
    title: 'Jump Groups',
    note: 'Deleting a Jump Group deletes its Jump Items.',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      id,
      name: { kind: 'text', required: true, min: 1, max: 255 },
      code_name: codeName,
      comments: { kind: 'text', nullable: true, max: 4096 },
      ecm_group_id: { ...ref, product: 'pra', note: 'gone from 1.12' },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
      code_name: codeName,
    },
  },
  'jump-group/{id}/user': {
    title: 'Users of a Jump Group',
    item: 'user_id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      user_id: ref,
      jump_item_role_id: { ...ref, note: 'leave out for the usual role' },
      jump_policy_id: { ...ref, product: 'pra', note: 'leave out for the usual policy' },
    },
  },
  'jump-item-role': {
    title: 'Jump Item Roles',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {} },
    fields: {
      id,
      name: { kind: 'text', min: 1, max: 255 },
      description: { kind: 'text', max: 4096 },
      perm_add: off,
      perm_assign_jump_group: off,
      perm_remove: off,
      perm_start: off,
      perm_edit_tag: off,
      perm_edit_comments: off,
      perm_edit_jump_policy: off,
      perm_edit_session_policy: off,
      perm_edit_identity: off,
      perm_edit_behavior: off,
      perm_view_jump_item_report: off,
      perm_edit_public_portal: { ...off, product: 'rs' },
      perm_edit_support_button: { ...off, product: 'rs', since: '1.10' },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
    },
  },
} satisfies Table;
