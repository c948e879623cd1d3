import type { Value, ValueObject } from '../../value.ts';
import { json, type Reply } from '../exchange.ts';
import { listed, queried, refuse } from './reply.ts';
import { type At, bodyObject } from './state.ts';

/** Lower case, for comparisons as this server makes them. */
export const text = (value: Value | undefined): string => String(value ?? '').toLowerCase();

/** With a name filter that hits: the object alone. Without one: the list. */
export function oneOrList(
  at: At,
  rows: readonly ValueObject[],
  filter: string,
  field: string,
  what: string,
): Reply {
  const name = queried(at.query, filter);
  if (name === undefined) return listed(rows, at.query);
  const found = rows.find((row) => text(row[field]) === name.toLowerCase());
  if (!found) throw refuse(404, `${what} not found`);
  return json(200, found);
}

/** Members of the body that this body version knows. Later ones are dropped without a word, as live servers do. */
export function known(at: At, since: Record<string, string>): ValueObject {
  const version = queried(at.query, 'version') ?? '3.0';
  const out: ValueObject = {};
  for (const [name, value] of Object.entries(bodyObject(at))) {
    if ((since[name] ?? '3.0') <= version) out[name] = value;
  }
  return out;
}
