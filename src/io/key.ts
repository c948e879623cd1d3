import { ansiDecode, ansiQuote } from './quoting.ts';

const bareKey = /^[\p{L}\p{N}\p{M}_.:@/+-]+$/u;

/** The parts of a key, and whether one of them was written as `$'...'`; or why it is no key, as a phrase. */
export type KeyParts = { path: string[]; escaped: boolean } | string;

function escapedPart(key: string, start: number): { part: string; end: number } | string {
  let close = start + 2;
  while (close < key.length && key[close] !== "'") close += key[close] === '\\' ? 2 : 1;
  const part = close < key.length ? ansiDecode(key.slice(start + 2, close)) : undefined;
  if (part === undefined) return "a part of the key begins with $' but is not well formed";
  return { part, end: close + 1 };
}

/** Splits a key at `__`; a part written as `$'...'` is taken whole. */
export function keyParts(key: string): KeyParts {
  const path: string[] = [];
  let escaped = false;
  let at = 0;
  for (;;) {
    let end: number;
    if (key.startsWith("$'", at)) {
      const found = escapedPart(key, at);
      if (typeof found === 'string') return found;
      escaped = true;
      end = found.end;
      path.push(found.part);
      if (end < key.length && !key.startsWith('__', end)) return 'the key goes on after a closing quote';
    } else {
      const next = key.indexOf('__', at);
      end = next < 0 ? key.length : next;
      const part = key.slice(at, end);
      if (part === '' && key.includes('__proto__')) return 'this key is not accepted';
      if (part === '') return key === '' ? 'nothing before "="' : 'the key has an empty part';
      if (!bareKey.test(part)) return 'what stands before "=" is not a field name';
      path.push(part);
    }
    if (path.at(-1) === '__proto__') return 'this key is not accepted';
    if (end >= key.length) return { path, escaped };
    at = end + 2;
  }
}

/** One part of a key as key=value output writes it, so that `keyParts` gives it back. */
export function renderKeyPart(part: string): string {
  // A "_" at the end would run together with the "__" that follows.
  if (bareKey.test(part) && !part.includes('__') && !part.endsWith('_')) return part;
  return ansiQuote(part).replaceAll('=', '\\x3d').replaceAll('_', '\\x5f');
}
