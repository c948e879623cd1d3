import type { Method } from '../call.ts';

export type Product = 'pra' | 'rs';

export type Verb = 'list' | 'get' | 'add' | 'update' | 'delete' | 'copy' | 'do' | 'download';

/**
 * The type of a field or parameter. A list of words is an enumeration (the appliance may know more).
 * `secret` is text that is never shown; `time` is RFC 3339 in UTC as text; `any` is typed by its look.
 */
export type Kind =
  | 'text'
  | 'secret'
  | 'integer'
  | 'number'
  | 'flag'
  | 'time'
  | 'list'
  | 'object'
  | 'any'
  | readonly string[];

export interface Field {
  kind: Kind;
  /** Must be given on add. Shown to people; the appliance judges. */
  required?: true;
  /** null is a value of its own. */
  nullable?: true;
  /** Only in answers. */
  readOnly?: true;
  /** Only in requests: passwords, keys. Never comes back. */
  writeOnly?: true;
  /** Exists on one product only. */
  product?: Product;
  /** API version that brought it, when later than 1.7. */
  since?: string;
  /** Limits: the value of a number, the characters of a text, the items of a list. */
  min?: number;
  max?: number;
  default?: string | number | boolean | null;
  /** What the items of a list are. */
  of?: Field;
  /** The members of an object; absent means any. */
  fields?: Fields;
  /** API version after which it is no longer taken. */
  until?: string;
  /** Accepted by these verbs only (an installer takes more on add than on update). */
  verbs?: readonly Verb[];
  /** Condition under which the field exists, as "type=ssh,ssh_ca". */
  when?: string;
  /** A short remark in our own words. */
  note?: string;
}

export type Fields = { readonly [name: string]: Field };

/** How one verb of a resource behaves where it differs from the rule of its verb. */
export interface Operation {
  product?: Product;
  since?: string;
  /** Sites that sign in through the vendor's cloud lack it ("classic"). */
  deployment?: 'classic';
  /** Instead of the verb's usual method. */
  method?: Method;
  /** Whether a JSON body goes along, where it differs: do, copy and delete have none, add and update always have one. */
  body?: 'required' | 'optional' | 'none';
  /** The body is a list of such objects. */
  many?: true;
  /** The body goes as application/x-www-form-urlencoded. */
  form?: true;
  /** The body goes as multipart/form-data: the fields as one JSON part, and a file. */
  upload?: true;
  /** Body fields, when they are not those of the resource. */
  fields?: Fields;
  /** Query parameters of get, add, do, delete, download (those of list are `filters`). */
  query?: { readonly [name: string]: Field };
  /** Query parameters that always go along, as the API version a body is written for. */
  fixed?: readonly (readonly [string, string])[];
  /** What a success brings, when not an object (list: a list; delete: nothing). */
  answer?: 'none' | 'object' | 'list' | 'text' | 'number' | 'file';
  /** Members of the answer, when they are not those of the resource. */
  answers?: Fields;
  /** do only: it changes nothing, so it may be repeated and is not held back by a rehearsal. */
  effect?: 'read';
  /** It answers in pages, though it is no list. */
  paged?: true;
  /** Newest body version, sent as the query parameter `version`. */
  version?: string;
  /** The permission it takes, for help and for the hint after a 403. */
  needs?: string;
  /** How sure the reference is; absent means the vendor's own document. */
  sure?: 'seen' | 'inferred' | 'guessed';
}

/** One row: a collection, its items and what can be done with them. The row's name is the path of the collection. */
export interface Resource {
  title: string;
  product?: Product;
  since?: string;
  /**
   * Name of the path parameter behind the collection that names one item ("id", "user_id"). Absent: there are no
   * items, and get, update and delete address the path itself (a single resource).
   */
  item?: string;
  /** What an item's id looks like; digits unless said otherwise. */
  itemKind?: 'integer' | 'guid' | 'hex32' | 'text';
  /** Parameters inside the path, where more is known of them than that they are numbers. */
  params?: Fields;
  verbs: { readonly [verb in Verb]?: Operation };
  /** Body and answer of the resource; of `do` the body alone. */
  fields: Fields;
  /** Query parameters of list. */
  filters?: Fields;
  /** list answers in pages. */
  paged?: true;
  /** list counts by limit and offset instead, so many items a page at most, and wraps its answer (Reporting API v2). */
  offsets?: number;
  /** Remark for the resource's own help page, in our own words. */
  note?: string;
}

/** Rows by path, with parameters in braces: "group-policy/{id}/jumpoint". */
export type Table = { readonly [path: string]: Resource };
