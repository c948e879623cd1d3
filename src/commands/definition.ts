import type { Candidate } from './complete.ts';
import type { Context } from './context.ts';

/** An option of one command, in commander's words: "--limit <n>". */
export interface OptionRow {
  flags: string;
  description: string;
  choices?: readonly string[];
}

/** What commander found for the options of the command itself, by camel-case name. */
export type Own = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One command: its arguments, options, help and work. Its name, aliases and summary stand in the list that loads it. */
export interface Definition {
  /** In commander's words, with what each is: ["<resource>", "what to list"]. */
  arguments?: readonly (readonly [syntax: string, description: string])[];
  options?: readonly OptionRow[];
  /** Ready command lines; help leads with them. */
  examples: readonly string[];
  /** Paragraphs under the examples. */
  about?: string;
  /** Commands below this one ("auth status"). */
  commands?: readonly Listed[];
  /** Help for the words behind the command ("report AccessSession --help"), when there is some of its own. */
  help?(words: readonly string[]): string | undefined;
  /** Words that may follow those behind the command, for completion, in place of resources. */
  words?(before: readonly string[]): readonly Candidate[];
  /** Does the work; a number is the exit code, nothing is 0. */
  run?(context: Context, words: readonly string[], own: Own): Promise<number | undefined>;
}

/** A line of a list of commands; the definition is loaded when the command runs or its help is asked for. */
export interface Listed {
  name: string;
  aliases?: readonly string[];
  summary: string;
  group?: string;
  load(): Promise<{ command: Definition }>;
}
