import { usage } from '../errors.ts';
import { shapes } from './xml/faults.ts';

/** What can go wrong on request; docs/sandbox.md has the table. */
export const faultKinds = [
  'close',
  'close-after',
  'cut',
  'disposition',
  'empty',
  'expired',
  'garbage',
  'html',
  'redirect',
  'revoked',
  'size',
  'slow',
  'trickle',
  'xml',
] as const;

export type FaultKind = 'status' | (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** What stands behind the `=`, percent-decoded; for `status` the three digits. */
  value: string;
  /** How many calls it still meets. */
  left: number;
  /** Only paths that begin so: from the root with a leading slash, else below the base of the API. */
  path?: string;
  /** Only these methods. */
  methods?: readonly string[];
  /** Seconds in a Retry-After header. */
  retryAfter?: string;
}

/** Kinds that make no sense for ever: without a count they happen once. */
const once: readonly FaultKind[] = ['expired'];

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/**
 * Reads `KIND[=VALUE][xN][;path=PREFIX][;method=A,B][;retry-after=S][;times=N]`, for example
 * `429x2;retry-after=1`. A text value takes everything up to the next `;`, so its count is written `;times=N`.
 */
export function parseFault(spec: string): Fault {
  const [head = '', ...options] = spec.trim().split(';');
  const wrong = (why: string) =>
    usage(
      `reading fault "${spec}": ${why}`,
      `faults are a status such as 429x2, or ${faultKinds.join(', ')}`,
    );
  const [, name = '', , given = ''] = /^([^=]*?)(=(.*))?$/s.exec(head) ?? [];
  const counted = /^(.*?)x(\d+)$/s;
  const numeric = counted.exec(given);
  const named = counted.exec(name);
  const word = named ? (named[1] ?? '') : name;
  const value = numeric && /^\d+$/.test(numeric[1] ?? '') ? (numeric[1] ?? '') : decoded(given);
  const times = named?.[2] ?? (value === given || !numeric ? undefined : numeric[2]);
  const kind = /^[2-5]\d\d$/.test(word) ? 'status' : faultKinds.find((one) => one === word);
  if (!kind) throw wrong(`"${word}" is no fault`);
  if (kind === 'xml' && !Object.hasOwn(shapes, value)) {
    throw wrong(`"${value}" is none of ${Object.keys(shapes).join(', ')}`);
  }
  const fault: Fault = {
    kind,
    value: kind === 'status' ? word : value,
    left: times ? Number(times) : once.includes(kind) ? 1 : Number.POSITIVE_INFINITY,
  };
  for (const option of options) {
    const at = option.indexOf('=');
    const key = option.slice(0, at < 0 ? undefined : at).trim();
    const rest = at < 0 ? '' : option.slice(at + 1).trim();
    if (key === 'path') fault.path = rest;
    else if (key === 'method') fault.methods = rest.toUpperCase().split(',');
    else if (key === 'retry-after') fault.retryAfter = rest;
    else if (key === 'times' && /^\d+$/.test(rest)) fault.left = Number(rest);
    else throw wrong(`"${option}" is no option of a fault`);
  }
  return fault;
}

/** The faults that are still to come, in the order they were asked for. */
export interface Faults {
  add(spec: string): void;
  /** The faults that meet this call, at most one of a kind, each counted down. */
  take(method: string, fullPath: string): Fault[];
  list(): readonly Fault[];
  clear(): void;
}

/** `initial` are set again by `clear`'s caller, not by `clear`. */
export function createFaults(): Faults {
  let faults: Fault[] = [];
  const meets = (fault: Fault, method: string, fullPath: string): boolean => {
    if (fault.left <= 0 || (fault.methods && !fault.methods.includes(method))) return false;
    if (fault.path?.startsWith('/')) return fullPath.startsWith(fault.path);
    // Without a path from the root a fault is about API calls: minting tokens goes on.
    const below = /^\/(?:api\/[a-z]+(?:\/v\d+)?|BeyondTrust\/api\/public\/v\d+)\/?(.*)$/i.exec(fullPath);
    return below !== null && (below[1] ?? '').startsWith(fault.path ?? '');
  };
  return {
    add: (spec) => void faults.push(parseFault(spec)),
    take(method, fullPath) {
      const met: Fault[] = [];
      for (const fault of faults) {
        if (met.some((one) => one.kind === fault.kind) || !meets(fault, method, fullPath)) continue;
        fault.left--;
        met.push(fault);
      }
      faults = faults.filter((fault) => fault.left > 0);
      return met;
    },
    list: () => faults,
    clear: () => {
      faults = [];
    },
  };
}
