import type { Table } from '../row.ts';
import { id, ref, shownRef, teamRole, vaultRole } from './common.ts';
import { policyFields } from './policy-fields.ts';

/** Group policies and what they hold. */
export const groupPolicy = {
  'group-policy': {
    title: 'Group policies',
    note: 'After changing members or rights, run do group-policy/ID/provision.',
    item: 'id',
    paged: true,
    verbs: {
      list: {},
      get: {},
      add: {},
      update: {},
      delete: {},
      copy: {
        body: 'required',
        fields: {
          name: { kind: 'text', required: true, min: 1, max: 255 },
        },
      },
    },
    fields: policyFields,
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
    },
  },
  'group-policy/{id}/provision': {
    title: 'Apply membership changes of a group policy',
    note: 'Change one thing after the other, then provision once.',
    verbs: { do: { answer: 'none' } },
    fields: {},
  },
  'group-policy/{id}/member': {
    title: 'Members of a group policy',
    note: 'Adding answers nothing: find the new member in the list.',
    item: 'member_id',
    paged: true,
    verbs: { list: {}, get: {}, add: { answer: 'none' }, delete: {} },
    fields: {
      id,
      security_provider_id: ref,
      distinguished_name: { kind: 'text', min: 1, max: 1024 },
      group_name: { kind: 'text', min: 1, max: 64 },
      user_id: ref,
    },
  },
  'group-policy/{id}/jumpoint': {
    title: 'Jumpoints of a group policy',
    item: 'jumpoint_id',
    paged: true,
    verbs: { list: {}, get: {}, add: { answer: 'none' }, delete: {} },
    fields: {
      jumpoint_id: { ...ref, required: true },
    },
  },
  'group-policy/{id}/jump-group': {
    title: 'Jump Groups of a group policy',
    note: 'Refuses jump_group_type. To change a role, delete and add again.',
    item: 'jump_group_id',
    verbs: { list: {}, get: {}, add: { answer: 'none' }, delete: {} },
    fields: {
      jump_group_id: { ...ref, required: true },
      jump_item_role_id: { kind: 'integer', min: 0, note: '0 for the usual role' },
      jump_policy_id: { kind: 'integer', product: 'pra', min: 0, note: '0 for the usual policy' },
    },
  },
  'group-policy/{id}/team': {
    title: 'Teams of a group policy',
    item: 'team_id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, delete: {} },
    fields: {
      team_id: { ...ref, required: true },
      role: teamRole,
    },
  },
  'group-policy/{id}/vault-account': {
    title: 'Vault accounts of a group policy',
    item: 'account_id',
    verbs: { list: {}, get: {}, add: {}, delete: {} },
    fields: {
      account_id: { ...ref, required: true },
      role: { ...vaultRole, default: 'inject' },
    },
  },
  'group-policy/{id}/vault-account-group': {
    title: 'Vault account groups of a group policy',
    item: 'account_group_id',
    verbs: { list: {}, get: {}, add: {}, delete: {} },
    fields: {
      group_policy_id: shownRef,
      account_group_id: { ...ref, required: true },
      role: { ...vaultRole, default: 'inject' },
    },
  },
  'group-policy/{id}/password-safe-target': {
    title: 'Password Safe targets of a group policy',
    since: '1.12',
    item: 'password_safe_target_id',
    paged: true,
    verbs: { list: {}, get: {}, add: { answer: 'none' }, delete: {} },
    fields: {
      password_safe_target_id: { ...ref, required: true },
    },
  },
} satisfies Table;
