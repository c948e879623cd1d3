import { describe, expect, it } from 'vitest';
import { all } from '../../src/api/catalogue/index.ts';
import type { Field, Resource } from '../../src/api/catalogue/row.ts';
import { callsOf, compareCall, compareFields, deedsOf } from './config-compare.ts';
import { deviations } from './config-deviations.ts';
import { bodyOf, type Deed, type Document, follow, readDocument, type Schema, successOf } from './openapi.ts';
import { branchesOf, compareShapes, shapeOf, tellFields } from './shape.ts';

/** The Windows accounts, which 1.10 describes and forgets to name among the answers; 1.9 named them. */
const withWindows = (document: Document | undefined): Document | undefined => {
  const deed = document?.paths['/vault/account/{id}']?.['get'] as Deed | undefined;
  const names = ['VaultLocalAccount', 'VaultDomainAccount'];
  if (document !== undefined && deed !== undefined) {
    successOf(document, deed)?.schema.oneOf?.push(
      ...names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
    );
  }
  return document;
};

// Command and Reporting API v2 have documents and a comparison of their own (v2.test.ts).
const rows = (await all()).filter(({ path }) => !/^(command|reporting)\/v2\//.test(path));
const folder = 'configuration-api/';
const documents = {
  pra: withWindows(readDocument(`${folder}pra-openapi.json`)),
  rs: withWindows(readDocument(`${folder}rs-openapi.json`)),
};
const later = [
  readDocument(`${folder}jump.openapi.yaml`),
  readDocument(`${folder}vault.openapi.yaml`),
].filter((document) => document !== undefined);

/** The version that the documents of 1.12 are about; the others are of 1.10. */
const newest = '1.12';

const calls = rows.flatMap(({ path, row }) => callsOf(path, row));

const since = (thing: Deed | Schema): string => thing['x-since'] ?? thing['x-since-spec'] ?? '1.7';

const used = new Set<string>();

/** The differences that no deviation explains. */
const unexplained = (lines: readonly string[]): string[] =>
  lines.filter((line) => {
    const bare = line.replace(/^(pra|rs|1\.12) /, '');
    const hit = Object.keys(deviations).filter(
      (pattern) => line.startsWith(pattern) || bare.startsWith(pattern),
    );
    for (const pattern of hit) used.add(pattern);
    return hit.length === 0;
  });

/** Fields below a row, members and items of lists included. */
const countFields = (fields: Record<string, Field>): number =>
  Object.values(fields).reduce(
    (sum, field) =>
      sum +
      1 +
      countFields(field.fields ?? {}) +
      (field.of === undefined ? 0 : countFields(field.of.fields ?? {})),
    0,
  );

const report: string[] = [];

describe.each(['pra', 'rs'] as const)('the vendor document of %s', (product) => {
  const document = documents[product];
  if (document === undefined) return it.skip('is not here', () => {});
  const deeds = deedsOf(document);
  const mine = calls.filter(
    ({ row, operation }) =>
      (operation.product ?? row.product ?? product) === product && (operation.since ?? row.since) !== newest,
  );
  const keep = (field: Field): boolean => (field.product ?? product) === product && field.since !== newest;
  const tagged = (lines: string[]): string[] => lines.map((line) => `${product} ${line}`);

  it('has one call of a row for every operation, and the other way round', () => {
    const lines = mine.map(({ line }) => line);
    expect(
      unexplained(
        tagged([...deeds.keys()].filter((line) => !lines.includes(line)).map((line) => `${line} missing`)),
      ),
    ).toEqual([]);
    expect(
      unexplained(tagged(lines.filter((line) => !deeds.has(line)).map((line) => `${line} extra`))),
    ).toEqual([]);
    expect(
      unexplained(
        tagged(lines.filter((line, index) => lines.indexOf(line) !== index).map((line) => `${line} twice`)),
      ),
    ).toEqual([]);
    report.push(
      `${product.toUpperCase()} ${[...deeds.keys()].filter((line) => lines.includes(line)).length} of ${deeds.size}`,
    );
  });

  it('asks and answers as the rows say', () => {
    const lines = mine.flatMap((call) => {
      const deed = deeds.get(call.line);
      return deed === undefined ? [] : compareCall(document, call, deed, keep);
    });
    expect(unexplained(tagged(lines))).toEqual([]);
  });

  it('has the fields of the rows', () => {
    const paths = new Set(mine.filter(({ line }) => deeds.has(line)).map(({ path }) => path));
    const lines = rows
      .filter(({ path }) => paths.has(path))
      .flatMap(({ path, row }) => compareFields(document, path, row, deeds, keep));
    expect(unexplained(tagged(lines))).toEqual([]);
  });
});

describe.skipIf(later.length < 2)('the documents of 1.12', () => {
  const operations = later.map((document) => ({ document, deeds: deedsOf(document) }));
  const added = operations.flatMap(({ document, deeds }) =>
    [...deeds]
      .filter(([, deed]) => since(deed) === newest)
      .map(([line, deed]) => ({ document, deeds, line, deed })),
  );
  const mine = calls.filter(({ row, operation }) => (operation.since ?? row.since) === newest);
  const keep = (): boolean => true;
  const tagged = (lines: string[]): string[] => lines.map((line) => `1.12 ${line}`);

  it('add the calls that the rows mark so, and no others', () => {
    const wanted = [...new Set(added.map(({ line }) => line))];
    expect(mine.map(({ line }) => line).sort()).toEqual(wanted.sort());
    report.push(`1.12 additions ${mine.length} of ${wanted.length}`);
  });

  it('ask and answer as these rows say, on the products they say', () => {
    const lines = added.flatMap(({ document, line, deed }) => {
      const call = mine.find((one) => one.line === line);
      if (call === undefined) return [];
      const products = deed['x-product'] ?? [];
      const wrong = products.some((product) => (call.row.product ?? product) !== product);
      return [...compareCall(document, call, deed, keep), ...(wrong ? [`${line} product`] : [])];
    });
    expect(unexplained(tagged(lines))).toEqual([]);
  });

  it('have the fields of these rows', () => {
    const lines = rows
      .filter(({ row }) => row.since === newest)
      .flatMap(({ path, row }) =>
        operations
          .filter(({ deeds }) => callsOf(path, row).some(({ line }) => deeds.has(line)))
          .flatMap(({ document, deeds }) => compareFields(document, path, row, deeds, keep)),
      );
    expect(unexplained(tagged(lines))).toEqual([]);
  });

  it('add the fields that older rows mark so, and no others', () => {
    const lines: string[] = [];
    const documented = new Set<string>();
    for (const { document, deeds } of operations) {
      for (const { path, row, line, operation } of calls) {
        const deed = deeds.get(line);
        if (deed === undefined || row.since === newest || operation.answers !== undefined) continue;
        const schemas = [bodyOf(document, deed), successOf(document, deed)?.schema].filter(
          (one) => one !== undefined,
        );
        for (const branch of schemas.flatMap((schema) => branchesOf(document, schema))) {
          const shape = shapeOf(document, branch);
          for (const [name, property] of Object.entries(branch.properties ?? {})) {
            if (since(follow(document, property)) !== newest) continue;
            documented.add(`${path}.${name}`);
            const field = row.fields[name];
            const wanted = shape[name];
            if (field === undefined || wanted === undefined || field.since !== newest) {
              lines.push(`${path}.${name} missing`);
              continue;
            }
            const { when: _, ...got } = tellFields({ [name]: field }, keep)[name] ?? { kind: '' };
            lines.push(...compareShapes(path, { [name]: wanted }, { [name]: got }));
          }
        }
      }
    }
    for (const { path, row } of rows) {
      for (const [name, field] of Object.entries(row.fields)) {
        if (field.since === newest && !documented.has(`${path}.${name}`)) lines.push(`${path}.${name} extra`);
      }
    }
    expect(unexplained(tagged([...new Set(lines)]))).toEqual([]);
    report.push(`1.12 fields ${documented.size}`);
  });

  it('date every call as the rows do', () => {
    const lines = calls.flatMap(({ line, row, operation }) => {
      const dates = operations.flatMap(({ deeds }) => {
        const deed = deeds.get(line);
        return deed === undefined ? [] : [Number(since(deed).slice(2))];
      });
      const wanted = `1.${Math.min(...dates)}`;
      const got = operation.since ?? row.since ?? '1.7';
      return wanted === got ? [] : [`${line} since: document ${wanted}, row ${got}`];
    });
    expect(unexplained(tagged(lines))).toEqual([]);
  });

  /** The properties of a row's bodies and answers as the newer documents have them, by name. */
  const propertiesOf = (path: string, row: Resource): Map<string, Schema[]> => {
    const found = new Map<string, Schema[]>();
    for (const { line, operation } of callsOf(path, row)) {
      for (const { document, deeds } of operations) {
        const deed = deeds.get(line);
        if (deed === undefined) continue;
        const answer = operation.answers === undefined ? successOf(document, deed)?.schema : undefined;
        const schemas = [operation.fields === undefined ? bodyOf(document, deed) : undefined, answer];
        for (const branch of schemas.flatMap((schema) =>
          schema === undefined ? [] : branchesOf(document, schema),
        )) {
          for (const part of [branch, ...(branch.allOf ?? []).map((one) => follow(document, one))]) {
            for (const [name, property] of Object.entries(part.properties ?? {})) {
              found.set(name, [...(found.get(name) ?? []), follow(document, property)]);
            }
          }
        }
      }
    }
    return found;
  };

  it('date every field as the rows do', () => {
    const version = (text = '1.7'): number => Number(text.slice(2));
    const lines = rows.flatMap(({ path, row }) =>
      [...propertiesOf(path, row)].flatMap(([name, properties]) => {
        const field = row.fields[name];
        if (field === undefined) return [];
        const wanted = Math.max(
          version(row.since),
          Math.min(...properties.map((one) => version(since(one)))),
        );
        const got = Math.max(version(row.since), version(field.since));
        return wanted === got ? [] : [`${path}.${name} since: document 1.${wanted}, row 1.${got}`];
      }),
    );
    expect(unexplained(tagged(lines))).toEqual([]);
  });

  it('call secret what the rows call secret', () => {
    const lines = rows.flatMap(({ path, row }) =>
      [...propertiesOf(path, row)].flatMap(([name, properties]) => {
        const wanted = properties.some((one) => one['x-secret'] === true);
        const got = row.fields[name]?.kind === 'secret';
        return wanted === got ? [] : [`${path}.${name} secret: document ${wanted}, row ${got}`];
      }),
    );
    expect(unexplained(tagged(lines))).toEqual([]);
  });
});

describe.skipIf(Object.values(documents).includes(undefined) || later.length < 2)('the deviations', () => {
  it('are all still needed', () => {
    expect(Object.keys(deviations).filter((pattern) => !used.has(pattern))).toEqual([]);
    const fields = rows.reduce(
      (sum, { row }) => sum + countFields(row.fields) + countFields(row.filters ?? {}),
      0,
    );
    console.info(
      `${report.join(', ')}; ${rows.length} rows, ${calls.length} calls, ${fields} fields and filters; ${Object.keys(deviations).length} deviations`,
    );
  });
});
