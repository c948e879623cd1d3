import { unavailable } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import type { Backend } from './backend.ts';
import type { Call } from './call.ts';
import { succeeded } from './explain.ts';
import { readJson } from './read-json.ts';

/**
 * Every item of a collection that counts by `limit` and `offset` and wraps its answer: {"data": {"items": [...],
 * "total": 7}} (Reporting API v2).
 * @param url of the collection with its filters
 * @param size items a page
 */
export async function* offsetPages(
  backend: Backend,
  url: URL,
  what: string,
  size: number,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<Value[]> {
  let offset = 0;
  while (offset < most) {
    const page = new URL(url);
    page.searchParams.set('limit', String(Math.min(size, most - offset)));
    page.searchParams.set('offset', String(offset));
    const call: Call = { method: 'GET', url: page, effect: 'read', what };
    const answer = await backend.send(call);
    if (!succeeded(answer)) throw await backend.explain(call, answer);
    const body = await readJson(call, answer);
    const data = isObject(body) ? body['data'] : undefined;
    const items = isObject(data) ? data['items'] : undefined;
    if (!Array.isArray(items)) throw unavailable(`${what}: the answer holds no list of items`);
    yield items;
    offset += items.length;
    const total = isObject(data) ? data['total'] : undefined;
    if (items.length === 0 || (typeof total === 'number' && offset >= total)) return;
  }
}
