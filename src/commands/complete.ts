import { all, find } from '../api/catalogue/index.ts';
import type { Fields, Resource, Verb } from '../api/catalogue/row.ts';
import type { Definition, Listed, OptionRow } from './definition.ts';
import { fieldRows } from './field-help.ts';
import { topics } from './help-topics.ts';
import { globalOptions } from './options.ts';

/** A word that may come next and what it is. */
export type Candidate = readonly [word: string, description: string];

/** The hidden command behind every completion script. */
export const complete = (commands: readonly Listed[]): Definition => ({
  arguments: [['[words...]', 'the words so far, the last one unfinished']],
  examples: [],
  run: async (context, words) => {
    const found = await candidates(words, commands);
    await context.write(found.map(([word, what]) => `${word}\t${what}\n`).join(''));
    return undefined;
  },
});

/**
 * What may stand in the place of the last word: commands, their options, resources of a verb, and the fields and filters
 * of a resource. Reads the catalogue only.
 */
export async function candidates(
  words: readonly string[],
  commands: readonly Listed[],
): Promise<Candidate[]> {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { definition, listed, rest, options } = await walk(before, commands);
  const choices = optionValue(before.at(-1), options);
  if (choices)
    return begin(
      choices.map((word) => [word, ''] as const),
      current,
    );
  if (current.startsWith('-')) return begin(optionWords(options), current);
  if (!listed) {
    const names = commands.map(({ name, summary }) => [name, summary] as const);
    return begin([...names, ['help', 'help on a command or a topic']], current);
  }
  if (definition?.commands && rest.length === 0) {
    const names = definition.commands.map(({ name, summary }) => [name, summary] as const);
    return begin([...names, ...(definition.words?.(rest) ?? [])], current);
  }
  if (listed.name === 'completion') return begin(completionWords(rest), current);
  if (definition?.words) return begin(definition.words(rest), current);
  return begin(await resourceWords(listed.name, rest), current);
}

interface Walked {
  listed: Listed | undefined;
  definition: Definition | undefined;
  /** Words behind the command that are no options. */
  rest: string[];
  options: readonly OptionRow[];
}

async function walk(words: readonly string[], commands: readonly Listed[]): Promise<Walked> {
  const state: Walked = { listed: undefined, definition: undefined, rest: [], options: globalOptions };
  let list: readonly Listed[] = commands;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word.startsWith('-')) {
      if (takesValue(word, state.options) && !word.includes('=')) at += 1;
      continue;
    }
    const next =
      state.rest.length === 0
        ? list.find(({ name, aliases = [] }) => [name, ...aliases].includes(word))
        : undefined;
    if (!next) {
      state.rest.push(word);
      continue;
    }
    state.listed = next;
    state.definition = (await next.load()).command;
    state.options = [...(state.definition.options ?? []), ...globalOptions];
    list = state.definition.commands ?? [];
  }
  return state;
}

const shells = ['bash', 'zsh', 'fish', 'powershell'].map((word) => [word, 'a shell'] as const);

const completionWords = (rest: readonly string[]): readonly Candidate[] =>
  rest.length === 0 ? [...shells, ['install', 'write it where the shell looks']] : shells;

const names = ({ flags }: OptionRow) => flags.match(/(^|\s)--?[\w-]+/g)?.map((name) => name.trim()) ?? [];

const takesValue = (word: string, options: readonly OptionRow[]) =>
  options.some((option) => option.flags.includes('<') && names(option).includes(word));

function optionValue(word: string | undefined, options: readonly OptionRow[]): readonly string[] | undefined {
  if (!word?.startsWith('-')) return undefined;
  const option = options.find((row) => row.flags.includes('<') && names(row).includes(word));
  return option && (option.choices ?? []);
}

const optionWords = (options: readonly OptionRow[]): Candidate[] =>
  options.flatMap((option) =>
    names(option)
      .filter((name) => name.startsWith('--'))
      .map((name) => [name, option.description] as const),
  );

const begin = (list: readonly Candidate[], current: string): Candidate[] =>
  list.filter(([word]) => word.startsWith(current));

async function resourceWords(name: string, rest: readonly string[]): Promise<Candidate[]> {
  const [resource] = rest;
  if (name === 'help') return Object.keys(topics).map((topic) => [topic, 'topic'] as const);
  const verb = name as Verb;
  if (resource === undefined) {
    const rows = await all();
    return rows
      .filter(({ row }) => name === 'resources' || row.verbs[verb] !== undefined)
      .map(
        ({ path, row }) =>
          [path.replace(/\/\{.*/, (tail) => tail.replace(/\{[^}]+\}/g, 'ID')), row.title] as const,
      );
  }
  const match = await find(resource);
  return match ? fieldWords(match.row, verb) : [];
}

function fieldWords(row: Resource, verb: Verb): Candidate[] {
  const operation = row.verbs[verb];
  const fields: Fields | undefined =
    verb === 'list'
      ? row.filters
      : (operation?.query ?? operation?.fields ?? (operation ? row.fields : undefined));
  if (!fields || !['list', 'add', 'update', 'do', 'get', 'download'].includes(verb)) return [];
  if (verb === 'get' || verb === 'download') return operation?.query ? wordsOf(operation.query, verb) : [];
  return wordsOf(fields, verb);
}

const wordsOf = (fields: Fields, verb: Verb): Candidate[] =>
  fieldRows(fields, verb).map(
    ({ name, type, remarks }) => [`${name}=`, [type, remarks].filter(Boolean).join(', ')] as const,
  );
