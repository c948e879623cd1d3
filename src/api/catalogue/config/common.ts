import type { Field, Operation } from '../row.ts';

export const id = { kind: 'integer', readOnly: true, min: 1 } satisfies Field;
export const ref = { kind: 'integer', min: 1 } satisfies Field;
export const shownRef = { kind: 'integer', readOnly: true, min: 1 } satisfies Field;
export const optionalRef = { kind: 'integer', nullable: true, min: 1 } satisfies Field;
export const sessionPolicy = { kind: 'integer', nullable: true, min: 2 } satisfies Field;
export const codeName = { kind: 'text', max: 64 } satisfies Field;
export const groupType = { kind: ['shared', 'personal'], default: 'shared' } satisfies Field;
export const off = { kind: 'flag', default: false } satisfies Field;
export const on = { kind: 'flag', default: true } satisfies Field;
export const shownFlag = { kind: 'flag', readOnly: true } satisfies Field;
export const shownText = { kind: 'text', readOnly: true } satisfies Field;
export const shownTime = { kind: 'time', readOnly: true } satisfies Field;
export const vaultRole = { kind: ['inject', 'inject_and_checkout'] } satisfies Field;
export const teamRole = { kind: ['member', 'lead', 'manager'], default: 'member' } satisfies Field;
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
