import type { Field, Fields, Product, Verb } from '../../api/catalogue/row.ts';
import { isObject, type Value, type ValueObject } from '../../value.ts';

/** What became of a body. */
export interface Checked {
  /** Names that the appliance does not know: answered with 401 (overview, Common HTTP Status Codes). */
  unknown: string[];
  /** Complaints by field: answered with 422. */
  errors: Record<string, string[]>;
  /** The writable fields that were sent, times in the appliance's own form. */
  clean: ValueObject;
}

export interface CheckOptions {
  product: Product;
  verb: Verb;
  /** The item as it would become: decides which fields exist for its type. */
  whole?: ValueObject;
}

/** Whether a field exists on this product, for this verb and for this type of item. */
export function exists(field: Field, { product, verb, whole }: CheckOptions): boolean {
  if (field.product && field.product !== product) return false;
  if (field.verbs && !field.readOnly && !field.verbs.includes(verb)) return false;
  const types = /^type=([\w,-]+)/.exec(field.when ?? '')?.[1];
  return !types || whole?.['type'] === undefined || types.split(',').includes(String(whole['type']));
}

/** Holds a body against the fields of a row. Read-only fields may be sent and are ignored. */
export function check(fields: Fields, body: ValueObject, options: CheckOptions): Checked {
  const checked: Checked = { unknown: [], errors: {}, clean: {} };
  for (const [name, value] of Object.entries(body)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field || !exists(field, options)) checked.unknown.push(name);
    else if (!field.readOnly) {
      const wrong = complain(field, value);
      if (wrong) checked.errors[name] = [`The ${name} field ${wrong}.`];
      else checked.clean[name] = stored(field, value);
    }
  }
  if (options.verb === 'update') return checked;
  for (const [name, field] of Object.entries(fields)) {
    if (!field.required || field.readOnly || !exists(field, options)) continue;
    if (body[name] === undefined) checked.errors[name] = [`The ${name} field is required.`];
  }
  return checked;
}

/** RFC 3339 in UTC, "Z" or "+00:00", fractions ignored (overview, Date-Time Formatting). */
const utc = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|\+00:00)$/;

/** What is wrong with a value, to follow "The x field …"; undefined when nothing is. */
export function complain(field: Field, value: Value): string | undefined {
  if (value === null) return field.nullable ? undefined : 'must not be null';
  const { kind } = field;
  if (typeof kind !== 'string') return enumeration(kind, value);
  switch (kind) {
    case 'text':
    case 'secret':
      return typeof value === 'string' ? within(field, [...value].length, 'characters') : 'must be a string';
    case 'integer':
      return Number.isInteger(value) ? within(field, Number(value), '') : 'must be an integer';
    case 'number':
      return typeof value === 'number' ? within(field, value, '') : 'must be a number';
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'time':
      return typeof value === 'string' && utc.test(value) && !Number.isNaN(Date.parse(value))
        ? undefined
        : 'must be a date-time in UTC';
    case 'list':
      return list(field, value);
    case 'object':
      return isObject(value) ? members(field, value) : 'must be an object';
    default:
      return undefined;
  }
}

const enumeration = (words: readonly string[], value: Value): string | undefined =>
  words.some((word) => word === value || (typeof value === 'number' && word === String(value)))
    ? undefined
    : `must be one of ${words.join(', ')}`;

function within(field: Field, size: number, unit: string): string | undefined {
  const tail = unit && ` ${unit}`;
  if (field.min !== undefined && size < field.min) return `must be at least ${field.min}${tail}`;
  return field.max !== undefined && size > field.max ? `must be at most ${field.max}${tail}` : undefined;
}

function list(field: Field, value: Value): string | undefined {
  if (!Array.isArray(value)) return 'must be a list';
  const { of } = field;
  const wrong = of && value.map((item) => complain(of, item)).find((one) => one !== undefined);
  return wrong ? `has an item that ${wrong}` : within(field, value.length, 'items');
}

function members(field: Field, value: ValueObject): string | undefined {
  if (!field.fields) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(field.fields, name) ? field.fields[name] : undefined;
    const wrong = known ? complain(known, member) : 'is not known';
    if (wrong) return `has ${name}, which ${wrong}`;
  }
  const missing = Object.entries(field.fields).find(
    ([name, one]) => one.required && value[name] === undefined,
  );
  return missing ? `needs ${missing[0]}` : undefined;
}

const stored = (field: Field, value: Value): Value =>
  field.kind === 'time' && typeof value === 'string' ? `${value.slice(0, 19).toUpperCase()}+00:00` : value;
