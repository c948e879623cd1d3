import { describe, expect, it } from 'vitest';
import { all } from '../../src/api/catalogue/index.ts';
import type { Field, Operation, Resource, Verb } from '../../src/api/catalogue/row.ts';
import { deviations } from './config-deviations.ts';
import {
  bodyOf,
  branchesOf,
  compareShapes,
  type Deed,
  type Document,
  follow,
  parametersOf,
  readDocument,
  type Schema,
  type Shape,
  shapeOf,
  successOf,
  tellFields,
  together,
} from './openapi.ts';

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

const rows = await all();
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
const methods = ['get', 'post', 'patch', 'delete', 'put'];
const pages = ['per_page', 'current_page'];

interface Call {
  path: string;
  row: Resource;
  verb: Verb;
  operation: Operation;
  /** "GET /user/{id}" */
  line: string;
}

const methodOf: Record<Verb, string> = {
  list: 'GET',
  get: 'GET',
  add: 'POST',
  update: 'PATCH',
  delete: 'DELETE',
  copy: 'POST',
  do: 'POST',
  download: 'GET',
};

const callsOf = (path: string, row: Resource): Call[] =>
  Object.entries(row.verbs).map(([name, operation]) => {
    const verb = name as Verb;
    const onItem = ['get', 'update', 'delete', 'copy'].includes(verb) && row.item !== undefined;
    const where = `/${path}${onItem ? `/{${row.item}}` : ''}${verb === 'copy' ? '/copy' : ''}`;
    return { path, row, verb, operation, line: `${operation.method ?? methodOf[verb]} ${where}` };
  });

const calls = rows.flatMap(({ path, row }) => callsOf(path, row));

const deedsOf = (document: Document): Map<string, Deed> =>
  new Map(
    Object.entries(document.paths).flatMap(([path, deeds]) =>
      Object.entries(deeds)
        .filter(([method]) => methods.includes(method))
        .map(([method, deed]): [string, Deed] => [`${method.toUpperCase()} ${path}`, deed as Deed]),
    ),
  );

const since = (thing: Deed | Schema): string => thing['x-since'] ?? thing['x-since-spec'] ?? '1.7';

/** Differences in what one call takes and gives, but for its fields. */
const compareCall = (
  document: Document,
  call: Call,
  deed: Deed,
  keep: (field: Field) => boolean,
): string[] => {
  const { row, verb, operation, line, path } = call;
  const lines: string[] = [];
  const differ = (what: string, wanted: unknown, got: unknown): void => {
    if (wanted !== got) lines.push(`${line} ${what}: document ${wanted}, row ${got}`);
  };
  const success = successOf(document, deed);
  const isFile = success !== undefined && !/json|yaml/.test(success.type);
  const isList = success !== undefined && follow(document, success.schema).type === 'array';

  const takes = operation.body ?? (verb === 'add' || verb === 'update' ? 'required' : 'none');
  differ('body', bodyOf(document, deed) !== undefined, takes !== 'none');
  const silent = operation.answer === 'none' || (verb === 'delete' && operation.answer === undefined);
  differ('answer', success !== undefined, !silent);
  if (path !== 'openapi.yaml') differ('file', isFile, verb === 'download');
  if (success !== undefined && !isFile) differ('list', isList, verb === 'list');

  const query = parametersOf(document, line.split(' ')[1] ?? '', deed, 'query');
  const own = Object.fromEntries(Object.entries(query).filter(([name]) => !pages.includes(name)));
  differ(
    'paged',
    pages.some((name) => name in query),
    verb === 'list' && row.paged === true,
  );
  const told = tellFields((verb === 'list' ? row.filters : operation.query) ?? {}, keep);
  lines.push(...compareShapes(`${line}?`, own, told));

  const inPath = parametersOf(document, line.split(' ')[1] ?? '', deed, 'path');
  const strange = Object.fromEntries(Object.entries(inPath).filter(([, { kind }]) => kind !== 'integer'));
  const known = Object.fromEntries(
    Object.entries(row.params ?? {}).filter(([name]) => line.includes(`{${name}}`)),
  );
  lines.push(...compareShapes(`${line}{}`, strange, tellFields(known, keep)));
  return lines;
};

/** The word of `type` that an alternative is for: its own, or the one in its name (security providers). */
const wordsOf = (document: Document, branch: Schema): string[] => {
  const [, provider] = /(\w+)SecurityProvider$/.exec(branch.$ref ?? '') ?? [];
  if (provider !== undefined)
    return [provider === 'SAMLForPublicPortals' ? 'saml_portal' : provider.toLowerCase()];
  return shapeOf(document, branch)['type']?.kind.split(' | ') ?? [];
};

/** The words of `type` under which each field exists, from alternatives. */
const whensOf = (document: Document, unions: readonly Schema[]): Map<string, Set<string>> => {
  const whens = new Map<string, Set<string>>();
  for (const branch of unions.flatMap((schema) => follow(document, schema).oneOf ?? [])) {
    for (const name of Object.keys(shapeOf(document, branch))) {
      whens.set(name, new Set([...(whens.get(name) ?? []), ...wordsOf(document, branch)]));
    }
  }
  return whens;
};

const isUnion = (document: Document, schema: Schema): boolean => follow(document, schema).oneOf !== undefined;

/** Differences in the fields of one row, over all its calls that a document has. */
const compareFields = (
  document: Document,
  path: string,
  row: Resource,
  deeds: Map<string, Deed>,
  keep: (field: Field) => boolean,
): string[] => {
  const lines: string[] = [];
  let asked: Shape | undefined;
  let answered: Shape | undefined;
  const unions: Schema[] = [];
  let common: Shape = {};
  for (const { verb, operation, line } of callsOf(path, row)) {
    const deed = deeds.get(line);
    if (deed === undefined) continue;
    const body = bodyOf(document, deed);
    const success = successOf(document, deed);
    const answer = success?.type === 'application/json' ? success.schema : undefined;
    unions.push(
      ...([body, answer].filter((schema) => schema !== undefined && isUnion(document, schema)) as Schema[]),
    );
    if (body !== undefined) {
      const shape = shapeOf(document, body);
      if (operation.fields !== undefined) {
        lines.push(...compareShapes(`${path} ${verb}`, shape, tellFields(operation.fields, keep)));
      } else asked = verb === 'add' ? { ...asked, ...shape } : { ...shape, ...asked };
    }
    if (answer === undefined || (verb === 'copy' && operation.answers === undefined)) continue;
    const shape = shapeOf(document, answer);
    if (operation.answers !== undefined) {
      lines.push(...compareShapes(`${path} ${verb}>`, shape, tellFields(operation.answers, keep)));
    } else if (verb !== 'do') {
      answered = { ...shape, ...answered };
      if (verb === 'list') common = shape;
    }
  }
  const whens = whensOf(document, unions);
  const words = whens.get('type') ?? new Set();
  const wordsIn = (when: string): string[] =>
    when
      .replace('type=', '')
      .split(',')
      .filter((word) => words.has(word));
  const known = (field: Field): boolean =>
    keep(field) && (field.when === undefined || words.size === 0 || wordsIn(field.when).length > 0);
  const told = tellFields(row.fields, known);
  lines.push(...compareShapes(path, together(asked, answered), told));
  for (const [name, { when }] of Object.entries(told)) {
    const documented = whens.get(name);
    if (documented === undefined) continue;
    const always = name in common || documented.size === words.size;
    const wanted = always ? 'always' : [...documented].sort().join(',');
    const got =
      when === undefined || wordsIn(when).length === words.size ? 'always' : wordsIn(when).sort().join(',');
    if (wanted !== got) lines.push(`${path}.${name} when: document ${wanted}, row ${got}`);
  }
  return lines;
};

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
