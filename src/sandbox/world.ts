import type { Product, Table } from '../api/catalogue/row.ts';
import type { Account } from './accounts.ts';
import type { Exchange, Reply } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { Limits } from './limits.ts';
import type { LogEntry } from './log.ts';
import type { SandboxOptions } from './options.ts';
import type { Safe } from './safe/index.ts';
import type { Store } from './store.ts';
import type { Tokens } from './tokens.ts';

/** What all handlers of one sandbox share. */
export interface World {
  product: Product;
  /** The catalogue: names, kinds and limits of fields. */
  rows: Table;
  /** Milliseconds since 1970. */
  now(): number;
  accounts: readonly Account[];
  tokens: Tokens;
  limits: Limits;
  faults: Faults;
  store: Store;
  /** Password Safe, with a state of its own. */
  safe: Safe;
  log: LogEntry[];
  options: SandboxOptions;
  reset(): void;
}

/** Answers one call. May throw a Refusal; anything else that is thrown is answered with 500. */
export type Handler = (exchange: Exchange, world: World) => Reply | Promise<Reply>;

/** A part of the appliance that answers below one prefix. */
export interface Route {
  /** Whole segments: "/api/config/v1" answers itself and everything below it. The longest match wins. */
  prefix: string;
  /**
   * token: the server checks the bearer token, counts the call against the account and adds the rate headers.
   * own: the handler looks after sign-in and limits itself.
   */
  auth: 'token' | 'own';
  handle: Handler;
}

/** A time as the appliance writes it: RFC 3339, whole seconds, always "+00:00". */
export const timestamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
