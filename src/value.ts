/** What JSON can hold, plus whole numbers too long for a JavaScript number, which are kept exactly. */
export type Value = null | boolean | number | bigint | string | Value[] | ValueObject;

export interface ValueObject {
  [key: string]: Value;
}

/**
 * One `key=value` as it was written, still text: the catalogue decides its type later.
 * `quoted` says that the writer quoted it, so it can only be text. `json` is set for `key:=JSON` arguments,
 * whose value is already typed. `line` (from 1) is where it stood, absent for arguments. `path` is set only when a part
 * of the key was written as `$'...'`: the decoded parts, to be used instead of splitting `key` at `__`.
 */
export interface Entry {
  key: string;
  text: string;
  quoted: boolean;
  json?: Value;
  line?: number;
  path?: readonly string[];
}

/** True for a JSON object: not null, not a list. */
export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
