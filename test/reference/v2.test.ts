import { describe, expect, test } from 'vitest';
import { commandV2 } from '../../src/api/catalogue/config/command-v2.ts';
import { reportingV2 } from '../../src/api/catalogue/config/reporting-v2.ts';
import type { Resource, Table, Verb } from '../../src/api/catalogue/row.ts';
import { referencePath, referenceYaml } from '../support/reference.ts';

interface Deed {
  parameters?: { name?: string; in?: string }[];
  requestBody?: unknown;
  'x-product'?: string[];
  'x-path-confidence'?: string;
}

const methods: Partial<Record<Verb, string>> = {
  list: 'GET',
  get: 'GET',
  download: 'GET',
  add: 'POST',
  do: 'POST',
  update: 'PATCH',
  delete: 'DELETE',
};

/** What a table's rows call, as "METHOD /path": product. */
function calls(table: Table, prefix: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, row] of Object.entries<Resource>(table)) {
    for (const [verb, operation] of Object.entries(row.verbs)) {
      const onItem = row.item !== undefined && ['get', 'update', 'delete'].includes(verb);
      const address = path.slice(prefix.length) + (onItem ? `/{${row.item}}` : '');
      found.set(`${operation.method ?? methods[verb as Verb]} ${address}`, row.product ?? 'both');
    }
  }
  return found;
}

describe.each([
  ['command-v2', commandV2 as Table, 'command/v2'],
  ['reporting-v2', reportingV2 as Table, 'reporting/v2'],
] as const)('%s', (name, table, prefix) => {
  const file = referencePath(`configuration-api/${name}.openapi.yaml`);

  test.skipIf(file === undefined)('calls what its document describes, and nothing else', () => {
    const { paths } = referenceYaml(file ?? '') as { paths: Record<string, Record<string, Deed>> };
    const wanted = new Map<string, string>();
    for (const [path, deeds] of Object.entries(paths)) {
      for (const [method, deed] of Object.entries(deeds)) {
        const products = deed['x-product'] ?? [];
        if (['get', 'post', 'put', 'patch', 'delete'].includes(method)) {
          wanted.set(`${method.toUpperCase()} ${path}`, products.length === 1 ? (products[0] ?? '') : 'both');
        }
      }
    }
    expect([...calls(table, prefix)].sort()).toEqual([...wanted].sort());
  });

  test.skipIf(file === undefined)('filters by what its document describes', () => {
    const { paths } = referenceYaml(file ?? '') as { paths: Record<string, Record<string, Deed>> };
    for (const [path, row] of Object.entries(table)) {
      if (!row.verbs.list) continue;
      const wanted = (paths[path.slice(prefix.length)]?.['get']?.parameters ?? [])
        .filter(
          (parameter) => parameter.in === 'query' && !['limit', 'offset'].includes(parameter.name ?? ''),
        )
        .map((parameter) => parameter.name);
      expect([path, ...Object.keys(row.filters ?? {}).sort()]).toEqual([path, ...wanted.sort()]);
    }
  });

  test.skipIf(file === undefined)('says where a path is a guess', () => {
    const { paths } = referenceYaml(file ?? '') as { paths: Record<string, Record<string, Deed>> };
    for (const [path, deeds] of Object.entries(paths)) {
      const guessed = Object.values(deeds).some((deed) => deed['x-path-confidence'] === 'inferred');
      const row = table[`${prefix}${path}`];
      if (guessed) expect(Object.values(row?.verbs ?? {}).map(({ sure }) => sure)).toContain('inferred');
    }
  });
});
