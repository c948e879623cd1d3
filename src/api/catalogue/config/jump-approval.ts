import type { Fields, Table } from '../row.ts';
import { ref, shownRef } from './common.ts';

const request = {
  id: ref,
  state: { kind: ['pending', 'approved', 'denied', 'cancelled', 'in_use'] },
  jump_policy_id: shownRef,
  jump_item_type: { kind: 'text' },
  jump_item_id: ref,
  created_by_user_id: ref,
  start_timestamp: { kind: 'time' },
  duration: { kind: 'integer', min: 60, default: 7200, note: 'seconds' },
  request_reason: { kind: 'text', max: 2048 },
  response_comments: { kind: 'text', max: 2048 },
} satisfies Fields;

/** Requests for access to a Jump Item, and their approval. */
export const jumpApproval = {
  'jump-approval/{user_id}': {
    title: 'Access requests a user may decide on',
    product: 'pra',
    since: '1.10',
    verbs: { list: {} },
    fields: request,
    filters: {
      state: { kind: ['pending', 'approved', 'denied', 'cancelled', 'in_use'] },
    },
  },
  'jump-approval/{user_id}/view': {
    title: 'One access request, as a user sees it',
    product: 'pra',
    since: '1.10',
    item: 'id',
    verbs: { get: {} },
    fields: request,
  },
  'jump-approval/request': {
    title: 'Ask for access to a Jump Item',
    product: 'pra',
    since: '1.10',
    verbs: {
      do: {
        body: 'required',
        answers: { message: { kind: 'text' } },
      },
    },
    fields: {
      user_id: { ...ref, required: true },
      jump_item_type: { kind: 'text', required: true },
      jump_item_id: { ...ref, required: true },
      start: { kind: 'integer', required: true, min: 0, note: 'Unix seconds' },
      duration: { kind: 'integer', required: true, min: 60, default: 7200, note: 'seconds' },
      reason: { kind: 'text', max: 2048 },
    },
  },
  'jump-approval/approve': {
    title: 'Grant or deny an access request',
    product: 'pra',
    since: '1.10',
    verbs: {
      do: {
        body: 'required',
        answers: { message: { kind: 'text' } },
      },
    },
    fields: {
      id: { ...ref, required: true },
      user_id: { ...ref, required: true },
      answer: { kind: ['approved', 'denied'], required: true },
      comments: { kind: 'text', max: 2048 },
    },
  },
  'jump-approval/session-status/{user_id}': {
    title: 'Granted access of a user and the time left',
    product: 'pra',
    since: '1.12',
    verbs: { list: {} },
    fields: {
      id: ref,
      state: { kind: ['approved', 'in_use'] },
      jump_item_id: ref,
      jump_item_type: { kind: 'text' },
      jump_policy_id: ref,
      created_by_user_id: ref,
      start_timestamp: { kind: 'integer', nullable: true, note: 'Unix seconds' },
      duration: { kind: 'integer', min: 60, note: 'seconds' },
      end_timestamp: { kind: 'integer', nullable: true, note: 'Unix seconds' },
      time_remaining_seconds: { kind: 'integer', min: 0 },
      expired: { kind: 'flag' },
    },
  },
} satisfies Table;
