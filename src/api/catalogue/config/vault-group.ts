import type { Table } from '../row.ts';
import { codeName, id, ref, shownRef, vaultRole } from './common.ts';
import { association, injectable } from './vault-fields.ts';

/** Vault account groups and account policies. */
export const vaultGroup = {
  'vault/account-group': {
    title: 'Vault account groups',
    note: 'Deleting a group moves its accounts to group 1.',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      id,
      name: { kind: 'text', required: true, min: 1, max: 255 },
      description: { kind: 'text', max: 1024 },
      account_policy: { ...codeName, nullable: true, min: 1, note: "a policy's code_name; null inherits" },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
    },
  },
  'vault/account-group/{id}/user': {
    title: 'Users of a Vault account group',
    item: 'user_id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      user_id: { ...ref, required: true },
      account_group_id: shownRef,
      role: { ...vaultRole, default: 'inject' },
    },
  },
  'vault/account-group/{id}/account': {
    title: 'Accounts in a Vault account group',
    note: 'An account is in exactly one group; removing it moves it to group 1.',
    item: 'account_id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, delete: {} },
    fields: {
      account_id: { ...ref, required: true },
      account_group_id: shownRef,
    },
  },
  'vault/account-group/{id}/jump-item-association': {
    title: 'Jump Items a Vault account group may be injected into',
    verbs: { get: {}, update: {} },
    fields: association,
  },
  'vault/account-group/{id}/jump-item-association/jump-item': {
    title: 'Single Jump Items of a Vault account group',
    verbs: { add: {}, delete: { body: 'required' } },
    fields: injectable,
  },
  'vault/account-group/{id}/jump-item-association/shared-jump-group': {
    title: 'Shared Jump Groups of a Vault account group',
    verbs: { add: {}, delete: { body: 'required' } },
    fields: {
      shared_jump_group_id: { ...ref, required: true },
      account_group_id: shownRef,
    },
  },
  'vault/account-policy': {
    title: 'Vault account policies',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      id,
      name: { kind: 'text', required: true, min: 1, max: 255 },
      code_name: codeName,
      description: { kind: 'text', max: 1024 },
      auto_rotate_credentials: { kind: 'flag' },
      allow_simultaneous_checkout: { kind: 'flag' },
      scheduled_password_rotation: { kind: 'flag' },
      maximum_password_age: { kind: 'integer', min: 1, max: 365, note: 'days' },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
      code_name: codeName,
    },
  },
} satisfies Table;
