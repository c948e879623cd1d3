import type { Field, Operation } from '../row.ts';

// An id is a 32-bit integer from 1; the ceiling says nothing to people, so it is not repeated here.

/** The number the appliance gives to a new item. */
export const id = { kind: 'integer', readOnly: true, min: 1 } satisfies Field;
/** The id of another item. */
export const ref = { kind: 'integer', min: 1 } satisfies Field;
/** The id of another item, in answers only. */
export const shownRef = { kind: 'integer', readOnly: true, min: 1 } satisfies Field;
/** The id of another item, or null for none. */
export const optionalRef = { kind: 'integer', nullable: true, min: 1 } satisfies Field;
/** A session policy; null for the default. The first real one is 2. */
export const sessionPolicy = { kind: 'integer', nullable: true, min: 2 } satisfies Field;
/** Letters, digits, underscores and hyphens. */
export const codeName = { kind: 'text', max: 64 } satisfies Field;
/** Whether jump_group_id is a shared Jump Group or the user who owns the item. */
export const groupType = { kind: ['shared', 'personal'], default: 'shared' } satisfies Field;
/** A flag that is false when left out. */
export const off = { kind: 'flag', default: false } satisfies Field;
/** A flag that is true when left out. */
export const on = { kind: 'flag', default: true } satisfies Field;
/** A flag in answers only. */
export const shownFlag = { kind: 'flag', readOnly: true } satisfies Field;
/** Text in answers only. */
export const shownText = { kind: 'text', readOnly: true } satisfies Field;
/** A time in answers only. */
export const shownTime = { kind: 'time', readOnly: true } satisfies Field;
/** What a user may do with a Vault account. */
export const vaultRole = { kind: ['inject', 'inject_and_checkout'] } satisfies Field;
/** What a user is in a team. */
export const teamRole = { kind: ['member', 'lead', 'manager'], default: 'member' } satisfies Field;
/** Operating systems of endpoint automation. */
export const system = { kind: ['Windows', 'Linux', 'Mac'] } satisfies Field;

/** A copy needs a place and a name; it answers the new id as destId. */
export const copyToGroup = {
  body: 'required',
  fields: {
    jump_group_id: { ...ref, required: true },
    jump_group_type: { kind: ['shared', 'personal'], required: true },
    name: { kind: 'text', required: true, min: 1, max: 128 },
  },
  answers: { action: { kind: 'text' }, success: { kind: 'text' }, destId: ref },
} satisfies Operation;
