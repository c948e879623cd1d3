import type { Table } from '../row.ts';
import { id, shownText } from './common.ts';

/** Reporting API v2: JSON beside the Configuration API; one report so far. */
export const reportingV2 = {
  'reporting/v2/duplicate-jump-clients': {
    title: 'Jump Clients that share their system with another',
    product: 'pra',
    item: 'id',
    offsets: 5000,
    verbs: {
      list: {},
      get: {},
      do: {
        method: 'DELETE',
        body: 'required',
        answer: 'none',
        fields: {
          ids: { kind: 'list', of: { kind: 'integer', min: 1 }, min: 1, note: 'or system_identifiers' },
          system_identifiers: {
            kind: 'list',
            of: { kind: 'text', min: 1 },
            min: 1,
            note: 'one of each stays',
          },
          allow_delete_all: { kind: 'flag', default: false, note: 'none need stay' },
        },
      },
    },
    fields: {
      id,
      name: shownText,
      jump_group: { ...shownText, note: 'its name' },
      install_time: shownText,
      comments: { ...shownText, nullable: true },
      tag: { ...shownText, nullable: true },
      status: { kind: ['online', 'offline'], readOnly: true },
      system_identifier: shownText,
    },
    filters: {
      id: { kind: 'integer', min: 1 },
      name: { kind: 'text' },
      jump_group: { kind: 'text' },
      comments: { kind: 'text' },
      tag: { kind: 'text' },
      system_identifier: { kind: 'text' },
      status: { kind: ['online', 'offline'] },
    },
    note: 'Texts are looked for as parts, in any case. do deletes: by ids, or all but one of a system.',
  },
} as const satisfies Table;
