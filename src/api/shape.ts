import { usage } from '../errors.ts';
import { type Entry, isObject, type Value, type ValueObject } from '../value.ts';
import { closest } from './catalogue/closest.ts';
import type { Field, Fields, Kind, Verb } from './catalogue/row.ts';

export interface ShapeOptions {
  /** The fields that may be given; absent: every value is typed by its look. */
  fields?: Fields | undefined;
  /** Whether an unknown field is an error (else it is typed by its look). */
  validate: boolean;
  verb?: Verb;
  /** Names match in any case, and come out as the catalogue writes them (Password Safe). */
  caseless?: boolean;
  /** For messages. */
  name: string;
}

/**
 * Makes the typed object out of key=value entries: nests `a__b`, builds lists of `a__0`, and converts every text by its
 * field's kind (docs/formats.md). Values and required fields are the appliance's to judge.
 * @throws Failure (exit 2) for an unknown field, a wrong type, or keys that contradict each other
 */
export function shape(entries: readonly Entry[], options: ShapeOptions): ValueObject {
  const root: Tree = new Map();
  for (const entry of entries) plant(root, entry.path ?? entry.key.split('__'), entry);
  return object(root, options.fields, '', options);
}

type Tree = Map<string, Tree | Entry>;

function plant(tree: Tree, path: readonly string[], entry: Entry): void {
  const [head = '', ...rest] = path;
  const there = tree.get(head);
  if (rest.length === 0) {
    if (there) throw contradiction(entry);
    tree.set(head, entry);
    return;
  }
  if (there && !(there instanceof Map)) throw contradiction(entry);
  const branch: Tree = there ?? new Map();
  tree.set(head, branch);
  plant(branch, rest, entry);
}

const contradiction = (entry: Entry) =>
  usage(`reading ${at(entry)}: ${entry.key} is given both as a value and as a group of values`);

const at = (entry: Entry) => (entry.line === undefined ? 'the arguments' : `line ${entry.line}`);

function object(tree: Tree, fields: Fields | undefined, prefix: string, options: ShapeOptions): ValueObject {
  const result: ValueObject = {};
  for (const [typedKey, node] of tree) {
    const key = nameIn(fields, typedKey, options);
    // The field "*" stands for every name that has no field of its own.
    const field = fields && (Object.hasOwn(fields, key) ? fields[key] : fields['*']);
    if (Object.hasOwn(result, key))
      throw usage(`reading the fields of ${options.name}: ${prefix}${key} is given twice`);
    if (fields && !field && options.validate) throw unknownField(prefix + key, key, fields, options);
    if (field?.verbs && options.verb && !field.verbs.includes(options.verb) && options.validate) {
      throw usage(`reading ${prefix}${key}: ${options.name} does not take it on ${options.verb}`);
    }
    result[key] = convert(node, field, prefix + key, options);
  }
  return result;
}

function nameIn(fields: Fields | undefined, key: string, { caseless }: ShapeOptions): string {
  if (!caseless || !fields || Object.hasOwn(fields, key)) return key;
  const low = key.toLowerCase();
  return Object.keys(fields).find((name) => name.toLowerCase() === low) ?? key;
}

function unknownField(path: string, key: string, fields: Fields, options: ShapeOptions) {
  const near = closest(key, Object.keys(fields));
  return usage(
    `reading the fields of ${options.name}: it has no field ${path}`,
    near
      ? `did you mean ${path.slice(0, path.length - key.length)}${near}? --no-validate sends it all the same`
      : `btapi ${options.caseless ? 'safe ' : ''}resources ${options.name} lists its fields; --no-validate sends it all the same`,
  );
}

function convert(node: Tree | Entry, field: Field | undefined, path: string, options: ShapeOptions): Value {
  if (!(node instanceof Map)) {
    if (node.json !== undefined) return node.json;
    return typed(node, field, path, options);
  }
  const keys = [...node.keys()];
  const indexed = keys.every((key) => /^\d+$/.test(key));
  if (field && field.kind !== 'list' && field.kind !== 'object' && field.kind !== 'any') {
    throw usage(`reading ${path}__${keys[0]}: ${path} is ${kindName(field.kind)}, not a group of values`);
  }
  if (field?.kind === 'list' || (field?.kind !== 'object' && indexed))
    return list(node, field, path, options);
  return object(node, field?.fields, `${path}__`, options);
}

function list(tree: Tree, field: Field | undefined, path: string, options: ShapeOptions): Value[] {
  const items: Value[] = [];
  for (let index = 0; index < tree.size; index += 1) {
    const node = tree.get(String(index));
    if (node === undefined) throw usage(`reading ${path}: a list counts from ${path}__0 without gaps`);
    items.push(convert(node, field?.of, `${path}__${index}`, options));
  }
  return items;
}

const yes = new Set(['true', 'yes', '1']);
const no = new Set(['false', 'no', '0']);

function typed(entry: Entry, field: Field | undefined, path: string, options: ShapeOptions): Value {
  const { text } = entry;
  if (!field) return byLook(entry);
  const { kind } = field;
  if (kind === 'text' || kind === 'secret') return text;
  if (field.nullable && (text === '' || (text === 'null' && !entry.quoted))) return null;
  const wrong = (wanted: string, hint?: string) =>
    usage(`reading ${path} of ${options.name}: ${wanted}, not ${JSON.stringify(shorten(text))}`, hint);
  if (Array.isArray(kind)) return text;
  switch (kind) {
    case 'integer': {
      if (!/^[+-]?\d+$/.test(text)) throw wrong('it is a whole number');
      return exact(text);
    }
    case 'number': {
      const number = Number(text);
      if (text.trim() === '' || !Number.isFinite(number)) throw wrong('it is a number');
      return number;
    }
    case 'flag': {
      const word = text.toLowerCase();
      if (yes.has(word)) return true;
      if (no.has(word)) return false;
      throw wrong('it is true or false');
    }
    case 'list':
      if (text === '[]') return [];
      throw wrong('it is a list', `write ${path}__0=…, ${path}__1=…, or as an argument ${path}:='[…]'`);
    case 'object':
      if (text === '{}') return {};
      throw wrong('it is a group of values', `write ${path}__NAME=…, or as an argument ${path}:='{…}'`);
    case 'any':
      return byLook(entry);
    default:
      return text;
  }
}

/** A whole number as it was written, however long. */
function exact(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** For fields nobody knows: what is not quoted and looks like a number, a flag or null is one. */
function byLook({ text, quoted }: Entry): Value {
  if (quoted) return text;
  if (/^-?(0|[1-9]\d*)$/.test(text)) return exact(text);
  if (/^-?(0|[1-9]\d*)\.\d+$/.test(text)) return Number(text);
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  if (text === 'null') return null;
  if (text === '[]') return [];
  if (text === '{}') return {};
  return text;
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** A kind in words, for messages and help: "a whole number". */
export function kindName(kind: Kind): string {
  if (typeof kind !== 'string') return `one of ${kind.join(', ')}`;
  return kindNames[kind] ?? kind;
}

const kindNames: Readonly<Record<string, string>> = {
  text: 'text',
  secret: 'secret text',
  integer: 'a whole number',
  number: 'a number',
  flag: 'true or false',
  time: 'a time',
  list: 'a list',
  object: 'a group of values',
  any: 'any value',
};

/** The names of fields whose values must never be shown. */
export function secretNames(fields: Fields | undefined): string[] {
  if (!fields) return [];
  return Object.entries(fields).flatMap(([name, field]) => [
    ...(field.kind === 'secret' || field.writeOnly ? [name] : []),
    ...secretNames(field.fields),
    ...secretNames(field.of?.fields),
  ]);
}

/** Query parameters out of a typed object; a nested value is an error, since no API here takes one in a URL. */
export function query(values: ValueObject, name: string): [string, string][] {
  return Object.entries(values).flatMap(([key, value]): [string, string][] => {
    if (Array.isArray(value) || isObject(value))
      throw usage(`reading the filters of ${name}: ${key} is not one value`);
    return value === null ? [] : [[key, String(value)]];
  });
}
