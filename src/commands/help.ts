import type { Definition, Listed, OptionRow } from './definition.ts';
import { globalOptions } from './options.ts';

const intro = `Drive BeyondTrust Privileged Remote Access, Remote Support and Password Safe.

  btapi list jump-group -o table
  echo "name=Web servers" | btapi -k add jump-group
  btapi list jump-item/shell-jump tag=i-0abc -f id | xargs -r btapi delete jump-item/shell-jump

Usage: btapi [options] <command> <resource> [id] [key=value ...]
`;

// The options one reaches for; `btapi help options` has them all.
const frequent = ['-k', '-K', '-o', '-f', '--env-file', '--profile', '--dry-run', '-v'];

/** What `btapi --help` prints: three pipelines, the commands, the most used options; made to fit a screen. */
export function rootHelp(commands: readonly Listed[]): string {
  const groups = [...new Set(commands.map(({ group = 'Other' }) => group))];
  const width = Math.max(...commands.map(({ name }) => name.length));
  const sections = groups.map((group) => {
    const rows = commands.filter((command) => (command.group ?? 'Other') === group);
    return `${group}\n${rows.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}\n`;
  });
  const options = globalOptions.filter(({ flags }) =>
    frequent.some((name) => flags.split(/[ ,]/).includes(name)),
  );
  return [
    intro,
    sections.join(''),
    `Options, anywhere\n${optionTable(options)}`,
    `btapi COMMAND --help  how a command is used
btapi help TOPIC      environment, exit-codes, formats, options, scripts
`,
  ].join('\n');
}

/** What `btapi help options` prints. */
export const optionsHelp = (): string =>
  `Options that every command takes, anywhere on its line.\n\n${optionTable(globalOptions)}`;

/** What `btapi COMMAND --help` prints: examples first. */
export function commandHelp(path: string, listed: Listed, definition: Definition): string {
  const { arguments: words = [], options = [], commands = [] } = definition;
  const usage = [
    'Usage:',
    path,
    ...(commands.length > 0 ? ['<command>'] : []),
    ...words.map(([syntax]) => syntax),
    '[options]',
  ];
  const parts = [`${capital(listed.summary)}.\n`];
  if (definition.examples.length > 0)
    parts.push(`${definition.examples.map((line) => `  ${line}`).join('\n')}\n`);
  parts.push(`${usage.join(' ')}\n`);
  if (listed.aliases?.length) parts.push(`Also: ${listed.aliases.join(', ')}\n`);
  if (commands.length > 0) parts.push(table(commands.map(({ name, summary }) => [name, summary])));
  if (words.length > 0) parts.push(table(words));
  if (options.length > 0) parts.push(optionTable(options));
  if (definition.about) parts.push(`${definition.about}\n`);
  parts.push('btapi help options lists what every command takes.\n');
  return parts.join('\n');
}

const optionTable = (options: readonly OptionRow[]) =>
  table(
    options.map(({ flags, description }) => [flags.startsWith('--') ? `    ${flags}` : flags, description]),
  );

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return `${rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')}\n`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
