import { Failure, usage } from '../errors.ts';
import { type Entry, isObject, type Value } from '../value.ts';
import { fileTrouble } from './file-trouble.ts';
import { parseJson } from './json.ts';
import { keyParts, renderKeyPart } from './key.ts';
import { ansiDecode, quote } from './quoting.ts';

const closing = /"[ \t\r]*(?:\n|$)/g;
const doing = 'reading key=value input';
const severalLines = 'a value of several lines stands between double quotes';
const closingQuote = 'the quote that ends a value is the last character of its line';

function failAt(line: number, why: string, hint?: string): Failure {
  return usage(`${doing}: line ${line}: ${why}`, hint);
}

function trimBlanks(text: string): string {
  return text.replace(/^[ \t\r\v\f]+/, '').replace(/[ \t\r\v\f]+$/, '');
}

interface Taken {
  text: string;
  /** Where the next line begins. */
  next: number;
}

/** A value that begins with `"` at `start`: to a `"` at the end of this or a later line. */
function doubleQuoted(source: string, start: number, line: number): Taken {
  closing.lastIndex = start + 1;
  const close = closing.exec(source);
  if (!close) throw failAt(line, 'the double quote that begins here is never closed', closingQuote);
  return { text: source.slice(start + 1, close.index), next: closing.lastIndex };
}

/** A value that begins with `$'` at `start`. */
function ansiQuoted(source: string, start: number, line: number): Taken {
  let close = start + 2;
  while (close < source.length && source[close] !== "'") close += source[close] === '\\' ? 2 : 1;
  const literal = `for a text that begins with $', write $'$\\'...'`;
  if (close >= source.length) throw failAt(line, "the $' that begins here is never closed", literal);
  const end = source.indexOf('\n', close);
  const next = end < 0 ? source.length : end + 1;
  if (trimBlanks(source.slice(close + 1, end < 0 ? undefined : end)) !== '') {
    throw failAt(line, "the value goes on after its closing '", "a ' inside $'...' is written \\'");
  }
  const text = ansiDecode(source.slice(start + 2, close));
  if (text === undefined) {
    throw failAt(
      line,
      "an escape inside $'...' is not known",
      "known are \\n \\t \\r \\\\ \\' \\xHH \\uHHHH",
    );
  }
  return { text, next };
}

function countLines(source: string, from: number, to: number): number {
  let count = 0;
  for (let at = source.indexOf('\n', from); at >= 0 && at < to; at = source.indexOf('\n', at + 1)) count++;
  return count;
}

/**
 * Reads `key=value` lines (docs/formats.md): quotes may span lines, `#` begins a comment line.
 * @throws Failure (exit 2) that names the line; never anything else. What a line holds is not repeated: it may be secret.
 */
export function parseKeyValue(text: string): Entry[] {
  const source = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const entries: Entry[] = [];
  let line = 1;
  for (let at = 0; at < source.length; ) {
    const found = source.indexOf('\n', at);
    const end = found < 0 ? source.length : found;
    const whole = trimBlanks(source.slice(at, end));
    let next = end + 1;
    if (whole !== '' && !whole.startsWith('#')) {
      const equals = source.indexOf('=', at);
      const json =
        whole.startsWith('{') || whole.startsWith('[') ? 'this looks like JSON: leave -k out' : undefined;
      if (equals < 0 || equals >= end) throw failAt(line, 'no "=" in it', json ?? severalLines);
      const key = trimBlanks(source.slice(at, equals));
      const parts = keyParts(key);
      if (typeof parts === 'string') throw failAt(line, parts, json);
      let start = equals + 1;
      while (start < end && ' \t\r\v\f'.includes(source[start] ?? '')) start++;
      const entry: Entry = { key, text: '', quoted: true, line };
      if (source[start] === '"' || source.startsWith("$'", start)) {
        const take = source[start] === '"' ? doubleQuoted : ansiQuoted;
        const taken = take(source, start, line);
        entry.text = taken.text;
        next = taken.next;
      } else {
        entry.text = trimBlanks(source.slice(start, end));
        entry.quoted = false;
      }
      if (parts.escaped) entry.path = parts.path;
      entries.push(entry);
    }
    line += countLines(source, at, next);
    at = next;
  }
  checkKeys(entries);
  return entries;
}

/**
 * Refuses a key given twice, and `a__b` beside `a`.
 * @throws Failure (exit 2)
 */
export function checkKeys(entries: readonly Entry[]): void {
  const given = new Map<string, Entry>();
  const parents = new Map<string, Entry>();
  const where = (entry: Entry) => (entry.line === undefined ? '' : ` (line ${entry.line})`);
  for (const entry of entries) {
    const prefixes: string[] = [];
    let id = '';
    for (const part of entry.path ?? entry.key.split('__')) {
      id += `${part.length}:${part}`;
      prefixes.push(id);
    }
    prefixes.pop();
    const twice = given.get(id);
    if (twice) {
      const lines = entry.line === undefined ? '' : ` (lines ${twice.line} and ${entry.line})`;
      throw usage(`${doing}: "${entry.key}" is given twice${lines}`);
    }
    const other = parents.get(id) ?? prefixes.map((prefix) => given.get(prefix)).find((found) => found);
    if (other) {
      const both = `both "${other.key}"${where(other)} and "${entry.key}"${where(entry)} are given`;
      throw usage(`${doing}: ${both}`, 'a field has either a value of its own or parts');
    }
    given.set(id, entry);
    for (const prefix of prefixes) parents.set(prefix, entry);
  }
}

const argument = /^([^=]*?)(:?=)([\s\S]*)$/;

/**
 * Reads one argument: `key=text` (literal, the shell has quoted), `key=@FILE` (the file's text), `key:=JSON`.
 * @param readFile the bytes of a file, whose path is as it was written
 * @throws Failure (exit 2)
 */
export async function parseArgument(
  text: string,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<Entry> {
  const [, key = '', sign = '', value = ''] = argument.exec(text) ?? [];
  if (sign === '')
    throw usage('reading arguments: one is no key=value', 'filters and fields are written key=value');
  const parts = keyParts(key);
  if (typeof parts === 'string' || !/^[\w.-]+$/.test(key)) {
    const why = typeof parts === 'string' ? parts : 'a key has letters, digits, "_", "." and "-" only';
    throw usage(`reading arguments: ${why}`, 'filters and fields are written key=value');
  }
  if (sign === ':=') return { key, text: value, quoted: false, json: parseJson(value, `argument ${key}`) };
  if (!value.startsWith('@')) return { key, text: value, quoted: false };
  const path = value.slice(1);
  const literal = `for a text that begins with "@" write ${key}:='"@..."'`;
  if (path === '') throw usage(`reading argument ${key}: no file is named after "@"`, literal);
  try {
    const bytes = await readFile(path);
    const content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { key, text: content, quoted: true };
  } catch (error) {
    if (error instanceof Failure) throw error;
    const why = error instanceof TypeError ? 'the file is not UTF-8 text' : fileTrouble(error);
    throw usage(`reading argument ${key} from ${path}: ${why}`, literal);
  }
}

/**
 * Values as lines that `parseKeyValue` reads back: `id=12` for an object, `0__id=12` for a list, `value=...` for
 * anything else; null is `key=`, what is empty inside is `key=[]` or `key={}`. One value is one line, whatever it holds.
 * @returns lines that each end with a line feed; '' for an empty list or object
 */
export function renderKeyValue(value: Value): string {
  const lines: string[] = [];
  const keys = new Map<string, string>();
  const keyOf = (part: string): string => {
    let known = keys.get(part);
    if (known === undefined) {
      known = renderKeyPart(part);
      keys.set(part, known);
    }
    return known;
  };
  const write = (item: Value, key: string): void => {
    if (typeof item === 'string') lines.push(`${key}=${item === '' ? '""' : quote(item)}\n`);
    else if (item === null) lines.push(`${key}=\n`);
    else if (Array.isArray(item)) {
      if (item.length === 0) lines.push(`${key}=[]\n`);
      for (const [index, part] of item.entries()) write(part, `${key}__${index}`);
    } else if (isObject(item)) {
      const names = Object.keys(item);
      if (names.length === 0) lines.push(`${key}={}\n`);
      for (const name of names) write(item[name] ?? null, `${key}__${keyOf(name)}`);
    } else lines.push(`${key}=${item}\n`);
  };
  if (Array.isArray(value)) for (const [index, item] of value.entries()) write(item, String(index));
  else if (isObject(value)) for (const name of Object.keys(value)) write(value[name] ?? null, keyOf(name));
  else write(value, 'value');
  return lines.join('');
}
