import { type Failure, unavailable } from '../errors.ts';
import type { Value } from '../value.ts';
import type { Backend } from './backend.ts';
import type { Answer, Call } from './call.ts';
import { emptyAnswer, succeeded } from './explain.ts';
import { offsetPages } from './offset-list.ts';
import { readJson } from './read-json.ts';
import type { Parcel } from './rest.ts';
import type { Target } from './target.ts';

// Documented: 5 to 100 items a page, 100 by default (vendor OpenAPI, PerPageParam).
const fullPage = 100;
const smallestPage = 5;
const mostPages = 1_000_000;

/**
 * Every item of a collection, page by page, until the last page or `limit` items. A row that is not paged is asked
 * once and without page parameters, which it would refuse; a path that no row knows is asked without them first, and
 * followed if its answer says that there is more.
 * @throws Failure by the status, or 5 when an answer is not a list
 */
export async function* pages(
  backend: Backend,
  target: Target,
  parcel: Parcel = {},
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Value[]> {
  const offsets = target.match?.row.offsets;
  if (offsets !== undefined) {
    const { url, what } = pageCall(backend, target, parcel, []);
    yield* offsetPages(backend, url, what, offsets, limit);
    return;
  }
  const declared = target.match?.row.paged === true;
  let left = limit;
  let before = '';
  const size = Math.max(smallestPage, Math.min(fullPage, left));
  for (let page = 1; page <= mostPages && left > 0; page += 1) {
    const parameters: [string, string][] =
      declared || page > 1
        ? [
            ['per_page', String(size)],
            ['current_page', String(page)],
          ]
        : [];
    const call = pageCall(backend, target, parcel, declared ? parameters : parameters.slice(1));
    const answer = await backend.send(call);
    if (!succeeded(answer)) throw await backend.explain(call, answer);
    const items = await readItems(call, answer);
    // A server that does not know the page parameters, or lies about the last page, would be asked for ever.
    const text = items.length === 0 ? '' : await answer.text();
    if (text !== '' && text === before) throw repeated(call, page);
    before = text;
    yield items.slice(0, left);
    left -= items.length;
    if (!more(answer, page, items.length)) return;
  }
}

const repeated = ({ what }: Call, page: number): Failure =>
  unavailable(`${what}: page ${page} is the same as the one before it`, {
    hint: 'the appliance says that there is more and does not give it; --limit N stops early',
  });

function pageCall(backend: Backend, target: Target, parcel: Parcel, parameters: [string, string][]): Call {
  const url = backend.url(target.path);
  for (const [key, value] of [...(parcel.query ?? []), ...parameters]) url.searchParams.append(key, value);
  return { method: 'GET', url, effect: 'read', what: `listing ${target.text}` };
}

async function readItems(call: Call, answer: Answer): Promise<Value[]> {
  const value = await readJson(call, answer);
  if (value === undefined) throw emptyAnswer(call);
  // Some lists are documented as one object; whatever is no list is a list of one.
  return Array.isArray(value) ? value : [value];
}

/** Whether another page follows, by X-BT-Pagination-Last-Page, else by a Link with rel="next". */
function more(answer: Answer, page: number, items: number): boolean {
  if (items === 0) return false;
  const last = Number(answer.headers['x-bt-pagination-last-page']);
  if (Number.isInteger(last) && last > 0) return page < last;
  return /rel="?next"?/.test(answer.headers['link'] ?? '');
}
