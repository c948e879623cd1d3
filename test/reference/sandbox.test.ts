import { describe, expect, it } from 'vitest';
import type { Product } from '../../src/api/catalogue/row.ts';
import { type Client, fresh, tokenOf } from '../sandbox/client.ts';
import { deedsOf } from './config-compare.ts';
import { type Deed, type Document, follow, readDocument, type Schema, successOf } from './openapi.ts';
import { bodyFor, filled, prepare, ready } from './sandbox-samples.ts';

const folder = 'configuration-api/';
const documents: Record<Product, Document | undefined> = {
  pra: readDocument(`${folder}pra-openapi.json`),
  rs: readDocument(`${folder}rs-openapi.json`),
};
const later = [readDocument(`${folder}jump.openapi.yaml`), readDocument(`${folder}vault.openapi.yaml`)];

const prepared = async (product: Product): Promise<Client> => {
  const client = await fresh({ product, seed: true });
  prepare(client);
  return client;
};

/** Names of the properties that an answer may have. */
function propertiesOf(document: Document, given: Schema): Map<string, Schema> {
  const schema = follow(document, given);
  const found = new Map(Object.entries(schema.properties ?? {}));
  for (const part of [...(schema.allOf ?? []), ...(schema.oneOf ?? [])]) {
    for (const [name, one] of propertiesOf(document, part)) found.set(name, one);
  }
  return found;
}

const typeOf = (value: unknown): string =>
  Array.isArray(value)
    ? 'array'
    : Number.isInteger(value)
      ? 'integer'
      : value === null
        ? 'null'
        : typeof value;

/** The properties of the success answer of an operation, in the vendor's document and in what came later. */
function answerOf(line: string, documents: readonly (Document | undefined)[]): Map<string, Schema> {
  const found = new Map<string, Schema>();
  for (const document of documents.filter((one) => one !== undefined)) {
    const deed = deedsOf(document).get(line);
    const schema = deed && successOf(document, deed)?.schema;
    if (!schema) continue;
    const whole = follow(document, schema);
    for (const [name, one] of propertiesOf(document, whole.type === 'array' ? (whole.items ?? {}) : whole)) {
      if (!found.has(name)) found.set(name, follow(document, one));
    }
  }
  return found;
}

/** What an answer has and its schema has not, or has as another type. */
function surprises(known: Map<string, Schema>, answer: unknown): string[] {
  const object = (Array.isArray(answer) ? answer[0] : answer) as Record<string, unknown> | undefined;
  return Object.entries(object ?? {}).flatMap(([name, value]) => {
    const property = known.get(name);
    if (!property) return [`${name} is not documented`];
    const { type } = property;
    const fits =
      type === undefined ||
      value === null ||
      typeOf(value) === type ||
      (type === 'number' && typeof value === 'number');
    return fits ? [] : [`${name} is ${typeOf(value)}, documented ${type}`];
  });
}

/** Operations that only one side has, for a reason. */
const expected = (line: string, product: Product): boolean =>
  // The vendor's RS document is that of a site which signs in through the vendor's cloud.
  product === 'rs' &&
  ['POST /user', 'PATCH /user/{id}/group-policy-changes', 'PATCH /security-provider/{id}'].includes(line);

describe.each(['pra', 'rs'] as const)('the sandbox as %s', (product) => {
  const document = documents[product];

  it.skipIf(!document)('has the methods of the documents, and no others', async () => {
    if (!document) return;
    const client = await prepared(product);
    const wanted = new Map<string, Set<string>>();
    const note = (line: string) => {
      const [method = '', path = ''] = line.split(' ');
      wanted.set(path, (wanted.get(path) ?? new Set()).add(method));
    };
    for (const line of deedsOf(document).keys()) note(line);
    for (const one of later.filter((other) => other !== undefined)) {
      for (const [line, deed] of deedsOf(one)) {
        if (!line.endsWith('/oauth2/token') && (deed['x-product'] ?? [product]).includes(product)) note(line);
      }
    }
    const wrong: string[] = [];
    for (const [path, methods] of wanted) {
      const answer = await client.call('OPTIONS', filled(path, client));
      const allowed = (answer.headers.get('allow') ?? '')
        .split(',')
        .filter((one) => one !== 'HEAD' && one !== '');
      for (const method of new Set([...allowed, ...methods])) {
        if (allowed.includes(method) === methods.has(method) || expected(`${method} ${path}`, product))
          continue;
        wrong.push(`${method} ${path}: ${methods.has(method) ? 'missing' : 'not documented'}`);
      }
    }
    expect(wrong).toEqual([]);
    console.info(
      `sandbox ${product}: ${[...wanted.values()].reduce((sum, one) => sum + one.size, 0)} operations`,
    );
  });

  it.skipIf(!document)('answers every GET in the documented shape', async () => {
    if (!document) return;
    const client = await prepared(product);
    client.sandbox.store.remove('jumpoint/1/node', 1);
    const wrong: string[] = [];
    for (const [line, deed] of deedsOf(document)) {
      const [method, path = ''] = line.split(' ');
      if (method !== 'GET') continue;
      const answer = await client.get(filled(path, client));
      const success = successOf(document, deed as Deed);
      if (answer.status !== 200) wrong.push(`${line}: ${answer.status}`);
      else if (success?.type === 'application/json') {
        const known = answerOf(line, [document, ...later]);
        wrong.push(...surprises(known, answer.json).map((one) => `${line}: ${one}`));
      } else if (success && !answer.headers.get('content-type')?.startsWith(success.type)) {
        wrong.push(`${line}: ${answer.headers.get('content-type')}, documented ${success.type}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.skipIf(!document)('answers every DELETE with the documented status', async () => {
    if (!document) return;
    const client = await prepared(product);
    const bodies: Record<string, unknown> = {
      'jump-item': { id: 1, type: 'shell_jump' },
      'shared-jump-group': { shared_jump_group_id: 1 },
    };
    const wrong: string[] = [];
    for (const [line, deed] of deedsOf(document)) {
      const [method, path = ''] = line.split(' ');
      if (method !== 'DELETE') continue;
      const association = {
        id: 0,
        filter_type: 'criteria',
        criteria: { shared_jump_groups: [1] },
        jump_items: [{ id: 1, type: 'shell_jump' }],
      };
      for (const owner of ['account/62', 'account-group/2']) {
        client.sandbox.store.put(`vault/${owner}/jump-item-association`, 0, association);
      }
      const body = bodies[path.split('/').at(-1) ?? ''];
      const answer = await client.call('DELETE', filled(path, client), body);
      const documented = Object.keys(deed.responses).find((status) => status.startsWith('2'));
      if (String(answer.status) !== documented || answer.text !== '')
        wrong.push(`${line}: ${answer.status}, documented ${documented}`);
      await restore(client);
    }
    expect(wrong).toEqual([]);
  });
});

/** Where the answer to a POST differs from the vendor's document on purpose. */
const otherwise: Record<string, string> = {
  'POST /vendor/{id}/user body': 'the document forgets the answer (inferred)',
};

describe.each(['pra', 'rs'] as const)('what is written to the sandbox as %s', (product) => {
  const document = documents[product];

  it.skipIf(!document)('POST answers with the documented status, body and Location', async () => {
    if (!document) return;
    const client = await prepared(product);
    const wrong: string[] = [];
    for (const [line, deed] of deedsOf(document)) {
      const [method, path = ''] = line.split(' ');
      if (method !== 'POST') continue;
      await ready(path, client);
      const answer = await client.call('POST', filled(path, client), bodyFor(path));
      const [status, documented] = Object.entries(deed.responses).find(([one]) => one.startsWith('2')) ?? [];
      const given =
        documented && (follow(document, documented) as { description?: string; content?: object });
      const differ = (what: string, here: unknown, there: unknown) => {
        const known = Object.hasOwn(otherwise, `${line} ${what}`);
        if (here !== there && !known)
          wrong.push(`${line} ${what}: ${here}, documented ${there} ${answer.text.slice(0, 150)}`);
      };
      differ('status', String(answer.status), status);
      differ('body', answer.text !== '', given?.content !== undefined);
      differ('Location', answer.headers.has('location'), given?.description?.includes('`Location`') ?? false);
      await restore(client);
    }
    expect(wrong).toEqual([]);
  });
});

/** Everything back, the token kept alive. */
async function restore(client: Client): Promise<void> {
  client.sandbox.reset();
  client.token = await tokenOf(client.sandbox);
  prepare(client);
}
