import type { Effect } from '../call.ts';
import type { Field, Product } from './row.ts';

/**
 * What one text of an XML answer is. `int`, `decimal` and `unix` become numbers and `flag` (0 or 1) a boolean; all
 * others stay text as sent: ids and guids may begin with zeros, a `duration` is HH:MM:SS and may pass 24 hours.
 */
export type Leaf =
  | 'text'
  | 'id'
  | 'guid'
  | 'time'
  | 'duration'
  | 'url'
  | 'html'
  | 'base64'
  | 'int'
  | 'decimal'
  | 'unix'
  | 'flag';

/**
 * The elements below a root: `name` for an element, `name[]` for one that may be repeated (always a list), `@name`
 * for an attribute, `text` for the text of an element that has attributes.
 */
export interface Tree {
  readonly [name: string]: Leaf | Tree;
}

/** A parameter of a form call. A name that ends in `*` stands for any name that begins so. */
export interface Param extends Field {
  /** What the value must look like, where a mistake is certain to be refused. */
  pattern?: RegExp;
  /** Parameters that must be there with it. */
  needs?: readonly string[];
  /** Other names that appliances or the guide use; they are sent as given. */
  aliases?: readonly string[];
}

export type Params = { readonly [name: string]: Param };

/** How sure the reference is; absent means seen on a wire or in the vendor's own words. */
export type Sure = 'inferred' | 'guessed';

export interface XmlAnswer {
  kind: 'xml';
  /** Name of the document element, without prefix; several where appliances differ. */
  root: string | readonly string[];
  /** Only a root that is not in doubt is insisted on. */
  rootSure?: Sure;
  tree: Tree;
}

export interface FileAnswer {
  kind: 'file';
  /** How the first bytes must look; `video` may be any binary format. */
  content: 'video' | 'zip' | 'gzip';
  /** Without the dot. */
  extension: string;
}

/** One action of the Command API. */
export interface Action {
  title: string;
  product?: Product;
  /** Whether it changes something: most actions that do travel like those that do not. */
  effect: Effect;
  /** Asked about on a terminal: it throws people out. */
  confirm?: true;
  params: Params;
  /** Exactly one of these sets of parameters must be there. */
  sets?: readonly (readonly string[])[];
  /** import_jump_shortcut: the kind of shortcut by the parameter that tells it. */
  shapes?: { readonly [discriminator: string]: { title: string; params: Params } };
  answer: XmlAnswer;
  /** What to type behind `btapi command ACTION`. */
  examples: readonly string[];
  sure?: Sure;
  note?: string;
}

/** What happened in a record that stands in every window of a range: a team's events. */
export interface Parts {
  /** Names from the record down to their list. */
  path: readonly string[];
  /** Where a part says when it happened, in UNIX seconds. */
  time: string;
}

/** The repeated element that a report is about. */
export interface RecordPath {
  /** Names from the root down: `['session']`. */
  path: readonly string[];
  /** Attribute that names a record, for joining windows. */
  key?: string;
  /** Where the moment stands that --by start and --by end mean, as names below the record. */
  start?: readonly string[];
  end?: readonly string[];
  /** Windows cut these, not the records. */
  parts?: Parts;
}

/** One report of the Reporting API. */
export interface Report {
  title: string;
  product?: Product;
  /** API or product version that brought it. */
  since?: string;
  params: Params;
  /** Exactly one of these sets of parameters must be there. */
  sets?: readonly (readonly string[])[];
  answer: XmlAnswer | FileAnswer;
  record?: RecordPath;
  /** The figures are sums over the whole range, so that a range must not be cut. */
  whole?: true;
  examples: readonly string[];
  sure?: Sure;
  note?: string;
}

export type Actions = { readonly [name: string]: Action };
export type Reports = { readonly [name: string]: Report };
