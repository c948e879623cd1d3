import type { Field } from '../../api/catalogue/row.ts';
import type { Value, ValueObject } from '../../value.ts';
import { complete } from '../config/item.ts';
import { params } from '../config/match.ts';
import type { World } from '../world.ts';

/** A plausible value for a field that has to be there. */
function value(name: string, field: Field, id: number): Value | undefined {
  const { kind } = field;
  if (name === 'id') return id;
  if (typeof kind !== 'string') return field.required ? (kind[0] ?? null) : undefined;
  if (kind === 'text' && /^(name|username|display_name|public_display_name)$/.test(name)) return `item ${id}`;
  if (name === 'code_name') return `item_${id}`;
  if (name === 'hostname') return `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}`;
  if (name === 'tag') return `i-${id.toString(16).padStart(17, '0')}`;
  if (!field.required) return undefined;
  if (kind === 'integer') return field.min ?? 1;
  return kind === 'text' ? `${name} ${id}` : undefined;
}

/** Makes items of one collection out of their number, always the same ones. */
export function synthetic(world: World, path: string): (id: number) => ValueObject {
  const found = Object.entries(world.rows).find(
    ([template]) => params(template, path.split('/')) !== undefined,
  );
  const fields = found?.[1].fields ?? {};
  return (id) => {
    const given: ValueObject = { id };
    for (const [name, field] of Object.entries(fields)) {
      const made = value(name, field, id);
      if (made !== undefined) given[name] = made;
    }
    return complete(fields, given, { product: world.product, verb: 'add', whole: given });
  };
}
