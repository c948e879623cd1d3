import { type Failure, usage } from '../errors.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { closest } from './catalogue/closest.ts';
import type { Field, Fields } from './catalogue/row.ts';
import { customTotal } from './catalogue/xml-param.ts';
import type { Param, Params } from './catalogue/xml-row.ts';

/** The fields of a form, in the order given. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** What a form may hold, as the rows of actions and reports say. */
export interface FormRow {
  params: Params;
  sets?: readonly (readonly string[])[];
  shapes?: { readonly [discriminator: string]: { title: string; params: Params } };
}

export interface FormOptions {
  /** For messages: "terminate_session". */
  name: string;
  /** The command that shows the parameters: "btapi command terminate_session --help". */
  help: string;
  /** Whether unknown names and wrong looks are errors; else everything is sent as it is. */
  validate: boolean;
}

/** Fields that take every name and leave every value the text it is: typing is done here, by the parameters. */
export const anyText: Fields = { '*': { kind: 'text' } };

/**
 * The form for typed values (texts from key=value, anything from JSON) by a row: lists joined by commas, flags as
 * 1 and 0, everything else as text.
 * @throws Failure (exit 2) for what the row does not take; the length of custom attributes is always looked at,
 *   since the appliance cuts what is too long (guide, set_session_attributes)
 */
export function formOf(values: ValueObject, row: FormRow, options: FormOptions): Pairs {
  const { name, validate } = options;
  const given = flatten(values);
  const params = row.shapes ? shapeParams(given, row.shapes, options) : row.params;
  const form = [...given].map(([key, value]): [string, string] => {
    const param = find(params, key);
    if (!param && validate) throw unknown(key, params, options);
    return [key, text(key, value, validate ? param : undefined, options)];
  });
  if (validate) {
    checkSets(given, row, options);
    checkRequired(given, params, options);
  }
  checkCustom(form, name);
  return form;
}

/** Lists and groups that key=value built (`id__0`, `a__b`) are taken apart again: a form is flat. */
function flatten(values: ValueObject, prefix = ''): Map<string, Value> {
  const flat = new Map<string, Value>();
  for (const [key, value] of Object.entries(values)) {
    if (!isObject(value)) flat.set(prefix + key, value);
    else for (const [name, below] of flatten(value, `${prefix}${key}__`)) flat.set(name, below);
  }
  return flat;
}

function find(params: Params, name: string): Param | undefined {
  if (Object.hasOwn(params, name)) return params[name];
  for (const [key, param] of Object.entries(params)) {
    if (param.aliases?.includes(name)) return param;
    if (key.endsWith('*') && name.startsWith(key.slice(0, -1)) && name.length >= key.length) return param;
  }
  return undefined;
}

function shapeParams(
  given: ReadonlyMap<string, Value>,
  shapes: NonNullable<FormRow['shapes']>,
  { name, help, validate }: FormOptions,
): Params {
  const [first, second] = Object.keys(shapes).filter((discriminator) => given.has(discriminator));
  if (!validate && (!first || second)) return {};
  if (!first)
    throw usage(`calling ${name}: one of ${Object.keys(shapes).join(', ')} says what it is to be`, help);
  if (second) throw usage(`calling ${name}: ${first} and ${second} exclude each other`, help);
  return shapes[first]?.params ?? {};
}

const yes = /^(1|true|yes)$/i;
const no = /^(0|false|no)$/i;

function text(key: string, value: Value, param: Param | undefined, options: FormOptions): string {
  const wrong = (wanted: string): Failure =>
    usage(`reading ${key} of ${options.name}: ${wanted}, not ${shorten(String(value))}`, options.help);
  if (Array.isArray(value))
    return value.map((item) => text(key, item, param?.of ?? param, options)).join(',');
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (isObject(value)) throw wrong('a form holds no groups of values');
  const plain = value === null ? '' : String(value);
  if (!param) return plain;
  if (param.kind === 'flag') {
    if (yes.test(plain)) return '1';
    if (no.test(plain)) return '0';
    throw wrong('it is true or false');
  }
  if (param.kind === 'integer' && !/^-?\d+$/.test(plain)) throw wrong('it is a whole number');
  if (param.kind === 'list')
    return plain
      .split(',')
      .map((item) => text(key, item.trim(), param.of, options))
      .join(',');
  if (param.pattern && !param.pattern.test(plain)) throw wrong(`it is ${param.note ?? 'something else'}`);
  return plain;
}

const shorten = (plain: string): string =>
  JSON.stringify(plain.length > 60 ? `${plain.slice(0, 57)}...` : plain);

function checkSets(given: ReadonlyMap<string, Value>, row: FormRow, { name, help }: FormOptions): void {
  if (!row.sets) return;
  const leaders = [...new Set(row.sets.map(([first]) => first ?? ''))];
  const [one, two] = leaders.filter((leader) => given.has(leader));
  if (!one) throw usage(`calling ${name}: one of ${leaders.join(', ')} must be given`, help);
  if (two) throw usage(`calling ${name}: ${one} and ${two} exclude each other`, help);
  const missing = row.sets.find(([first]) => first === one)?.find((key) => !given.has(key));
  if (missing) throw usage(`calling ${name}: ${one} needs ${missing}`, help);
  const stray = row.sets
    .flat()
    .find((key) => given.has(key) && !row.sets?.some((set) => set[0] === one && set.includes(key)));
  if (stray && !row.params[stray]?.required)
    throw usage(`calling ${name}: ${stray} does not go with ${one}`, help);
}

function checkRequired(given: ReadonlyMap<string, Value>, params: Params, { name, help }: FormOptions): void {
  const missing = Object.entries(params)
    .filter(
      ([key, param]) => param.required && ![key, ...(param.aliases ?? [])].some((word) => given.has(word)),
    )
    .map(([key]) => key);
  if (missing.length > 0) throw usage(`calling ${name}: ${missing.join(', ')} must be given`, help);
  for (const key of given.keys()) {
    const lacking = find(params, key)?.needs?.filter((need) => !given.has(need)) ?? [];
    if (lacking.length > 0) throw usage(`calling ${name}: ${key} needs ${lacking.join(', ')}`, help);
  }
}

function checkCustom(form: Pairs, name: string): void {
  const custom = form.filter(([key]) => key.startsWith('session.custom.'));
  for (const [key, value] of custom) {
    const length = [...value].length;
    if (length > 1024) throw usage(`reading ${key} of ${name}: ${length} characters, and 1024 are the most`);
  }
  const bytes = custom.reduce((sum, [, value]) => sum + new TextEncoder().encode(value).length, 0);
  if (bytes > customTotal) {
    throw usage(
      `calling ${name}: the custom attributes have ${bytes} bytes together, and ${customTotal} are the most`,
    );
  }
}

function unknown(key: string, params: Params, { name, help }: FormOptions): Failure {
  const near = closest(key, Object.keys(params));
  return usage(
    `reading the parameters of ${name}: it has no parameter ${key}`,
    near
      ? `did you mean ${near}? --no-validate sends it all the same`
      : `${help} lists them; --no-validate sends it all the same`,
  );
}

/** A form's fields as a body: application/x-www-form-urlencoded. */
export const encodeForm = (pairs: Pairs): string =>
  new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();

/** Fields for help: those of every shape too. */
export const fieldsOf = (row: FormRow): readonly { title?: string; fields: { [name: string]: Field } }[] => [
  ...(Object.keys(row.params).length > 0 ? [{ fields: { ...row.params } }] : []),
  ...Object.values(row.shapes ?? {}).map(({ title, params }) => ({ title, fields: { ...params } })),
];
