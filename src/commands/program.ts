import { Command, CommanderError, Option } from 'commander';
import { exitCode, usage } from '../errors.ts';
import type { Io } from '../io/io.ts';
import { version } from '../version.ts';
import type { Context, Options } from './context.ts';
import type { Definition, Listed, OptionRow, Own } from './definition.ts';
import { commandHelp, rootHelp } from './help.ts';
import { commands } from './index.ts';
import { globalOptions } from './options.ts';

/**
 * Parses the command line and runs the command it names. Only that command's file is loaded.
 * @param open makes the context once the options are known
 * @returns the exit code
 * @throws Failure; exit 2 for a command line that cannot be read
 */
export async function runProgram(
  argv: readonly string[],
  io: Io,
  open: (options: Options) => Promise<Context>,
): Promise<number> {
  if (argv.length === 0) {
    await io.stdout.write(rootHelp(commands));
    return exitCode.done;
  }
  let code: number | undefined;
  const text: string[] = [];
  const program = prepare(new Command('btapi'), text);
  program.version(version, '-V, --version').helpCommand(false);
  for (const row of globalOptions) program.addOption(optionOf(row));
  program.configureHelp({ formatHelp: () => rootHelp(commands) });
  const hidden: Listed = {
    name: '__complete',
    summary: 'the words that may come next',
    load: async () => ({ command: (await import('./complete.ts')).complete(commands) }),
  };
  const listed = [...commands, hidden];
  const words = commandFirst(argv, listed);
  // Only the command that is named is made ready; all of them are when it cannot be found, to suggest a near name.
  const named = listed.filter(({ name, aliases = [] }) => [name, ...aliases].includes(words[0] ?? ''));
  fill(
    program,
    named.length > 0 ? named : commands,
    'btapi',
    async (definition, words, own) => {
      code = await definition.run?.(await open(program.opts<Options>()), words, own);
    },
    text,
  );
  program.command('help [topic...]', { hidden: true }).action(async (topics: string[]) => {
    const { helpTopic } = await import('./help-topics.ts');
    text.push(await helpTopic(topics, commands));
  });

  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw misread(error, argv);
  }
  if (text.length > 0) await io.stdout.write(text.join(''));
  return code ?? exitCode.done;
}

/** A commander command that neither ends the process nor writes anywhere but into `text`. */
function prepare(command: Command, text: string[]): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: (part) => text.push(part), writeErr: () => undefined })
    .helpOption('-h, --help', 'show help');
}

type Run = (definition: Definition, words: readonly string[], own: Own) => Promise<void>;

/** Lists commands under a parent; each is completed by its own definition when it is reached. */
function fill(parent: Command, list: readonly Listed[], path: string, run: Run, text: string[]): void {
  for (const { name, aliases = [] } of list) {
    parent.addCommand(prepare(new Command(name), text).aliases([...aliases]));
  }
  parent.hook('preSubcommand', async (_parent, sub) => {
    const listed = list.find(({ name }) => name === sub.name());
    if (listed) await complete(sub, listed, `${path} ${listed.name}`, run, text);
  });
}

async function complete(sub: Command, listed: Listed, path: string, run: Run, text: string[]): Promise<void> {
  const { command: definition } = await listed.load();
  for (const [syntax, description] of definition.arguments ?? []) sub.argument(syntax, description);
  for (const row of definition.options ?? []) sub.addOption(optionOf(row));
  sub.configureHelp({
    formatHelp: () => definition.help?.(sub.args) ?? commandHelp(path, listed, definition),
  });
  if (definition.commands) fill(sub, definition.commands, path, run, text);
  if (definition.run) {
    sub.action(async () => {
      await run(definition, sub.args, sub.opts());
    });
  }
}

function optionOf({ flags, description, choices }: OptionRow): Option {
  const option = new Option(flags, description);
  if (flags.includes('...')) option.argParser((value: string, all: string[] = []) => [...all, value]);
  return choices ? option.choices([...choices]) : option;
}

// Options whose value is the next word, so that this word is not taken for the command.
const valued = new Set(
  globalOptions.flatMap(({ flags }) => (flags.includes('<') ? (flags.match(/--?[\w-]+/g) ?? []) : [])),
);

/**
 * Options may stand anywhere, also those of one command before its name: the command's name is moved to the front,
 * where commander wants it.
 */
export function commandFirst(argv: readonly string[], list: readonly Listed[]): string[] {
  const names = new Set(['help', ...list.flatMap(({ name, aliases = [] }) => [name, ...aliases])]);
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--') break;
    if (names.has(word)) return [word, ...argv.slice(0, at), ...argv.slice(at + 1)];
    if (valued.has(word)) at += 1;
  }
  return [...argv];
}

function misread(error: CommanderError, argv: readonly string[]) {
  const [why = '', ...suggestion] = error.message.replace(/^error: /, '').split('\n');
  const near = /Did you mean (.+)\?/.exec(suggestion.join(' '))?.[1];
  if (error.code === 'commander.help')
    return usage('reading the command line: a command is missing', 'btapi --help');
  const named = argv.find((word) =>
    commands.some(({ name, aliases = [] }) => [name, ...aliases].includes(word)),
  );
  const help = named ? `btapi ${named} --help` : 'btapi --help';
  return usage(
    `reading the command line: ${why}`,
    near ? `did you mean ${near}? ${help}` : `${help} shows how it is used`,
  );
}
