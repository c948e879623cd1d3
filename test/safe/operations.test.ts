import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Field, Fields, Operation, Resource, Verb } from '../../src/api/catalogue/row.ts';
import { safe as rows } from '../../src/api/catalogue/safe/index.ts';
import { safeWorld } from './world.ts';

// Every operation of the catalogue by a command line: the words people type make exactly the call that the API has.

const safe = await safeWorld();
const file = join(mkdtempSync(join(tmpdir(), 'btapi-operations-')), 'file');
writeFileSync(file, 'x');

const guid = '6b2f9d0e-7c1a-4f53-9a70-3d3a4e1f5b21';

function sample(field: Field): string {
  if (typeof field.kind !== 'string') return field.kind[0] ?? '';
  const samples: Record<string, string> = {
    integer: '1',
    number: '1',
    flag: 'true',
    list: '[]',
    object: '{}',
  };
  return samples[field.kind] ?? 'x';
}
const required = (fields: Fields | undefined, all = false): string[] =>
  Object.entries(fields ?? {})
    .filter(([, field]) => all || field.required)
    .map(
      ([name, field]) =>
        `${name.toLowerCase()}${field.kind === 'list' || field.kind === 'object' ? ':' : ''}=${sample(field)}`,
    );

interface Line {
  words: string[];
  call: string;
  read: boolean;
}

function lineOf(path: string, row: Resource, verb: Verb, operation: Operation): Line {
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    /^(folderId|secretId|orgId)$/.test(name) ? guid : '1',
  );
  const ids = { integer: '1', guid, hex32: '0'.repeat(32), text: 'name' };
  const item = row.item !== undefined && ['get', 'update', 'delete'].includes(verb);
  const id = item ? ids[row.itemKind ?? 'integer'] : undefined;
  const words = ['safe', verb, place.toUpperCase(), ...(id ? [id] : []), ...required(operation.query)];
  if (verb === 'update' || verb === 'add' || operation.body === 'required') {
    const some = required(operation.fields);
    words.push(...(some.length > 0 ? some : required(operation.fields, true).slice(0, 1)));
  }
  if (operation.upload) words.push('--file', file);
  const named = Object.values(operation.query ?? {}).some((field) => field.required);
  if (verb === 'delete' && !item && !path.endsWith('}') && !named) words.push('--all');
  if (verb === 'download') words.push('--to', '-');
  const usual = {
    list: 'GET',
    get: 'GET',
    download: 'GET',
    add: 'POST',
    do: 'POST',
    update: 'PATCH',
    delete: 'DELETE',
    copy: '',
  };
  const method = operation.method ?? usual[verb];
  const read = ['list', 'get', 'download'].includes(verb) || operation.effect === 'read';
  return { words, read, call: `${method} ${place.toUpperCase()}${id ? `/${id}` : ''}` };
}

const lines = Object.entries(rows).flatMap(([path, row]) =>
  (Object.entries(row.verbs) as [Verb, Operation][]).map(([verb, operation]) => ({
    name: `${verb} ${path}`,
    operation,
    ...lineOf(path, row, verb, operation),
  })),
);

test('there are 252', () => expect(lines).toHaveLength(252));

test.each(lines)('$name', async ({ words, call, read, operation }) => {
  const got = await safe.run(read ? words : ['--dry-run', ...words]);
  expect(got.stderr).not.toContain('reading');
  const calls = got.calls.filter((one) => !/Auth\/Sign/.test(one));
  if (!read) {
    expect(calls).toEqual([]);
    expect(got.code).toBe(0);
    const shown = JSON.parse(got.stdout) as { method: string; url: string };
    const url = new URL(shown.url);
    expect(`${shown.method} ${url.pathname.replace('/BeyondTrust/api/public/v3/', '')}`).toBe(call);
    expect(url.searchParams.get('version')).toBe(operation.version ?? null);
    return;
  }
  const [first = ''] = calls;
  expect(
    first
      .replace(/[?{ ]*$/, '')
      .split(/[?{]/)[0]
      ?.trim(),
  ).toBe(call);
});
