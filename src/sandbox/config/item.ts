import type { Field, Fields } from '../../api/catalogue/row.ts';
import { isObject, type Value, type ValueObject } from '../../value.ts';
import { type CheckOptions, exists } from './check.ts';

/** A secret that came in; a read-only one (an installer's key) is made by the appliance and shown. */
export const hidden = (field: Field): boolean =>
  field.writeOnly === true || (field.kind === 'secret' && !field.readOnly);

/** What the appliance fills in for a field that was not sent; undefined leaves it out. */
function filler(field: Field): Value | undefined {
  if (hidden(field)) return undefined;
  if (field.default !== undefined) return field.default;
  if (field.nullable) return null;
  if (field.readOnly) return undefined;
  if (field.kind === 'flag') return false;
  if (field.kind === 'list') return [];
  if (field.kind === 'text' && !field.min) return '';
  return undefined;
}

/** An item with every field that has a default, in the order of the row. */
export function complete(fields: Fields, given: ValueObject, options: CheckOptions): ValueObject {
  const item: ValueObject = {};
  for (const [name, field] of Object.entries(fields)) {
    if (!exists(field, options)) continue;
    const value = given[name] === undefined ? filler(field) : given[name];
    if (value !== undefined) item[name] = value;
  }
  return item;
}

/** The item as it is answered: what is write-only never comes back, nor what the row does not know. */
export function shown(fields: Fields, item: ValueObject): ValueObject {
  const out: ValueObject = {};
  for (const [name, value] of Object.entries(item)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field || hidden(field)) continue;
    out[name] = field.fields && isObject(value) ? shown(field.fields, value) : value;
  }
  return out;
}
