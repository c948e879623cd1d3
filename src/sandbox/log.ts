import { isObject, type Value, type ValueObject } from '../value.ts';

/** One call that reached the sandbox, in order of arrival. */
export interface LogEntry {
  method: string;
  /** The whole path, without the query. */
  path: string;
  query: Record<string, string>;
  /** Parsed when it was JSON or a form, else text; null without a body. Secrets are in clear: mask before showing. */
  body: Value;
  /** 0 when the connection was closed without an answer. */
  status: number;
  auth: 'token' | 'basic' | 'other' | 'none';
  /** Only those that a client may get wrong; never Authorization. */
  headers: Record<string, string>;
}

const interesting = [
  'accept',
  'connection',
  'content-length',
  'content-type',
  'host',
  'range',
  'user-agent',
] as const;

export const authOf = (header: string | undefined): LogEntry['auth'] => {
  if (!header) return 'none';
  if (/^bearer /i.test(header)) return 'token';
  return /^basic /i.test(header) ? 'basic' : 'other';
};

export const interestingHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    interesting.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );

/** The body for the log: JSON and forms as values, everything else as text, cut at 100,000 characters. */
export function readable(body: Uint8Array, contentType: string | undefined): Value {
  if (body.length === 0) return null;
  const content = new TextDecoder().decode(body.subarray(0, 100_000));
  if (contentType?.includes('form-urlencoded')) return Object.fromEntries(new URLSearchParams(content));
  try {
    return JSON.parse(content) as Value;
  } catch {
    return content;
  }
}

const secretName = /pass(word|phrase)|secret|token$|private_key|x509_key|credential|^key$/i;

/** The same value with everything that sounds like a secret replaced by `***`. */
export function masked(value: Value): Value {
  if (Array.isArray(value)) return value.map(masked);
  if (!isObject(value)) return value;
  const out: ValueObject = {};
  for (const [name, one] of Object.entries(value)) {
    out[name] = secretName.test(name) && typeof one === 'string' && one !== '' ? '***' : masked(one);
  }
  return out;
}

/** How many calls are remembered; the oldest are forgotten first. */
const memory = 20_000;

/** Adds a call to the log, which stays the same array. */
export function remember(log: LogEntry[], entry: LogEntry): void {
  if (log.length >= memory) log.splice(0, memory / 10);
  log.push(entry);
}
