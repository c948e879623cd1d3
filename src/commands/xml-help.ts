import type { Script } from '../api/catalogue/script.ts';
import type { Action, Params, Report, Tree } from '../api/catalogue/xml-row.ts';
import { onlyList, shapeOf } from '../api/xml-shape.ts';
import { usage } from '../errors.ts';
import type { Value } from '../value.ts';
import type { Candidate } from './complete.ts';
import type { Context } from './context.ts';
import { fieldHelp, fieldRows } from './field-help.ts';

type Row = Action | Report | Script;
type Rows = { readonly [name: string]: Row };

/** The commands that take one of a table's names as their first word. */
export type Kind = 'command' | 'report' | 'script';

const only = ({ product }: Row): string => (product ? ` (${product.toUpperCase()} only)` : '');

/** What `btapi command` and `btapi report` print without a word: every name with its title. */
export async function printNames(context: Context, rows: Rows): Promise<void> {
  const { output, kvOut, field, query } = context.options;
  if (output !== undefined || kvOut || field !== undefined || query !== undefined) {
    const list = Object.entries(rows).map(
      ([name, row]): Value => ({
        name,
        title: row.title,
        ...(row.product ? { product: row.product } : {}),
        ...('effect' in row ? { effect: row.effect } : {}),
        parameters: Object.keys(row.params),
      }),
    );
    return context.print(list);
  }
  const width = Math.max(...Object.keys(rows).map((name) => name.length));
  const lines = Object.entries(rows).map(
    ([name, row]) => `${name.padEnd(width)}  ${row.title}${only(row)}\n`,
  );
  await context.write(lines.join(''));
}

/**
 * The row of a name, in any case.
 * @throws Failure (exit 2) with the name that was probably meant
 */
export function findRow<T extends Row>(
  kind: Kind,
  rows: { readonly [name: string]: T },
  word: string,
  near: string | undefined,
): [string, T] {
  const name = Object.keys(rows).find((key) => key.toLowerCase() === word.toLowerCase());
  const row = name === undefined ? undefined : rows[name];
  if (name !== undefined && row) return [name, row];
  throw usage(
    `reading the command line: there is no ${kind === 'report' ? 'report' : 'action'} ${word}`,
    near ? `did you mean ${near}?` : `btapi ${kind} lists them`,
  );
}

/** Help on one action or report: title, examples, parameters, what comes back. */
export function rowHelp(kind: Kind, rows: Rows, word: string | undefined): string | undefined {
  const name = Object.keys(rows).find((key) => key.toLowerCase() === word?.toLowerCase());
  const row = name === undefined ? undefined : rows[name];
  if (name === undefined || !row) return undefined;
  const path = `btapi ${kind} ${name}`;
  const parts = [
    `${row.title}${only(row)}.`,
    row.examples.map((words) => `  ${path} ${words}`.trimEnd()).join('\n'),
  ];
  if (Object.keys(row.params).length > 0) parts.push(fieldHelp(name, shown(row.params)));
  for (const { title, params } of 'shapes' in row ? Object.values(row.shapes ?? {}) : []) {
    parts.push(fieldHelp(`${name}, ${title}`, shown(params)));
  }
  if (kind === 'report' && row.params['start_time']) {
    const by = row.params['end_time'] ? ', --by start|end' : '';
    const window = 'whole' in row ? '' : ', --window SPAN';
    parts.push(`A range: --last SPAN, or --from TIME and --to TIME${by}${window}.`);
  }
  if ('answer' in row) parts.push(answerHelp(row));
  if ('since' in row && row.since) parts.push(`Since ${row.since}.`);
  if (row.sure) parts.push('Not seen on an appliance: names may differ.');
  if (row.note) parts.push(row.note);
  parts.push(`btapi ${kind} --help tells about its options.`);
  return `${parts.join('\n\n')}\n`;
}

const shown = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, param]) => {
      const note = [param.note, param.needs && `with ${param.needs.join(' and ')}`]
        .filter(Boolean)
        .join(', ');
      return [name.replace('*', 'NAME'), note === '' ? param : { ...param, note }];
    }),
  );

function answerHelp({ answer }: Action | Report): string {
  if (answer.kind === 'file') return `Gives a file (.${answer.extension}).`;
  const list = onlyList(shapeOf(answer.tree));
  if (list !== undefined) return `Gives a list; an item has ${columnsOf(answer.tree, [list]).join(', ')}.`;
  const names = columnsOf(answer.tree, []);
  return names.length === 0 ? 'Gives {"success": "..."}.' : `Gives ${names.join(', ')}.`;
}

const topNames = (tree: Tree): string[] => Object.keys(tree).map((key) => key.replace(/^@/, ''));

/** The names that CSV and tables begin with: those of a record, in the order of the row. */
export function columnsOf(tree: Tree, path: readonly string[]): string[] {
  let here: Tree = tree;
  for (const name of path) {
    const below = here[`${name}[]`] ?? here[name];
    if (below === undefined || typeof below === 'string') return [];
    here = below;
  }
  return topNames(here).map((name) => name.replace('[]', ''));
}

/** Words that may follow: names, then parameters. */
export function rowWords(rows: Rows, words: readonly string[]): Candidate[] {
  const [name] = words;
  const row = name === undefined ? undefined : rows[name];
  if (!row) return name === undefined ? Object.entries(rows).map(([key, { title }]) => [key, title]) : [];
  const all = [
    row.params,
    ...('shapes' in row ? Object.values(row.shapes ?? {}).map(({ params }) => params) : []),
  ];
  return fieldRows(Object.assign({}, ...all))
    .filter((field) => !field.name.includes('*'))
    .map((field) => [`${field.name}=`, [field.type, field.remarks].filter(Boolean).join(', ')]);
}
