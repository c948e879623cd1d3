import type { Table } from '../row.ts';
import { codeName, id, off, on } from './common.ts';

/** Jump Policies and session policies. */
export const jumpPolicy = {
  'jump-policy': {
    title: 'Jump Policies',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      id,
      display_name: { kind: 'text', required: true, min: 1, max: 255 },
      code_name: codeName,
      description: { kind: 'text', max: 1000 },
      schedule_enabled: { ...on, note: 'excludes approval_required' },
      simultaneous_jumps: { kind: ['global', 'join', 'disallow'], since: '1.10', default: 'global' },
      simultaneous_jump_behavior_applies_to_copies: { ...off, since: '1.10' },
      simultaneous_jumps_rdp: {
        kind: ['global', 'new_session', 'disallow'],
        since: '1.10',
        default: 'global',
      },
      external_tools_rdp_allowed: { ...on, product: 'pra', since: '1.10' },
      external_tools_shell_allowed: { ...on, product: 'pra', since: '1.10' },
      schedule_strict: off,
      ticket_id_required: {
        ...off,
        note: 'from 1.12 use context_requirement; still accepted, no longer answered',
      },
      two_factor_challenge_required: { ...off, since: '1.10' },
      session_start_notification: { ...off, product: 'pra' },
      session_end_notification: { ...off, product: 'pra' },
      notification_email_addresses: { kind: 'list', product: 'pra', max: 100, of: { kind: 'text' } },
      notification_display_name: { kind: 'text', product: 'pra', max: 255 },
      notification_email_language: { kind: 'text', product: 'pra', default: 'en-us' },
      approval_required: { ...off, product: 'pra' },
      approval_max_duration: {
        kind: 'integer',
        product: 'pra',
        min: 1,
        max: 524160,
        default: 480,
        note: 'minutes',
      },
      approval_scope: { kind: ['requestor', 'anyone'], product: 'pra', default: 'requestor' },
      approval_email_addresses: { kind: 'list', product: 'pra', max: 100, of: { kind: 'text' } },
      approval_user_ids: { kind: 'list', product: 'pra', max: 100, of: { kind: 'text' } },
      approval_team_ids: { kind: 'list', product: 'pra', since: '1.10', max: 100, of: { kind: 'text' } },
      approval_display_name: { kind: 'text', product: 'pra', max: 255 },
      approval_email_language: { kind: 'text', product: 'pra', default: 'en-us' },
      approval_approver_scope: {
        kind: ['not_requestor', 'anyone'],
        product: 'pra',
        since: '1.9',
        default: 'not_requestor',
      },
      recordings_disabled: { ...off, product: 'pra' },
      context_requirement: {
        kind: ['none', 'ticket_id', 'justification'],
        product: 'pra',
        since: '1.12',
        default: 'none',
      },
    },
    filters: {
      code_name: codeName,
    },
  },
  'jump-policy/{id}/schedule': {
    title: 'Hours in which a Jump Policy lets sessions run',
    note: 'Cannot be written by the API.',
    verbs: { get: {} },
    fields: {
      timezone: { kind: 'text' },
      entries: {
        kind: 'list',
        of: {
          kind: 'object',
          fields: {
            start_day: { kind: 'integer', min: 0, max: 6 },
            start_time: { kind: 'text' },
            end_day: { kind: 'integer', min: 0, max: 6 },
            end_time: { kind: 'text' },
          },
        },
        note: 'days count from 0, times are HH:MM',
      },
    },
  },
  'session-policy': {
    title: 'Session policies',
    paged: true,
    verbs: { list: {} },
    fields: {
      id,
      display_name: { kind: 'text', min: 1, max: 255 },
      code_name: codeName,
      description: { kind: 'text', max: 1024 },
    },
  },
} satisfies Table;
