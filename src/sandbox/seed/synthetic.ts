import type { Field } from '../../api/catalogue/row.ts';
import { usage } from '../../errors.ts';
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
  if (!found)
    throw usage(`filling the sandbox: there is no ${path}`, 'collections are named as in: btapi resources');
  const fields = Object.entries(found[1].fields);
  const made = (id: number): ValueObject =>
    Object.fromEntries(
      fields.flatMap(([name, field]) => {
        const given = value(name, field, id);
        return given === undefined ? [] : [[name, given]];
      }),
    );
  const ofFirst = made(1);
  const first: ValueObject = { id: 1, ...ofFirst };
  const options = { product: world.product, verb: 'add', whole: first } as const;
  const sample = complete(Object.fromEntries(fields), first, options);
  // Only what differs from item to item is made anew.
  const second = made(2);
  const changing = fields.filter(([name]) => Object.hasOwn(sample, name) && second[name] !== ofFirst[name]);
  return (id) => {
    const item: ValueObject = { ...sample, id };
    for (const [name, field] of changing) item[name] = value(name, field, id) ?? null;
    return item;
  };
}
