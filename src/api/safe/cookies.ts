import type { Headers } from '../call.ts';

/** The cookies of one host: what keeps a session, and what a load balancer adds to it. */
export interface Jar {
  /** Takes what an answer sets. */
  take(headers: Headers): void;
  /** The Cookie header, or undefined while there are none. */
  header(): string | undefined;
  clear(): void;
}

// Cookies of one answer arrive joined by ", ", which also stands inside dates: a new one begins with NAME=.
const between = /,\s*(?=[^;,=\s]+=)/;

/** @param kept a Cookie header from an earlier run */
export function jar(kept?: string): Jar {
  const cookies = new Map<string, string>();
  const put = (pair: string) => {
    const at = pair.indexOf('=');
    if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  };
  for (const pair of kept?.split(';') ?? []) put(pair);
  return {
    take(headers) {
      for (const cookie of headers['set-cookie']?.split(between) ?? []) put(cookie.split(';')[0] ?? '');
    },
    header: () =>
      cookies.size === 0 ? undefined : [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    clear: () => cookies.clear(),
  };
}
