import type { Field, Fields, Verb } from '../../api/catalogue/row.ts';
import type { Value, ValueObject } from '../../value.ts';
import { type Exchange, text } from '../exchange.ts';
import type { World } from '../world.ts';
import { exists } from './check.ts';
import type { Special } from './specials.ts';

const types: Record<string, ValueObject> = {
  text: { type: 'string' },
  secret: { type: 'string' },
  time: { type: 'string', format: 'date-time' },
  integer: { type: 'integer', format: 'int32' },
  number: { type: 'number' },
  flag: { type: 'boolean' },
  list: { type: 'array' },
  object: { type: 'object' },
};

function schema(field: Field): ValueObject {
  const { kind } = field;
  const out: ValueObject =
    typeof kind === 'string' ? { ...types[kind] } : { type: 'string', enum: [...kind] };
  const [least, most] =
    kind === 'integer' || kind === 'number'
      ? ['minimum', 'maximum']
      : kind === 'list'
        ? ['minItems', 'maxItems']
        : ['minLength', 'maxLength'];
  if (field.min !== undefined) out[least] = field.min;
  if (field.max !== undefined) out[most] = field.max;
  if (field.default !== undefined) out['default'] = field.default;
  if (field.nullable) out['nullable'] = true;
  if (field.readOnly) out['readOnly'] = true;
  if (field.writeOnly) out['writeOnly'] = true;
  if (kind === 'list') out['items'] = field.of ? schema(field.of) : {};
  if (field.fields) out['properties'] = properties(field.fields);
  return out;
}

const properties = (fields: Fields): ValueObject =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schema(field)]));

const collection: Partial<Record<Verb, string>> = { list: 'get', add: 'post', do: 'post', download: 'get' };
const single: Partial<Record<Verb, string>> = { get: 'get', update: 'patch', delete: 'delete' };

function paths(world: World): ValueObject {
  const out: Record<string, ValueObject> = {};
  for (const [name, row] of Object.entries(world.rows)) {
    if (row.product && row.product !== world.product) continue;
    for (const verb of Object.keys(row.verbs) as Verb[]) {
      const path =
        single[verb] && row.item
          ? `/${name}/{${row.item}}`
          : verb === 'copy'
            ? `/${name}/{id}/copy`
            : `/${name}`;
      const method = verb === 'copy' ? 'post' : (collection[verb] ?? single[verb] ?? 'get');
      const known = Object.entries(row.fields).filter(([, field]) =>
        exists(field, { product: world.product, verb }),
      );
      const body: ValueObject =
        verb === 'add' || verb === 'update'
          ? {
              requestBody: {
                content: {
                  'application/json': {
                    schema: { type: 'object', properties: properties(Object.fromEntries(known)) },
                  },
                },
              },
            }
          : {};
      out[path] = {
        ...out[path],
        [method]: { summary: row.title, ...body, responses: { default: { description: '' } } },
      };
    }
  }
  return out;
}

/** The contract of this sandbox. JSON is YAML (YAML 1.2, 1.3), so that is what is sent. */
function contract(exchange: Exchange, world: World): Value {
  return {
    openapi: '3.0.3',
    info: {
      title: `${world.product === 'pra' ? 'Privileged Remote Access' : 'Remote Support'} Configuration API (sandbox)`,
      version: '1.12',
    },
    servers: [{ url: `${exchange.base}/api/config/v1` }],
    paths: paths(world),
  };
}

export const contracts: readonly Special[] = [
  {
    method: 'GET',
    path: 'openapi.yaml',
    run: ({ exchange, world }) =>
      text(200, 'application/yaml', `${JSON.stringify(contract(exchange, world), null, 2)}\n`),
  },
];
