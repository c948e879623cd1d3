// Manual pages in roff (man 7), from the command list, its help and the help topics.
import type { Definition, Listed, OptionRow } from '../src/commands/definition.ts';
import { topics } from '../src/commands/help-topics.ts';
import { commands } from '../src/commands/index.ts';
import { globalOptions } from '../src/commands/options.ts';

/** Text as roff reads it: no escapes, no requests, hyphens that can be copied. */
const plain = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

const literal = (text: string): string => `.nf\n${plain(text.trimEnd())}\n.fi\n`;
const section = (name: string, body: string): string => `.SH ${name}\n${body}`;
const tagged = (rows: readonly (readonly [string, string])[]): string =>
  rows.map(([tag, text]) => `.TP\n.B ${plain(tag)}\n${plain(text)}\n`).join('');
const options = (rows: readonly OptionRow[]): string =>
  tagged(rows.map(({ flags, description }) => [flags, description]));

// No date: the same sources give the same page.
const head = (name: string): string =>
  `.\\" Written by npm run docs; change the source instead.\n.TH ${name.toUpperCase()} 1 "" btapi "btapi manual"\n`;

/** A page and those of the commands below it, by file name. */
async function pages(listed: Listed, parent: readonly string[]): Promise<[string, string][]> {
  const { command } = await listed.load();
  const words = [...parent, listed.name];
  const below = await Promise.all((command.commands ?? []).map((child) => pages(child, words)));
  return [[`man/${words.join('-')}.1`, page(words, listed, command)], ...below.flat()];
}

function page(words: readonly string[], { summary, aliases }: Listed, command: Definition): string {
  const { arguments: places = [], commands: children = [] } = command;
  const name = words.join('-');
  const usage = [...words, ...(children.length > 0 ? ['<command>'] : []), ...places.map(([place]) => place)];
  const parts = [
    head(name),
    section('NAME', `${plain(name)} \\- ${plain(summary)}\n`),
    section('SYNOPSIS', `.B ${plain(`${usage.join(' ')} [options]`)}\n`),
  ];
  if (aliases?.length) parts.push(`.PP\nAlso: ${plain(aliases.join(', '))}\n`);
  if (command.about) parts.push(section('DESCRIPTION', literal(command.about)));
  if (places.length > 0) parts.push(section('ARGUMENTS', tagged(places)));
  if (children.length > 0) {
    parts.push(section('COMMANDS', tagged(children.map((child) => [child.name, child.summary]))));
  }
  if (command.options?.length) parts.push(section('OPTIONS', options(command.options)));
  if (command.examples.length > 0) parts.push(section('EXAMPLES', literal(command.examples.join('\n'))));
  parts.push(section('SEE ALSO', `.BR btapi (1)\nhas the options that every command takes.\n`));
  return parts.join('');
}

function mainPage(): string {
  const rows = commands.map(({ name, summary }) => [`btapi-${name}(1)`, summary] as const);
  return [
    head('btapi'),
    section(
      'NAME',
      'btapi \\- command line for BeyondTrust Privileged Remote Access, Remote Support and Password Safe\n',
    ),
    section('SYNOPSIS', '.B btapi [options] <command> <resource> [id] [key=value ...]\n'),
    section('COMMANDS', tagged(rows)),
    section('OPTIONS', options(globalOptions)),
    ...Object.entries(topics).map(([name, text]) =>
      section(name.toUpperCase().replaceAll('-', ' '), literal(text)),
    ),
  ].join('');
}

/** Every manual page by its place in the repository. */
export async function manual(): Promise<ReadonlyMap<string, string>> {
  const all = await Promise.all(commands.map((listed) => pages(listed, ['btapi'])));
  return new Map([['man/btapi.1', mainPage()], ...all.flat()]);
}
