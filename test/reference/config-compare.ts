import type { Field, Operation, Resource, Verb } from '../../src/api/catalogue/row.ts';
import { bodyOf, type Deed, type Document, follow, type Schema, successOf } from './openapi.ts';
import { compareShapes, parametersOf, type Shape, shapeOf, tellFields, together } from './shape.ts';

const methods = ['get', 'post', 'patch', 'delete', 'put'];
const pages = ['per_page', 'current_page'];

/** One verb of one row, and the operation it stands for. */
export interface Call {
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

/** What the verbs of a row call. */
export const callsOf = (path: string, row: Resource): Call[] =>
  Object.entries(row.verbs).map(([name, operation]) => {
    const verb = name as Verb;
    const onItem = ['get', 'update', 'delete', 'copy'].includes(verb) && row.item !== undefined;
    const where = `/${path}${onItem ? `/{${row.item}}` : ''}${verb === 'copy' ? '/copy' : ''}`;
    return { path, row, verb, operation, line: `${operation.method ?? methodOf[verb]} ${where}` };
  });

/** The operations of a document by "GET /user/{id}". */
export const deedsOf = (document: Document): Map<string, Deed> =>
  new Map(
    Object.entries(document.paths).flatMap(([path, deeds]) =>
      Object.entries(deeds)
        .filter(([method]) => methods.includes(method))
        .map(([method, deed]): [string, Deed] => [`${method.toUpperCase()} ${path}`, deed as Deed]),
    ),
  );

/** Differences in what one call takes and gives, but for its fields. */
export const compareCall = (
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
export const compareFields = (
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
