import { describe, expect, it } from 'vitest';
import { families } from '../../src/api/catalogue/families.ts';
import { all } from '../../src/api/catalogue/index.ts';
import type { Field, Fields, Resource, Verb } from '../../src/api/catalogue/row.ts';

const rows = await all();

const verbsOf = (row: Resource): Verb[] => Object.keys(row.verbs) as Verb[];

/** Every field of a row with its place, however deep. */
const fieldsOf = (fields: Fields, place: string): { place: string; name: string; field: Field }[] =>
  Object.entries(fields).flatMap(([name, field]) => fieldsIn(field, `${place}.${name}`, name));

const fieldsIn = (
  field: Field,
  place: string,
  name: string,
): { place: string; name: string; field: Field }[] => [
  { place, name, field },
  ...(field.of === undefined ? [] : fieldsIn(field.of, `${place}[]`, '')),
  ...(field.fields === undefined ? [] : fieldsOf(field.fields, place)),
];

const everyField = rows.flatMap(({ path, row }) => [
  ...fieldsOf(row.fields, path),
  ...fieldsOf(row.filters ?? {}, `${path}?`),
  ...fieldsOf(row.params ?? {}, `${path}{}`),
  ...Object.entries(row.verbs).flatMap(([verb, operation]) => [
    ...fieldsOf(operation.fields ?? {}, `${path} ${verb}`),
    ...fieldsOf(operation.query ?? {}, `${path} ${verb}?`),
  ]),
]);
const results = rows.flatMap(({ path, row }) =>
  Object.entries(row.verbs).flatMap(([verb, operation]) =>
    fieldsOf(operation.answers ?? {}, `${path} ${verb}>`),
  ),
);

/** Places of the fields that break a rule; an empty list is what every test below wants. */
const places = (broken: (field: Field, name: string) => boolean): string[] =>
  [...everyField, ...results].filter(({ field, name }) => broken(field, name)).map(({ place }) => place);

const offenders = (broken: (row: Resource, path: string) => boolean): string[] =>
  rows.filter(({ row, path }) => broken(row, path)).map(({ path }) => path);

describe('families', () => {
  it('hold every row once, each under a first segment that loads it', async () => {
    const seen: string[] = [];
    for (const family of families) {
      const paths = Object.keys(await family.load());
      expect(paths.filter((path) => !family.starts.includes(path.split('/')[0] ?? ''))).toEqual([]);
      seen.push(...paths);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(rows.map(({ path }) => path)).toEqual(seen);
    const starts = families.flatMap((family) => family.starts);
    expect(new Set(starts).size).toBe(starts.length);
  });

  it('have a name and a title each', () => {
    expect(families.filter(({ name, title }) => !/^[a-z0-9-]+$/.test(name) || title === '')).toEqual([]);
    expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
  });
});

describe('rows', () => {
  it('are named in kebab case, parameters in braces and snake case', () => {
    const segment = /^([a-z][a-z0-9]*(-[a-z0-9]+)*|\{[a-z]+(_[a-z]+)*\}|openapi\.yaml)$/;
    expect(offenders((_, path) => !path.split('/').every((part) => segment.test(part)))).toEqual([]);
    expect(offenders((row) => row.item !== undefined && !/^[a-z]+(_[a-z]+)*$/.test(row.item))).toEqual([]);
  });

  it('have a title of their own that starts with a capital and ends without a stop', () => {
    expect(offenders((row) => !/^[A-Z].*[^.\s]$/.test(row.title) || row.title.length > 60)).toEqual([]);
    expect(new Set(rows.map(({ row }) => row.title)).size).toBe(rows.length);
  });

  it('have at least one verb', () => {
    expect(offenders((row) => verbsOf(row).length === 0)).toEqual([]);
  });

  it('name an item exactly when a verb needs one', () => {
    const needsItem = (row: Resource): boolean =>
      row.verbs.copy !== undefined ||
      (row.verbs.list !== undefined && (row.verbs.get ?? row.verbs.update ?? row.verbs.delete) !== undefined);
    expect(offenders((row) => needsItem(row) && row.item === undefined)).toEqual([]);
    const hasUse = (row: Resource): boolean =>
      verbsOf(row).some((verb) => /^(get|update|delete|copy)$/.test(verb));
    expect(offenders((row) => row.item !== undefined && !hasUse(row))).toEqual([]);
  });

  it('page only what they list, and filter only what they list', () => {
    expect(offenders((row) => row.paged === true && row.verbs.list === undefined)).toEqual([]);
    expect(offenders((row) => row.filters !== undefined && row.verbs.list === undefined)).toEqual([]);
  });

  it('say of do and copy and delete alone whether a body goes along', () => {
    const wrong = (row: Resource): boolean =>
      Object.entries(row.verbs).some(
        ([verb, operation]) => operation.body !== undefined && !['do', 'copy', 'delete'].includes(verb),
      );
    expect(offenders(wrong)).toEqual([]);
    expect(offenders((row) => row.verbs.copy !== undefined && row.verbs.copy.body !== 'required')).toEqual(
      [],
    );
  });

  it('give fields to everything that takes a body', () => {
    const bare = (row: Resource): boolean =>
      Object.entries(row.verbs).some(
        ([verb, operation]) =>
          (operation.body !== undefined || verb === 'add' || verb === 'update') &&
          Object.values(operation.fields ?? row.fields).every((field) => field.readOnly === true),
      );
    expect(offenders(bare)).toEqual([]);
  });

  it('give no body fields to an action without a body', () => {
    expect(
      offenders(
        (row) =>
          row.verbs.do !== undefined && row.verbs.do.body === undefined && Object.keys(row.fields).length > 0,
      ),
    ).toEqual([]);
  });

  it('know parameters of their own path only', () => {
    expect(
      offenders((row, path) => Object.keys(row.params ?? {}).some((name) => !path.includes(`{${name}}`))),
    ).toEqual([]);
  });

  it('keep remarks short', () => {
    const notes = [
      ...rows.map(({ row }) => row.note),
      ...[...everyField, ...results].map(({ field }) => field.note),
    ].filter((note) => note !== undefined);
    expect(notes.filter((note) => note.trim() !== note || note === '' || note.length > 170)).toEqual([]);
  });
});

describe('fields', () => {
  const kinds = ['text', 'secret', 'integer', 'number', 'flag', 'time', 'list', 'object', 'any'];

  it('have a known kind; a list of words has two at least, none twice', () => {
    expect(
      places(({ kind }) =>
        typeof kind === 'string'
          ? !kinds.includes(kind)
          : kind.length < 2 || new Set(kind).size !== kind.length,
      ),
    ).toEqual([]);
  });

  it('are named in snake case, but for the names the appliance spells otherwise', () => {
    const spelt = ['Key', 'Value', 'encodedInfo', 'installerPath', 'destId'];
    expect(
      places(
        (_, name) =>
          name !== '' && name !== '*' && !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name) && !spelt.includes(name),
      ),
    ).toEqual([]);
  });

  it('say what a list is made of, and have members in objects only', () => {
    expect(places(({ kind, of }) => (kind === 'list') !== (of !== undefined))).toEqual([]);
    expect(places(({ kind, fields }) => fields !== undefined && kind !== 'object')).toEqual([]);
  });

  it('are never both read-only and required, or read-only and write-only', () => {
    expect(places(({ readOnly, required }) => readOnly === true && required === true)).toEqual([]);
    expect(places(({ readOnly, writeOnly }) => readOnly === true && writeOnly === true)).toEqual([]);
  });

  it('are never a secret that can be read', () => {
    expect(places(({ kind, writeOnly }) => kind === 'secret' && writeOnly !== true)).toEqual([]);
  });

  it('are a secret when they are called so', () => {
    const named = /(^|_)(password|passphrase|private_key|x509_key|token|secret)$/;
    const missed = everyField.filter(({ name, field }) => named.test(name) && field.kind !== 'secret');
    expect(missed.map(({ place }) => place)).toEqual([]);
  });

  it('have limits that leave room, and a default of their kind', () => {
    expect(places(({ min, max }) => min !== undefined && max !== undefined && min > max)).toEqual([]);
    const fits = ({ kind, default: value }: Field): boolean => {
      if (value === undefined || value === null) return true;
      if (typeof kind !== 'string') return kind.includes(String(value));
      const type = { flag: 'boolean', integer: 'number', number: 'number', text: 'string' }[kind as string];
      return typeof value === type;
    };
    expect(places((field) => !fits(field))).toEqual([]);
  });

  it('hang on words that their sibling can have', () => {
    const broken = rows.flatMap(({ path, row }) =>
      Object.entries(row.fields)
        .filter(([, { when }]) => {
          if (when === undefined) return false;
          const [name = '', words = ''] = when.split('=');
          const kind = row.fields[name]?.kind;
          return (
            kind === undefined ||
            typeof kind === 'string' ||
            !words.split(',').every((word) => kind.includes(word))
          );
        })
        .map(([name]) => `${path}.${name}`),
    );
    expect(broken).toEqual([]);
  });
});
