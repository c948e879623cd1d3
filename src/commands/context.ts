import type { Account } from '../api/account.ts';
import type { Backend } from '../api/backend.ts';
import type { Answer } from '../api/call.ts';
import type { Fields, Verb } from '../api/catalogue/row.ts';
import type { SafeBackend } from '../api/safe.ts';
import type { TokenStore } from '../api/tokens.ts';
import type { ChildEnd, ChildSpec } from '../io/child.ts';
import type { Files } from '../io/files.ts';
import type { Io } from '../io/io.ts';
import type { Format } from '../io/output.ts';
import type { PrivateFolder } from '../io/private-folder.ts';
import type { Settings } from '../io/settings.ts';
import type { Value, ValueObject } from '../value.ts';

/** The options every command takes, as they were typed. Meaning is given to them by the context. */
export interface Options {
  kvIn?: true;
  jsonIn?: true;
  kvOut?: true;
  output?: Format;
  field?: string;
  query?: string;
  envFile?: string;
  profile?: string;
  caFile?: string;
  timeout?: string;
  patience?: string;
  /** false when --no-token-cache was given. */
  tokenCache: boolean;
  /** false when --no-validate was given. */
  validate: boolean;
  dryRun?: true;
  verbose?: true;
  yes?: true;
  /** Password Safe: leave the session open for the next run. */
  keepSession?: true;
}

/** What a command wants to know from arguments or standard input. */
export interface InputSpec {
  /**
   * required: there must be a body. possible: standard input is read when it is a pipe or file, and nothing there
   * is no body. none: standard input is never touched, only arguments count.
   */
  need: 'required' | 'possible' | 'none';
  /** `key=value` arguments; when there are any, standard input is not read. */
  pairs: readonly string[];
  /** Types the pairs; absent for a path that no row knows: then values are typed by their look. */
  fields?: Fields | undefined;
  /** Refuses fields that this verb does not take. */
  verb?: Verb;
  /** Names match in any case. */
  caseless?: boolean;
  /** For messages and for the help shown on a terminal: "jump-item/shell-jump". */
  name: string;
}

export interface SaveSpec {
  /** A file, a folder or "-"; absent: the current folder under the server's name. */
  to?: string | undefined;
  /** Replace a file that is there. */
  force?: boolean;
  /** The name when the server gives none that is safe. */
  fallbackName: string;
  /** No progress bar: several are saved at once. */
  quiet?: true;
}

/** A file on disk, as `download` prints it. */
export interface Saved extends ValueObject {
  file: string;
  size: number;
  sha256: string;
}

/** Everything a command ever sees. Each part is built when first asked for: help needs no credentials. */
export interface Context {
  readonly io: Io;
  readonly options: Options;
  settings(): Promise<Settings>;
  /** The API account the settings name, and its tokens. */
  account(): Promise<Account>;
  /** The store of all tokens; needs no host. */
  tokens(): Promise<TokenStore>;
  /** PRA or RS: Configuration, Command, Reporting API, backup. Missing settings are exit 2. */
  sra(): Promise<Backend>;
  /**
   * The same appliance without a token, for what it answers to everybody: health probe, ticket approval.
   * @param lasting calls go on after an interruption, for work that must be finished
   */
  open(lasting?: boolean): Promise<Backend>;
  /** Folders and files besides the ones that are saved. */
  readonly files: Files;
  /** Password Safe. Missing settings are exit 2. */
  safe(): Promise<SafeBackend>;
  /** The certificates to trust, when the settings name some besides the system's. */
  authorities(): Promise<string[] | undefined>;
  /** The typed body or filters, from arguments or standard input; undefined when there is none. */
  input(spec: InputSpec): Promise<ValueObject | undefined>;
  /** One document to standard output, in the chosen form. */
  print(value: Value): Promise<void>;
  /** A list, page by page; `columns` are the names csv and table begin with. */
  printList(pages: AsyncIterable<Value[]>, columns?: readonly string[]): Promise<void>;
  /** Text or bytes to standard output as they are: scripts, XML, a credential. */
  write(data: string | Uint8Array): Promise<void>;
  /** A line for people, on standard error; control characters are made visible. */
  note(text: string): Promise<void>;
  /** Saves an answer's body (see io/save.ts), with a progress bar on a terminal. */
  save(answer: Answer, spec: SaveSpec): Promise<Saved>;
  /** A file named on the command line, as bytes. */
  file(path: string): Promise<{ name: string; bytes: Uint8Array }>;
  /** A JSON or YAML file; "-" is standard input. */
  document(path: string): Promise<Value>;
  /** Runs a program to its end, signals passed on. */
  child(spec: ChildSpec): Promise<ChildEnd>;
  /** A folder for files that must not outlive the run. */
  privateFolder(): Promise<PrivateFolder>;
  /** The zips of a folder of executables, else of the build this btapi comes from, by the appliance's platform names. */
  cliZips(folder?: string): Promise<(platform: string) => Uint8Array | undefined>;
  /** Asks on a terminal; elsewhere, and with --yes, the answer is yes. A no is exit 2. */
  confirm(question: string): Promise<void>;
}
