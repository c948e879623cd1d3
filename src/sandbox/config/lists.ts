import type { ValueObject } from '../../value.ts';
import type { World } from '../world.ts';

/** Filters that are more than "the field of that name". */
export interface OwnFilters {
  by: Record<string, (item: ValueObject, wanted: string, world: World) => boolean>;
  /** Holds for every list of this row, asked for or not. */
  always?: (item: ValueObject, query: URLSearchParams) => boolean;
}

const ofNode = (name: string) => (item: ValueObject, wanted: string, world: World) =>
  world.store
    .items(`jumpoint/${item['id']}/node`)
    .some((node) => String(node[name]).toLowerCase() === wanted.toLowerCase());

const truth = /^(1|true|yes)$/i;

const own: Record<string, OwnFilters> = {
  // Any node of a Jumpoint may match.
  jumpoint: {
    by: { public_ip: ofNode('public_ip'), private_ip: ofNode('private_ip'), hostname: ofNode('hostname') },
  },
  // Personal accounts are left out unless they are asked for.
  'vault/account': {
    by: { include_personal: () => true },
    always: (item, query) => item['personal'] !== true || truth.test(query.get('include_personal') ?? ''),
  },
};

export const ownFilters = (row: string): OwnFilters => own[row] ?? { by: {} };

/** What some lists tell of each item; the rest takes a second call. */
const short: Record<string, readonly string[]> = {
  // The part that all types have in common.
  'security-provider': ['id', 'type', 'name', 'enabled', 'user_authentication', 'group_lookup'],
  'vault/account': [
    'id',
    'type',
    'name',
    'description',
    'personal',
    'owner_user_id',
    'account_group_id',
    'account_policy',
  ],
};

/** An item as its list shows it, where that differs from the item itself. */
export function listed(row: string, item: ValueObject): ValueObject {
  const names = short[row];
  return names ? Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name))) : item;
}
