import type { Field, Fields } from '../../api/catalogue/row.ts';
import type { Value, ValueObject } from '../../value.ts';
import { type Exchange, invalid, json, problem, Refusal, type Reply } from '../exchange.ts';
import type { Id } from '../store.ts';
import type { World } from '../world.ts';
import { shown } from './item.ts';
import { listed, ownFilters } from './lists.ts';
import type { Match } from './match.ts';

/** Bounds of the query parameters of a paged list (reference, pagination). */
const perPage = { least: 5, most: 100 };

/** GET of a collection: a bare array, filtered, ids ascending, in pages where the row says so. */
export function list(exchange: Exchange, world: World, found: Match): Reply {
  const filters = knownFilters(found.row.filters ?? {}, world);
  refuseUnknown(exchange.query, [
    ...Object.keys(filters),
    ...(found.row.paged ? ['per_page', 'current_page'] : []),
  ]);
  const ids = matching(exchange.query, filters, world, found);
  if (!found.row.paged) return json(200, objects(ids, world, found));
  const { size, page } = pageOf(exchange.query);
  const slice = ids.slice((page - 1) * size, page * size);
  return json(200, objects(slice, world, found), pageHeaders(exchange, page, size, ids.length));
}

/** A page of items that are worked out rather than stored. */
export function answerPage(exchange: Exchange, items: readonly Value[]): Reply {
  refuseUnknown(exchange.query, ['per_page', 'current_page']);
  const { size, page } = pageOf(exchange.query);
  return json(
    200,
    items.slice((page - 1) * size, page * size),
    pageHeaders(exchange, page, size, items.length),
  );
}

const pageOf = (query: URLSearchParams) => ({
  size: wholeNumber(query, 'per_page', 100, perPage.least, perPage.most),
  page: wholeNumber(query, 'current_page', 1, 1, Number.MAX_SAFE_INTEGER),
});

const knownFilters = (filters: Fields, world: World): Fields =>
  Object.fromEntries(
    Object.entries(filters).filter(([, field]) => !field.product || field.product === world.product),
  );

/** "Unrecognized query string parameters" are answered with 401 (overview, Common HTTP Status Codes). */
export function refuseUnknown(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...query.keys()].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Refusal(problem(401, `Unrecognized query parameters: ${[...new Set(unknown)].join(', ')}.`));
  }
}

function wholeNumber(
  query: URLSearchParams,
  name: string,
  usual: number,
  least: number,
  most: number,
): number {
  const given = query.get(name);
  if (given === null) return usual;
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Refusal(
    invalid({ [name]: [`The ${name} parameter must be an integer from ${least} to ${most}.`] }),
  );
}

const objects = (ids: readonly Id[], world: World, found: Match): Value[] =>
  ids.flatMap((id) => {
    const item = world.store.get(found.collection, id);
    return item ? [listed(found.name, shown(found.row.fields, item))] : [];
  });

/** Filters match whole values, whatever their case, and all of them at once. */
function matching(query: URLSearchParams, filters: Fields, world: World, found: Match): readonly Id[] {
  const own = ownFilters(found.name);
  const ids = world.store.ids(found.collection);
  const wanted = [...query].filter(([name]) => Object.hasOwn(filters, name));
  for (const [name, value] of wanted) checkFilter(name, value, filters[name] ?? { kind: 'text' });
  const { always } = own;
  if (wanted.length === 0 && !always) return ids;
  return ids.filter((id) => {
    const item = world.store.get(found.collection, id);
    if (!item || (always && !always(item, query))) return false;
    return wanted.every(([name, value]) => (own.by[name] ?? same(name))(item, value, world));
  });
}

const same =
  (name: string) =>
  (item: ValueObject, wanted: string): boolean => {
    const value = item[name];
    const values = Array.isArray(value) ? value : [value];
    return values.some((one) => one !== undefined && String(one).toLowerCase() === wanted.toLowerCase());
  };

function checkFilter(name: string, value: string, field: Field): void {
  const { kind, min } = field;
  const wrong =
    kind === 'integer' && !/^\d+$/.test(value)
      ? 'must be an integer'
      : (kind === 'text' || typeof kind !== 'string') && min !== undefined && value.length < min
        ? `must be at least ${min} characters`
        : Array.isArray(kind) && !kind.includes(value.toLowerCase()) && !kind.includes(value)
          ? `must be one of ${kind.join(', ')}`
          : undefined;
  if (wrong) throw new Refusal(invalid({ [name]: [`The ${name} parameter ${wrong}.`] }));
}

/** Link (RFC 8288, rel "previous" spelled out) and X-BT-Pagination-*; first and last always come. */
export function pageHeaders(
  exchange: Exchange,
  page: number,
  size: number,
  total: number,
): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / size));
  const url = (to: number) => {
    const query = new URLSearchParams(exchange.query);
    query.set('per_page', String(size));
    query.set('current_page', String(to));
    return `${exchange.base}${exchange.fullPath}?${query}`;
  };
  const links: [string, number][] = [['first', 1]];
  if (page > 1) links.push(['previous', Math.min(page - 1, last)]);
  if (page < last) links.push(['next', page + 1]);
  links.push(['last', last]);
  return {
    Link: links.map(([rel, to]) => `<${url(to)}>; rel="${rel}"`).join(', '),
    'X-BT-Pagination-Current-Page': String(page),
    'X-BT-Pagination-Last-Page': String(last),
    'X-BT-Pagination-Per-Page': String(size),
    'X-BT-Pagination-Total': String(total),
  };
}
