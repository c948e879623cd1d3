import type { Field, Fields } from '../row.ts';
import { ref } from './common.ts';

const patterns = { kind: 'list', max: 32, of: { kind: 'text', min: 1, max: 64 } } satisfies Field;

/** One Jump Item that credentials may be injected into. */
export const injectable = {
  id: { ...ref, required: true },
  type: {
    kind: ['jump_client', 'remote_rdp', 'shell_jump', 'web_jump', 'protocol_tunnel'],
    required: true,
  },
} satisfies Fields;

/** Which Jump Items an account or a group of accounts may be injected into. Patterns take * at start and end. */
export const association = {
  filter_type: { kind: ['any_jump_items', 'no_jump_items', 'criteria'], required: true },
  criteria: {
    kind: 'object',
    fields: {
      shared_jump_groups: { kind: 'list', of: ref },
      host: patterns,
      name: patterns,
      tag: patterns,
      comment: patterns,
    },
  },
  jump_items: {
    kind: 'list',
    of: {
      kind: 'object',
      fields: injectable,
    },
  },
} satisfies Fields;
