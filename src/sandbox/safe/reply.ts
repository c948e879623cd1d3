import type { Value, ValueObject } from '../../value.ts';
import { json, Refusal, type Reply } from '../exchange.ts';

/** Leaves the handler with a sentence as a JSON string, the usual error of this API. */
export const refuse = (status: number, sentence: string): Refusal => new Refusal(json(status, sentence));

/** Leaves with a bare code: 4031, 4034, 4035 (notes, section 3). */
export const code = (number: 4031 | 4034 | 4035): Refusal =>
  new Refusal({ status: 403, headers: { 'Content-Type': 'text/plain' }, body: { text: String(number) } });

/** Leaves with the error object of Secrets Safe. */
export const complaint = (status: number, error: string): Refusal => new Refusal(json(status, { error }));

/** A member of an object, read without regard to case, as the server binds them. */
export function member(object: ValueObject, name: string): Value | undefined {
  if (name in object) return object[name];
  const low = name.toLowerCase();
  for (const [key, value] of Object.entries(object)) if (key.toLowerCase() === low) return value;
  return undefined;
}

/** A member that must be a whole number, from `min` to `max`; a 400 with a sentence otherwise. */
export function whole(object: ValueObject, name: string, min = -2147483648, max = 2147483647): number {
  const value = member(object, name);
  if (value === undefined || value === null) throw refuse(400, `${name} is required`);
  if (typeof value !== 'number' || !Number.isInteger(value)) throw refuse(400, `${name} must be an integer`);
  if (value < min || value > max) throw refuse(400, `${name} must be between ${min} and ${max}`);
  return value;
}

/** A member that must be text of at most `max` characters; undefined when it is not there and need not be. */
export function words(object: ValueObject, name: string, max: number, required = false): string | undefined {
  const value = member(object, name);
  if (value === undefined || value === null || value === '') {
    if (required) throw refuse(400, `${name} is required`);
    return undefined;
  }
  if (typeof value !== 'string') throw refuse(400, `${name} must be a string`);
  if (value.length > max) throw refuse(400, `${name} exceeds the maximum length of ${max}`);
  return value;
}

/** A page with `limit`, else the bare list; `bare` for lists that never get an envelope. */
export function listed(rows: readonly ValueObject[], query: URLSearchParams, bare = false): Reply {
  const limit = numberOf(query, 'limit');
  const offset = numberOf(query, 'offset') ?? 0;
  if (limit === undefined) return json(200, [...rows].slice(0, 1000));
  const part = rows.slice(offset, offset + limit);
  return json(200, bare ? part : { TotalCount: rows.length, Data: part });
}

/** A query parameter by its name in any case. */
export function queried(query: URLSearchParams, name: string): string | undefined {
  for (const [key, value] of query) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}

function numberOf(query: URLSearchParams, name: string): number | undefined {
  const value = queried(query, name);
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw refuse(400, `${name} must be a number`);
  return Number(value);
}
