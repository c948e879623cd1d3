import { isObject, type Value, type ValueObject } from '../value.ts';
import { parseExact } from './read-json.ts';

const sensitive =
  /pass(word|phrase|code)|^pwd$|secret|token|(private|deploy)_?key|credential|challenge|^ticket$|api_?key|authorization/i;

const hidden = '***';

/** The value with everything that may be a secret replaced by ***: by field name, and by the names given. */
export function masked(value: Value, secrets: readonly string[] = []): Value {
  if (Array.isArray(value)) return value.map((item) => masked(item, secrets));
  if (!isObject(value)) return value;
  const copy: ValueObject = {};
  for (const [key, inner] of Object.entries(value)) {
    const secret =
      secrets.includes(key) || (sensitive.test(key) && !isObject(inner) && typeof inner !== 'boolean');
    copy[key] = secret && inner !== null && inner !== '' ? hidden : masked(inner, secrets);
  }
  return copy;
}

/** A URL as text with sensitive query values hidden. */
export function maskedUrl(url: URL): string {
  const shown = new URL(url);
  for (const key of [...shown.searchParams.keys()]) {
    if (sensitive.test(key)) shown.searchParams.set(key, hidden);
  }
  return shown.href;
}

/** A request body as it may be shown: JSON and forms masked, anything else by its length. */
export function maskedBody(body: string, secrets?: readonly string[]): Value {
  try {
    return masked(parseExact(body), secrets);
  } catch {
    if (!/^[\w.%+*-]+=/.test(body)) return `(${body.length} characters)`;
    const form: ValueObject = {};
    for (const [key, value] of new URLSearchParams(body)) form[key] = value;
    return masked(form, secrets);
  }
}
