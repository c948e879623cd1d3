import type { Field } from '../../api/catalogue/row.ts';
import type { ValueObject } from '../../value.ts';
import { exists } from '../config/check.ts';
import { complete } from '../config/item.ts';
import { params } from '../config/match.ts';
import type { World } from '../world.ts';

/** Items by the path of their collection, ids filled in: "group-policy/7/jumpoint". */
export type Crop = Readonly<Record<string, readonly ValueObject[]>>;

/** Puts items into their collections, completed with the defaults of their rows and without the other product's fields. */
export function plant(world: World, crop: Crop): void {
  for (const [path, items] of Object.entries(crop)) {
    const [name, row] =
      Object.entries(world.rows).find(([template]) => params(template, path.split('/')) !== undefined) ?? [];
    if (row?.product && row.product !== world.product) continue;
    const fields = row?.fields ?? {};
    for (const item of items) {
      const options = { product: world.product, verb: 'add', whole: item } as const;
      // Fields that only some verbs take may still be in an item.
      const here = (field: Field | undefined) =>
        !field || field.verbs !== undefined || exists(field, options);
      const known = Object.fromEntries(Object.entries(item).filter(([field]) => here(fields[field])));
      const key = row?.item && name && Object.hasOwn(fields, row.item) ? row.item : 'id';
      const id = item[key];
      world.store.put(path, typeof id === 'number' ? id : world.store.nextId(path), {
        ...complete(fields, known, options),
        ...(row && !Object.hasOwn(fields, 'id') ? withoutId(known) : known),
      });
    }
  }
}

/** An id that only says where to put an item is no part of it. */
const withoutId = ({ id: _, ...rest }: ValueObject): ValueObject => rest;
