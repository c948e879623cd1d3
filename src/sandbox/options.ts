import type { Product } from '../api/catalogue/row.ts';
import type { LogEntry } from './log.ts';
import type { Store } from './store.ts';

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** A loopback address; anything else is refused. Default 127.0.0.1. */
  host?: string;
  /** Default pra. */
  product?: Product;
  /** Faults that are set from the start, and again after a reset; docs/sandbox.md has the language. */
  faults?: readonly string[];
  /** For tests that wait an hour. */
  clock?: { now(): number };
  /** PEM; with it the sandbox speaks TLS. */
  tls?: { key: string; cert: string };
  /** The command that starts this very btapi: what the script in the cli zip runs. */
  self?: readonly string[];
  clientId?: string;
  clientSecret?: string;
  /** A little company to work with (default true). Without it only what every appliance is born with. */
  seed?: boolean;
  /** Instead of 20, 15,000, 30 and 3600. `retryAfter` adds a Retry-After header, which is not documented, to a 429. */
  limits?: {
    perSecond?: number;
    perHour?: number;
    tokens?: number;
    tokenSeconds?: number;
    retryAfter?: boolean;
  };
  /** Collections of many made-up items: { 'jump-item/shell-jump': 50000 }. */
  fill?: Readonly<Record<string, number>>;
  /** Bytes of a Jump Client installer; made while they are sent. */
  fileSize?: number;
  /** Gives the zip of cli/{platform}, instead of one with a script that runs `self`. */
  cliZip?: (platform: string) => Uint8Array | undefined;
}

/** A running sandbox. */
export interface Sandbox {
  url: URL;
  port: number;
  clientId: string;
  clientSecret: string;
  /** Calls in the order in which they were answered; bodies in clear. */
  log: readonly LogEntry[];
  store: Store;
  /** Asks for a fault; throws a Failure for what is no fault. */
  fault(spec: string): void;
  /** Back to the state just after the start: store, tokens, limits, faults, log. */
  reset(): void;
  /** Stops listening and cuts what is open; resolves when nothing is left. */
  close(): Promise<void>;
}
