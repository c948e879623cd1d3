import { describe, expect, test } from 'vitest';
import type { Field, Fields, Operation, Verb } from '../../src/api/catalogue/row.ts';
import { safe } from '../../src/api/catalogue/safe/index.ts';
import { referencePath, referenceYaml } from '../support/reference.ts';

const file = referencePath('password-safe/openapi.yaml');

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  default?: unknown;
  nullable?: boolean;
  writeOnly?: boolean;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
  discriminator?: { mapping: Record<string, string> };
  'x-since-body-version'?: string;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}
interface Deed {
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
  'x-confidence': string;
  'x-permission'?: string;
}
interface Document {
  paths: Record<string, Record<string, Deed>>;
  components: { schemas: Record<string, Schema> };
}

const usual: Record<Verb, string> = {
  list: 'GET',
  get: 'GET',
  download: 'GET',
  add: 'POST',
  copy: 'POST',
  do: 'POST',
  update: 'PATCH',
  delete: 'DELETE',
};

/** Every operation of the rows as "POST /Requests". */
function ours() {
  const found = new Map<string, { verb: Verb; operation: Operation; path: string }>();
  for (const [path, row] of Object.entries(safe)) {
    for (const [verb, operation] of Object.entries(row.verbs) as [Verb, Operation][]) {
      const item = row.item !== undefined && ['get', 'update', 'delete'].includes(verb);
      const key = `${operation.method ?? usual[verb]} /${path}${item ? `/{${row.item}}` : ''}`;
      expect(found.has(key), `${key} twice`).toBe(false);
      found.set(key, { verb, operation, path });
    }
  }
  return found;
}

describe.skipIf(!file)('Password Safe rows against the reference document', () => {
  const document = (file ? referenceYaml(file) : { paths: {} }) as Document;
  const schemas = document.components?.schemas ?? {};
  const theirs = new Map<string, Deed>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, deed] of Object.entries(methods)) theirs.set(`${method.toUpperCase()} ${path}`, deed);
  }
  const rows = ours();
  const resolve = (schema: Schema): Schema =>
    schema.$ref ? resolve(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;

  /** The members of a schema, those of all alternatives together; required where each that has it says so. */
  function members(given: Schema): { properties: Record<string, Schema>; required: string[] } {
    const schema = resolve(given);
    const parts = schema.allOf ?? schema.oneOf;
    if (!parts) return { properties: schema.properties ?? {}, required: schema.required ?? [] };
    const all = parts.map(members);
    const properties: Record<string, Schema> = {};
    for (const part of all) Object.assign(properties, part.properties);
    const required = Object.keys(properties).filter((name) =>
      all.every((part) => !(name in part.properties) || part.required.includes(name)),
    );
    return { properties, required };
  }

  let compared = 0;
  function same(where: string, field: Field, schema: Schema, alternatives = false) {
    compared += 1;
    const s = resolve(schema);
    const kind = typeof field.kind === 'string' ? field.kind : 'enum';
    const allowed: Record<string, string[]> = {
      integer: ['integer'],
      number: ['number'],
      boolean: ['flag'],
      array: ['list'],
      object: ['object'],
      string: s.enum ? ['enum'] : s.format === 'date-time' ? ['time'] : ['text', 'secret'],
      none: ['any', 'object'],
    };
    expect(allowed[s.type ?? 'none'], where).toContain(kind);
    if (s.format === 'password') expect(kind, where).toBe('secret');
    if (!alternatives && s.enum && s.type === 'string') expect(field.kind, where).toEqual(s.enum);
    expect(field.nullable ?? false, `${where} nullable`).toBe(s.nullable ?? false);
    if (!alternatives) expect(field.writeOnly ?? false, `${where} writeOnly`).toBe(s.writeOnly ?? false);
    expect(field.default, `${where} default`).toEqual(s.default);
    if (!alternatives) {
      const integers = s.type === 'integer' && s.enum ? (s.enum as number[]) : undefined;
      expect(field.max, `${where} max`).toBe(integers ? Math.max(...integers) : (s.maximum ?? s.maxLength));
      expect(field.min, `${where} min`).toBe(integers ? Math.min(...integers) : s.minimum);
    }
    if (s['x-since-body-version']) expect(field.since, where).toBe(s['x-since-body-version']);
    if (s.type === 'array' && s.items && field.of?.fields) {
      sameFields(`${where}[]`, field.of.fields, s.items);
    }
  }
  function sameFields(where: string, fields: Fields, schema: Schema) {
    const { properties, required } = members(schema);
    expect(Object.keys(fields).sort(), where).toEqual(Object.keys(properties).sort());
    const alternatives = resolve(schema).oneOf !== undefined;
    for (const [name, field] of Object.entries(fields)) {
      same(`${where}.${name}`, field, properties[name] ?? {}, alternatives);
      expect(field.required ?? false, `${where}.${name} required`).toBe(required.includes(name));
    }
  }
  const single = (schema: Schema): Schema => {
    const s = resolve(schema);
    if (s.discriminator) return s;
    if (s.oneOf) return single(s.oneOf[0] ?? {});
    return s.type === 'array' ? single(s.items ?? {}) : s;
  };

  test('nothing missing, nothing invented', () => {
    expect([...rows.keys()].sort()).toEqual([...theirs.keys()].sort());
    expect(theirs.size).toBe(252);
    expect(Object.keys(document.paths)).toHaveLength(166);
  });

  test('queries, paging, versions, confidence and permissions', () => {
    let filters = 0;
    for (const [key, { verb, operation, path }] of rows) {
      const row = safe[path];
      const deed = theirs.get(key);
      if (!row || !deed) throw new Error(key);
      const wanted = (deed.parameters ?? []).filter((one) => one.in === 'query');
      const version = wanted.find((one) => one.name === 'version');
      expect(operation.version, key).toBe(version?.schema.enum?.at(-1));
      const paged = wanted.some((one) => one.name === 'limit') && wanted.some((one) => one.name === 'offset');
      expect((verb === 'list' ? row.paged : operation.paged) ?? false, `${key} paged`).toBe(paged);
      const query: Fields = (verb === 'list' ? row.filters : operation.query) ?? {};
      const names = wanted.filter((one) => !['version', 'limit', 'offset'].includes(one.name));
      expect(Object.keys(query).sort(), key).toEqual(names.map((one) => one.name).sort());
      for (const one of names) {
        const field = query[one.name];
        if (!field) throw new Error(`${key} ${one.name}`);
        filters += 1;
        same(`${key}?${one.name}`, field, one.schema);
        expect(field.required ?? false, `${key}?${one.name}`).toBe(one.required ?? false);
      }
      expect(operation.sure, key).toBe(deed['x-confidence']);
      expect(operation.needs, key).toBe(deed['x-permission']);
    }
    console.log(`compared ${filters} query parameters`);
  });

  test('bodies: members, types, limits', () => {
    compared = 0;
    let bodies = 0;
    for (const [key, { verb, operation }] of rows) {
      const body = theirs.get(key)?.requestBody;
      const has = operation.body ?? (verb === 'add' || verb === 'update' ? 'required' : 'none');
      expect(has, `${key} body`).toBe(body ? (body.required ? 'required' : 'optional') : 'none');
      if (!body) {
        expect(operation.fields, key).toBeUndefined();
        continue;
      }
      bodies += 1;
      const [type, content] = Object.entries(body.content)[0] ?? ['', { schema: {} }];
      expect(operation.form ?? false, key).toBe(type === 'application/x-www-form-urlencoded');
      expect(operation.upload ?? false, key).toBe(type === 'multipart/form-data');
      expect(operation.many ?? false, key).toBe(content.schema.type === 'array');
      const schema = operation.upload ? (schemas['SecretFileMeta'] ?? {}) : single(content.schema);
      sameFields(key, operation.fields ?? {}, schema);
    }
    console.log(`compared ${bodies} bodies with ${compared} members`);
    expect(bodies).toBe([...theirs.values()].filter((deed) => deed.requestBody).length);
  });

  test('answers: members and shapes', () => {
    compared = 0;
    let answers = 0;
    for (const [key, { verb, operation, path }] of rows) {
      const responses = theirs.get(key)?.responses ?? {};
      const content = responses['200']?.content ?? responses['201']?.content;
      const schema = content?.['application/json']?.schema;
      if (verb === 'download') {
        expect(Object.keys(content ?? {}), key).toEqual(['application/octet-stream']);
        continue;
      }
      if (!content) {
        if (verb !== 'delete') expect(operation.answer, key).toBe('none');
        continue;
      }
      if (!schema) continue;
      if (schema.type === 'string') expect(operation.answer, key).toBe('text');
      if (schema.type === 'integer') expect(operation.answer, key).toBe('number');
      const shape = single(schema);
      if (Object.keys(members(shape).properties).length === 0) continue;
      answers += 1;
      sameFields(key, relaxed(operation.answers ?? safe[path]?.fields ?? {}, shape), shape);
    }
    console.log(`compared ${answers} answers with ${compared} members; ${rows.size} operations in all`);
  });

  /** Answers promise nothing: whether a member must be there is not compared. */
  function relaxed(fields: Fields, schema: Schema): Fields {
    const { required } = members(schema);
    const out: Record<string, Field> = {};
    for (const [name, { required: _, ...field }] of Object.entries(fields)) {
      out[name] = required.includes(name) ? { ...field, required: true } : field;
    }
    return out;
  }
});
