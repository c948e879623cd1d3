import { describe, expect, test } from 'vitest';
import { actions } from '../../src/api/catalogue/action.ts';
import { reports } from '../../src/api/catalogue/report.ts';
import type { Param, Params, Tree } from '../../src/api/catalogue/xml-row.ts';
import { referencePath, referenceYaml } from '../support/reference.ts';

interface Item {
  name: string;
  type: string;
  required?: boolean;
  enum?: unknown[];
  enum_open?: unknown[];
  pattern?: string;
  max?: number;
  max_value?: number;
  max_items?: number;
  min?: number;
  requires?: string[];
}

interface Entry {
  name: string;
  products: string[];
  mutates?: boolean;
  dangerous?: boolean;
  params: Item[];
  param_sets?: { exactly_one_of?: string[][]; one_of?: string[][] };
  variants?: { discriminator: string; params: Item[] }[];
  response: {
    kind: string;
    root: string;
    root_confidence: string;
    list_paths?: string[];
    elements?: { path: string; type: string; list?: boolean; note?: string }[];
  };
}

const leaves: Record<string, string> = {
  string: 'text',
  enum_open: 'text',
  iso8601: 'time',
  'iso8601 or unix_ts': 'time',
  bool01: 'flag',
  unix_ts: 'unix',
  hms: 'duration',
};

/** Texts that the samples show and the catalogue's element lists leave out. */
const shown = [
  'exit_survey/submitted_by/#text',
  'session/team_list/team/#text',
  'exit_survey/question_list/question/answer_list/answer',
  'connected_representative/support_session_lsids/lsid',
  'enabled_shared_ips/ip',
];

const flat = (tree: Tree, before = ''): { lists: string[]; types: Map<string, string> } => {
  const lists: string[] = [];
  const types = new Map<string, string>();
  for (const [key, node] of Object.entries(tree)) {
    const path = before + (key === 'text' ? '#text' : key.replace('[]', ''));
    if (key.endsWith('[]')) lists.push(path);
    if (typeof node === 'string') types.set(path, node);
    if (typeof node !== 'string') {
      const below = flat(node, `${path}/`);
      lists.push(...below.lists);
      for (const [name, type] of below.types) types.set(name, type);
    }
  }
  return { lists, types };
};

const wantedTypes = (entry: Entry): [string, string][] =>
  (entry.response.elements ?? [])
    .filter((element) => element.type !== 'object' && element.path !== '#text')
    .map(({ path, type }) => [path, leaves[type] ?? type] as [string, string]);

const kindOf = (item: Item): string => {
  if (item.enum && item.type === 'string' && !item.pattern) return item.enum.map(String).sort().join();
  if (item.enum_open && item.type === 'string' && item.enum_open.length > 1)
    return item.enum_open.map(String).sort().join();
  const kinds: Record<string, string> = { int: 'integer', unix_ts: 'integer', bool01: 'flag', csv: 'list' };
  return kinds[item.type] ?? 'text';
};

const ourKind = (param: Param): string =>
  Array.isArray(param.kind) ? [...param.kind].sort().join() : String(param.kind);

const compareParams = (ours: Params, theirs: Item[]): void => {
  expect(Object.keys(ours).sort()).toEqual(theirs.map((item) => item.name).sort());
  for (const item of theirs) {
    const param = ours[item.name] as Param;
    const of = `${item.name}: `;
    if (item.name !== 'display_size') expect(of + ourKind(param)).toBe(of + kindOf(item));
    expect(of + (param.required ?? false)).toBe(of + (item.required ?? false));
    expect(of + (param.max ?? item.enum?.length)).toBe(
      of + (item.max ?? item.max_value ?? item.max_items ?? item.enum?.length),
    );
    if (item.requires) expect(param.needs).toEqual(item.requires);
    if (item.type === 'int' && !item.enum) expect(of + param.min).toBe(of + item.min);
  }
};

const file = referencePath('xml-api/catalogue.yaml');

describe.skipIf(file === undefined)('the XML rows and the reference', () => {
  const catalogue =
    file === undefined
      ? undefined
      : (referenceYaml(file) as {
          command: { actions: Entry[] };
          reporting: { reports: Entry[] };
        });
  const theirActions = catalogue?.command.actions ?? [];
  const theirReports = catalogue?.reporting.reports ?? [];
  const product = (entry: Entry): string | undefined =>
    entry.products.length === 1 ? entry.products[0] : undefined;

  test('name the same actions and reports', () => {
    expect(Object.keys(actions).sort()).toEqual(theirActions.map((entry) => entry.name).sort());
    expect(Object.keys(reports).sort()).toEqual(theirReports.map((entry) => entry.name).sort());
  });

  test.each([...theirActions, ...theirReports])('$name', (entry) => {
    const action = actions[entry.name];
    const row = action ?? reports[entry.name];
    if (!row) throw new Error(`no row ${entry.name}`);
    expect(row.product).toBe(product(entry));
    compareParams(row.params, entry.params);
    const sets = entry.param_sets?.exactly_one_of ?? entry.param_sets?.one_of ?? [];
    expect([...(row.sets ?? [])].map((set) => set.join()).sort()).toEqual(
      sets.map((set) => set.join()).sort(),
    );
    if (action) expect(action.effect).toBe(entry.mutates ? 'write' : 'read');
    if (entry.dangerous) expect(action?.confirm).toBe(true);

    expect(row.answer.kind).toBe(entry.response.kind === 'xml' ? 'xml' : 'file');
    if (row.answer.kind === 'file') return expect(row.answer.content).toBe(entry.response.kind);
    expect([row.answer.root].flat()).toContain(entry.response.root);
    expect(
      { seen: undefined, inferred: 'inferred', unknown: 'guessed' }[entry.response.root_confidence],
    ).toBe(row.answer.rootSure);
    const { lists, types } = flat(row.answer.tree);
    expect(lists.sort()).toEqual([...(entry.response.list_paths ?? [])].sort());
    const known = (path: string): boolean => !shown.includes(path);
    expect([...types].filter(([path]) => known(path)).sort()).toEqual(
      wantedTypes(entry)
        .filter(([path]) => known(path))
        .sort(),
    );
  });

  test('the kinds of shortcut', () => {
    const variants = theirActions.find((entry) => entry.name === 'import_jump_shortcut')?.variants ?? [];
    const shapes = actions['import_jump_shortcut']?.shapes ?? {};
    expect(Object.keys(shapes).sort()).toEqual(variants.map((variant) => variant.discriminator).sort());
    for (const { discriminator, params } of variants)
      compareParams(shapes[discriminator]?.params ?? {}, params);
  });
});
