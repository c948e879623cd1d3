import type { Field, Fields, Verb } from '../api/catalogue/row.ts';

/** The fields of a resource as lines for a person: name, type, limits, what is required. */
export function fieldHelp(name: string, fields: Fields, verb?: Verb): string {
  const rows = fieldRows(fields, verb);
  const wide = Math.max(...rows.map((row) => row.name.length), 4);
  const type = Math.min(40, Math.max(...rows.map((row) => row.type.length), 4));
  return [
    `Fields of ${name}:`,
    ...rows.map((row) => `  ${row.name.padEnd(wide)}  ${row.type.padEnd(type)}  ${row.remarks}`.trimEnd()),
  ].join('\n');
}

export interface FieldRow {
  name: string;
  type: string;
  remarks: string;
}

/** One row a field, nested ones as `a__b` and `a__0__b`; read-only ones are left out when a verb is named. */
export function fieldRows(fields: Fields, verb?: Verb, prefix = ''): FieldRow[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (verb && (field.readOnly || (field.verbs && !field.verbs.includes(verb)))) return [];
    const path = prefix + name;
    const inner =
      field.kind === 'list' ? field.of?.fields : field.kind === 'object' ? field.fields : undefined;
    const below = inner ? fieldRows(inner, verb, `${path}__${field.kind === 'list' ? '0__' : ''}`) : [];
    return [{ name: path, type: typeName(field), remarks: remarks(field) }, ...below];
  });
}

function typeName({ kind, of }: Field): string {
  if (typeof kind !== 'string') return kind.join('|');
  if (kind === 'list' && of) return `list of ${typeof of.kind === 'string' ? of.kind : of.kind.join('|')}`;
  return kind;
}

function remarks(field: Field): string {
  const unit =
    field.kind === 'list'
      ? ' items'
      : field.kind === 'integer' || field.kind === 'number'
        ? ''
        : ' characters';
  return [
    field.required && 'required',
    field.readOnly && 'read-only',
    field.writeOnly && 'write-only',
    field.nullable && 'null allowed',
    limits(field.min, field.max, unit),
    field.default !== undefined && `default ${field.default === '' ? '""' : String(field.default)}`,
    field.when && `when ${field.when}`,
    field.verbs && `on ${field.verbs.join(', ')}`,
    field.product && `${field.product.toUpperCase()} only`,
    field.since && `since ${field.since}`,
    field.note,
  ]
    .filter(Boolean)
    .join(', ');
}

function limits(min: number | undefined, max: number | undefined, unit: string): string {
  if (min === undefined && max === undefined) return '';
  if (max === undefined || max === 2147483647)
    return min === undefined || min <= 1 ? '' : `at least ${min}${unit}`;
  return min === undefined || min === 0 ? `up to ${max}${unit}` : `${min} to ${max}${unit}`;
}
