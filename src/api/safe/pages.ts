import { isObject, type Value } from '../../value.ts';
import type { Backend } from '../backend.ts';
import type { Call } from '../call.ts';
import { encodePath } from '../path.ts';
import { request } from '../rest.ts';
import { query } from '../shape.ts';
import type { Target } from '../target.ts';
import { items, member } from './member.ts';
import type { SafeParcel } from './verbs.ts';

/** What one page asks for: the API's own default for accounts. */
const pageSize = 1000;

/**
 * A list page by page. Bare arrays, envelopes and the single object that a name filter leaves over all come out as
 * lists. Pages end with the count of the envelope, with a short page, or when a page brings nothing new: some servers
 * ignore the offset.
 * @param limit stop after so many items
 */
export async function* safePages(
  backend: Backend,
  target: Target,
  parcel: SafeParcel = {},
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Value[]> {
  const row = target.match?.row;
  const version = parcel.version ?? row?.verbs.list?.version;
  const filters = query(parcel.values ?? {}, target.text);
  let previous = new Set<string>();
  let given = 0;
  for (let offset = 0; given < limit; ) {
    const size = Math.min(pageSize, limit - given);
    const call = listCall(backend, target, [
      ...filters,
      ...(version === undefined ? [] : [['version', version] as const]),
      ...(row?.paged ? [['limit', String(size)] as const, ['offset', String(offset)] as const] : []),
    ]);
    const value = await request(backend, call);
    const received = items(value);
    const fresh = received
      .filter((item) => !previous.has(JSON.stringify(item, plain)))
      .slice(0, limit - given);
    if (fresh.length > 0) yield fresh;
    given += fresh.length;
    offset += received.length;
    const total = isObject(value) ? member(value, 'TotalCount') : undefined;
    if (!row?.paged || fresh.length === 0 || received.length < size) return;
    if (typeof total === 'number' && offset >= total) return;
    previous = new Set(received.map((item) => JSON.stringify(item, plain)));
  }
}

const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

function listCall(backend: Backend, target: Target, pairs: readonly (readonly [string, string])[]): Call {
  const url = backend.url(encodePath(target.text.split('/')));
  for (const [name, value] of pairs) url.searchParams.append(name, value);
  return { method: 'GET', url, effect: 'read', what: `listing ${target.text}` };
}
