import type { Field } from '../../src/api/catalogue/row.ts';
import { type Deed, type Document, follow, type Schema } from './openapi.ts';

/** A field as a document and a row can both tell it. */
export interface Told {
  kind: string;
  min?: number;
  max?: number;
  default?: unknown;
  nullable?: true;
  readOnly?: true;
  writeOnly?: true;
  required?: true;
  of?: Told;
  fields?: Shape;
  /** The words of a sibling under which the field exists; absent: always. */
  when?: string;
}

export type Shape = Record<string, Told>;

// What says nothing is dropped on both sides: the ceiling of 32 bits, a text or list of at least 0, a default that is
// null, a list or an object.
const int32 = 2_147_483_647;

const clean = (told: Told): Told => {
  const { min, max, default: value, ...rest } = told;
  const counted = told.kind === 'integer' || told.kind === 'number';
  return {
    ...rest,
    ...(min !== undefined && (min !== 0 || counted) ? { min } : {}),
    ...(max !== undefined && max !== int32 ? { max } : {}),
    ...(value !== undefined && value !== null && typeof value !== 'object' ? { default: value } : {}),
  };
};

const kindOf = (schema: Schema): string => {
  if (schema.enum !== undefined && schema.type === 'string') return schema.enum.join(' | ');
  switch (schema.type) {
    case 'string':
      return schema.format === 'date-time' ? 'time' : 'text';
    case 'boolean':
      return 'flag';
    case 'array':
      return 'list';
    case undefined:
      return schema.properties === undefined ? 'any' : 'object';
    default:
      return schema.type;
  }
};

const merged = (document: Document, schema: Schema): Schema => {
  if (schema.allOf === undefined) return schema;
  const { allOf, ...own } = schema;
  const parts = allOf.map((part) => merged(document, follow(document, part)));
  return {
    ...Object.assign({}, ...parts),
    ...own,
    properties: Object.assign({}, ...parts.map((part) => part.properties), own.properties),
  };
};

const tell = (document: Document, given: Schema): Told => {
  const schema = merged(document, follow(document, given));
  const marks = {
    ...(schema.nullable === true ? { nullable: true as const } : {}),
    ...(schema.readOnly === true ? { readOnly: true as const } : {}),
    ...(schema.writeOnly === true ? { writeOnly: true as const } : {}),
    ...(schema.required === true ? { required: true as const } : {}),
  };
  if (schema.oneOf !== undefined) {
    const branches = schema.oneOf.map((branch) => follow(document, branch));
    if (branches.some((branch) => branch.type !== 'object')) return { kind: 'any', ...marks };
    const fields: Shape = Object.assign({}, ...branches.map((branch) => tellAll(document, branch)));
    for (const field of Object.values(fields)) delete field.required;
    return { kind: 'object', ...marks, fields };
  }
  const min = schema.minimum ?? schema.minLength ?? schema.minItems;
  const max = schema.maximum ?? schema.maxLength ?? schema.maxItems;
  return clean({
    kind: kindOf(schema),
    ...marks,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    default: schema.default,
    ...(schema.items === undefined ? {} : { of: tell(document, schema.items) }),
    ...(schema.properties === undefined ? {} : { fields: tellAll(document, schema) }),
  });
};

const tellAll = (document: Document, given: Schema): Shape => {
  const schema = merged(document, follow(document, given));
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const told = tell(document, property);
      return [name, required.includes(name) && told.readOnly !== true ? { ...told, required: true } : told];
    }),
  );
};

/** The alternatives of a body or an answer; of a list, those of its items. */
export const branchesOf = (document: Document, given: Schema): Schema[] => {
  const schema = follow(document, given);
  const one = schema.type === 'array' && schema.items !== undefined ? follow(document, schema.items) : schema;
  return one.oneOf === undefined ? [one] : one.oneOf.map((branch) => follow(document, branch));
};

/**
 * The fields of a body or an answer. Of alternatives told apart by `type`: all their fields, read-only and required
 * where every alternative that has them says so.
 */
export const shapeOf = (document: Document, given: Schema): Shape => {
  const shapes = branchesOf(document, given).map((branch) => tellAll(document, branch));
  const together: Shape = {};
  for (const shape of shapes) {
    for (const [name, told] of Object.entries(shape)) {
      const before = together[name];
      if (before === undefined) {
        together[name] = { ...told };
        continue;
      }
      if (before.kind.includes(' | ') || name === 'type') {
        before.kind = [...new Set([...before.kind.split(' | '), ...told.kind.split(' | ')])].join(' | ');
      }
      if (told.readOnly === undefined) delete before.readOnly;
      if (told.required === undefined) delete before.required;
    }
  }
  return together;
};

/** What is asked and what is answered, as one: only asked is write-only, only answered is read-only. */
export const together = (asked: Shape | undefined, answered: Shape | undefined): Shape => {
  if (asked === undefined) return answered ?? {};
  if (answered === undefined) return asked;
  const shape: Shape = {};
  for (const [name, told] of Object.entries(answered)) {
    const { required: _, ...rest } = told;
    shape[name] = { ...rest, readOnly: true };
  }
  for (const [name, told] of Object.entries(asked)) {
    const other = answered[name];
    if (other === undefined) shape[name] = told.readOnly === true ? told : { ...told, writeOnly: true };
    else if (told.fields !== undefined && other.fields !== undefined) {
      shape[name] = { ...told, fields: together(told.fields, other.fields) };
    } else shape[name] = told;
  }
  return shape;
};

/** A row's field, told as a document would. A secret is text to a document. */
export const tellField = (field: Field, keep: (field: Field) => boolean): Told => {
  const { kind, of, fields } = field;
  return clean({
    kind: typeof kind === 'string' ? (kind === 'secret' ? 'text' : kind) : kind.join(' | '),
    ...(field.nullable === undefined ? {} : { nullable: true as const }),
    ...(field.readOnly === undefined ? {} : { readOnly: true as const }),
    ...(field.writeOnly === undefined ? {} : { writeOnly: true as const }),
    ...(field.required === undefined ? {} : { required: true as const }),
    ...(field.min === undefined ? {} : { min: field.min }),
    ...(field.max === undefined ? {} : { max: field.max }),
    default: field.default,
    ...(of === undefined ? {} : { of: tellField(of, keep) }),
    ...(fields === undefined ? {} : { fields: tellFields(fields, keep) }),
    ...(field.when === undefined ? {} : { when: field.when }),
  });
};

/** Those fields of a row that one document can know. */
export const tellFields = (
  fields: { readonly [name: string]: Field },
  keep: (field: Field) => boolean,
): Shape =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => keep(field))
      .map(([name, field]) => [name, tellField(field, keep)]),
  );

const aspects = ['kind', 'min', 'max', 'default', 'nullable', 'readOnly', 'writeOnly', 'required'] as const;

/** Every difference as "PLACE.field aspect: document says X, row says Y". */
export const compareShapes = (place: string, wanted: Shape, got: Shape): string[] => {
  const lines: string[] = [];
  for (const name of new Set([...Object.keys(wanted), ...Object.keys(got)])) {
    const here = `${place}.${name}`;
    const a = wanted[name];
    const b = got[name];
    if (a === undefined) lines.push(`${here} extra`);
    else if (b === undefined) lines.push(`${here} missing`);
    else lines.push(...compareTold(here, a, b));
  }
  return lines;
};

const sorted = (kind: string): string => kind.split(' | ').sort().join(' | ');

const compareTold = (place: string, wanted: Told, got: Told): string[] => {
  const lines: string[] = [];
  for (const aspect of aspects) {
    const [a, b] =
      aspect === 'kind'
        ? [sorted(wanted.kind), sorted(got.kind)]
        : [wanted[aspect] ?? null, got[aspect] ?? null];
    if (a !== b) lines.push(`${place} ${aspect}: document ${JSON.stringify(a)}, row ${JSON.stringify(b)}`);
  }
  if (wanted.of !== undefined && got.of !== undefined)
    lines.push(...compareTold(`${place}[]`, wanted.of, got.of));
  if (wanted.fields !== undefined || got.fields !== undefined) {
    lines.push(...compareShapes(place, wanted.fields ?? {}, got.fields ?? {}));
  }
  return lines;
};

/** The parameters of an operation in one place, path-wide ones included. */
export const parametersOf = (document: Document, path: string, deed: Deed, place: string): Shape => {
  const shared = document.paths[path]?.['parameters'];
  const given = [...(Array.isArray(shared) ? shared : []), ...(deed.parameters ?? [])];
  return Object.fromEntries(
    given
      .map((parameter) => follow(document, parameter))
      .filter((parameter) => parameter.in === place)
      .map((parameter) => [parameter.name, tell(document, parameter.schema)]),
  );
};
