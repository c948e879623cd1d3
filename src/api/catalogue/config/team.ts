import type { Table } from '../row.ts';
import { codeName, id, off, ref, teamRole } from './common.ts';

/** Teams and their users. */
export const team = {
  team: {
    title: 'Teams',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      id,
      name: { kind: 'text', required: true, min: 1, max: 255 },
      code_name: codeName,
      comments: { kind: 'text', nullable: true, max: 4096 },
      persistent_queue: { ...off, product: 'rs' },
      public_portal_ids: { kind: 'list', product: 'rs', of: { kind: 'any' }, note: 'ids, or the word all' },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
      code_name: codeName,
    },
  },
  'team/{id}/user': {
    title: 'Users of a team',
    item: 'user_id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {} },
    fields: {
      team_id: { ...ref, required: true },
      user_id: { ...ref, required: true },
      role: teamRole,
    },
  },
} satisfies Table;
