import { all, find, search, suggest } from '../api/catalogue/index.ts';
import type { Resource, Verb } from '../api/catalogue/row.ts';
import { usage } from '../errors.ts';
import type { Value, ValueObject } from '../value.ts';
import type { Context } from './context.ts';
import type { Definition } from './definition.ts';
import { example } from './example.ts';
import { fieldHelp } from './field-help.ts';

export const command: Definition = {
  arguments: [['[resource-or-word]', 'a resource, or a word to search for']],
  examples: [
    'btapi resources',
    'btapi resources tunnel',
    'btapi resources jump-item/shell-jump',
    'btapi resources -o json',
  ],
  run: async (context, [word]) => {
    if (word === undefined) return listing(context, await all());
    const match = await find(word);
    if (match) {
      await (wantsData(context)
        ? context.print(data(match.path, match.row))
        : context.write(page(match.path, match.row)));
      return undefined;
    }
    const found = await search(word);
    if (found.length === 0) {
      const near = await suggest(word);
      throw usage(
        `looking for ${word}: no resource has it in its name or title`,
        near[0] && `did you mean ${near.join(', ')}?`,
      );
    }
    return listing(context, found);
  },
};

const wantsData = ({ options }: Context) =>
  options.output !== undefined ||
  options.kvOut === true ||
  options.field !== undefined ||
  options.query !== undefined;

interface Named {
  path: string;
  row: Resource;
}

async function listing(context: Context, rows: readonly Named[]): Promise<undefined> {
  if (wantsData(context)) {
    await context.print(rows.map(({ path, row }) => data(path, row)));
    return undefined;
  }
  const width = Math.max(...rows.map(({ path }) => path.length));
  const groups = Map.groupBy(rows, ({ path }) => path.split('/')[0] ?? '');
  const text = [...groups.values()].map((group) =>
    group.map(({ path, row }) => `${path.padEnd(width)}  ${row.title}${only(row.product)}`).join('\n'),
  );
  await context.write(`${text.join('\n\n')}\n`);
  return undefined;
}

const only = (product: string | undefined) => (product ? ` (${product.toUpperCase()} only)` : '');

function page(path: string, row: Resource): string {
  const verbs = Object.entries(row.verbs) as [Verb, { product?: string }][];
  const parts = [
    `${path}: ${row.title}${only(row.product)}`,
    `Verbs: ${verbs.map(([verb, { product }]) => verb + only(product)).join(', ')}`,
    ...(row.note ? [row.note] : []),
    ...(Object.keys(row.fields).length > 0 ? ['', fieldHelp(path, row.fields)] : []),
    ...(row.filters && Object.keys(row.filters).length > 0
      ? ['', fieldHelp(`list ${path} (filters)`, row.filters)]
      : []),
    '',
    `  ${example(path, row)}`,
  ];
  return `${parts.join('\n')}\n`;
}

function data(path: string, row: Resource): ValueObject {
  return {
    path,
    ...(JSON.parse(JSON.stringify(row)) as { [key: string]: Value }),
    verbs: Object.keys(row.verbs),
    example: example(path, row),
  };
}
