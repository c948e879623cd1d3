import type { Value, ValueObject } from '../../value.ts';
import { type Exchange, Refusal, type Reply } from '../exchange.ts';
import { refuse } from './reply.ts';
import { type Account, accounts, type Person, type Tables, tables } from './world.ts';

export interface AccessRequest {
  id: number;
  owner: Person;
  account: Account;
  accessType: string;
  status: 'Active' | 'Pending' | 'Denied' | 'Closed';
  /** Milliseconds. */
  expires: number;
  created: number;
  minutes: number;
  reason: string | null;
  rotate: boolean;
}

/** Everything that calls can change. */
export interface State {
  clock: { now(): number };
  tables: Tables;
  accounts: Account[];
  requests: AccessRequest[];
  /** The next free id of a collection, from 1. */
  next(collection: string): number;
}

export function createState(clock: { now(): number }, seed = true): State {
  const counters = new Map<string, number>();
  return {
    clock,
    tables: seed ? tables() : {},
    accounts: seed ? accounts() : [],
    requests: [],
    next(collection) {
      const id = (counters.get(collection) ?? 100) + 1;
      counters.set(collection, id);
      return id;
    },
  };
}

/** One call on its way through the routes. */
export interface At {
  exchange: Exchange;
  state: State;
  user: Person;
  /** Values of the path parameters, decoded, in order. */
  params: readonly string[];
  query: URLSearchParams;
  /** The JSON body; a missing one is null. */
  body: Value;
}

export type Handler = (at: At) => Reply;
/** Method, path with parameters in braces, handler; the first that fits answers. */
export type Route = readonly [method: string, path: string, handler: Handler];

/** The body as an object; a 400 otherwise. */
export function bodyObject(at: At): ValueObject {
  if (at.body === null || typeof at.body !== 'object' || Array.isArray(at.body)) {
    throw refuse(400, 'Request body is required');
  }
  return at.body;
}

/** A path parameter as a number; 404 where it is none. */
export function idAt(at: At, index: number, what: string): number {
  const text = at.params[index] ?? '';
  if (!/^\d+$/.test(text)) throw refuse(404, `${what} not found`);
  return Number(text);
}

/** The rows of a table, which changes reach. */
export function table(state: State, name: string): ValueObject[] {
  const rows = state.tables[name] ?? [];
  state.tables[name] = rows;
  return rows;
}

/** The row of a table with that id; 404 otherwise. */
export function rowOf(state: State, table: string, idName: string, id: Value, what: string): ValueObject {
  const found = state.tables[table]?.find((row) => row[idName] === id);
  if (!found) throw refuse(404, `${what} not found`);
  return found;
}

export const isRefusal = (error: unknown): error is Refusal => error instanceof Refusal;
