// npm run docs: writes the reference pages from the command list and the catalogue. A test says when they are stale.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { all, families } from '../src/api/catalogue/index.ts';
import type { Fields, Resource } from '../src/api/catalogue/row.ts';
import type { Listed } from '../src/commands/definition.ts';
import { example } from '../src/commands/example.ts';
import { fieldRows } from '../src/commands/field-help.ts';
import { commandHelp, rootHelp } from '../src/commands/help.ts';
import { topics } from '../src/commands/help-topics.ts';
import { commands } from '../src/commands/index.ts';
import { manual } from './man.ts';

const notice = '<!-- Written by npm run docs; change the source instead. -->\n';

async function pages(list: readonly Listed[], path: string, depth: string): Promise<string[]> {
  const parts: string[] = [];
  for (const listed of list) {
    const { command } = await listed.load();
    const name = `${path} ${listed.name}`;
    parts.push(`${depth} ${name}\n\n\`\`\`\n${commandHelp(name, listed, command)}\`\`\`\n`);
    parts.push(...(await pages(command.commands ?? [], name, `${depth}#`)));
  }
  return parts;
}

export async function commandsPage(): Promise<string> {
  const root = `\`\`\`\n${rootHelp(commands)}\`\`\`\n`;
  return [notice, '# Commands\n', root, ...(await pages(commands, 'btapi', '##'))].join('\n');
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function table(fields: Fields): string {
  const rows = fieldRows(fields).map(
    ({ name, type, remarks }) => `| \`${name}\` | ${cell(type)} | ${cell(remarks)} |`,
  );
  return ['| field | type | |', '|---|---|---|', ...rows, ''].join('\n');
}

function section(path: string, row: Resource): string {
  const verbs = Object.entries(row.verbs).map(
    ([verb, { product }]) => verb + (product ? ` (${product.toUpperCase()})` : ''),
  );
  const only = row.product ? ` ${row.product.toUpperCase()} only.` : '';
  const since = row.since ? ` Since ${row.since}.` : '';
  return [
    `## ${path}\n`,
    `${row.title}.${only}${since} Verbs: ${verbs.join(', ')}.${row.note ? ` ${row.note}` : ''}\n`,
    `    ${example(path, row)}\n`,
    ...(Object.keys(row.fields).length > 0 ? [table(row.fields)] : []),
    ...(row.filters && Object.keys(row.filters).length > 0
      ? [
          `Filters: ${Object.keys(row.filters)
            .map((name) => `\`${name}\``)
            .join(', ')}.\n`,
        ]
      : []),
  ].join('\n');
}

export async function resourcesPage(): Promise<string> {
  const rows = await all();
  const intro = `${rows.length} resources in ${families.length} families. \`btapi resources NAME\` shows the same on a terminal.\n`;
  return [notice, '# Resources\n', intro, ...rows.map(({ path, row }) => section(path, row))].join('\n');
}

/** A help topic as a page: the same words, so that they cannot drift apart. */
const topicPage = (name: string) => async () =>
  `${notice}\n# ${name}\n\n\`btapi help ${name}\` shows this on a terminal.\n\n\`\`\`\n${topics[name] ?? ''}\`\`\`\n`;

/** The generated pages by their place in the repository. */
export const generated: Readonly<Record<string, () => Promise<string>>> = {
  'docs/commands.md': commandsPage,
  'docs/resources.md': resourcesPage,
  ...Object.fromEntries(Object.keys(topics).map((name) => [`docs/${name}.md`, topicPage(name)])),
};

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  for (const [path, make] of Object.entries(generated)) writeFileSync(path, await make());
  rmSync('man', { recursive: true, force: true });
  mkdirSync('man');
  for (const [path, page] of await manual()) writeFileSync(path, page);
}
