import type { Product, Resource, Table, Verb } from '../../api/catalogue/row.ts';
import type { Id } from '../store.ts';

/** A path that a row answers. */
export interface Match {
  /** Name of the row: "group-policy/{id}/jumpoint". */
  name: string;
  row: Resource;
  /** The collection with its ids filled in: "group-policy/7/jumpoint". */
  collection: string;
  /** Set when the path names one item. */
  id?: Id;
  /** What may be done here, by HTTP method. */
  methods: Map<string, Verb>;
}

/** How a path is compared with "group-policy/{id}/member": the values of the parameters, or undefined. */
export function params(template: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = template.split('/');
  if (parts.length !== segments.length) return undefined;
  const out: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    const segment = segments[at] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name) out[name] = segment;
    else if (part !== segment) return undefined;
  }
  return out;
}

const literals = (template: string): number =>
  template.split('/').filter((part) => !part.startsWith('{')).length;

/** Verbs of a collection, of one item, and of a resource without items, by method. */
const ofCollection = { list: 'GET', add: 'POST', do: 'POST', download: 'GET' } as const;
const ofItem = { get: 'GET', update: 'PATCH', delete: 'DELETE' } as const;
const ofSingle = { ...ofCollection, ...ofItem } as const;

function methods(
  row: Resource,
  usual: { readonly [verb in Verb]?: string },
  product: Product,
): Map<string, Verb> {
  const found = new Map<string, Verb>();
  for (const [verb, method] of Object.entries(usual) as [Verb, string][]) {
    const operation = row.verbs[verb];
    if (!operation || (operation.product && operation.product !== product)) continue;
    found.set(operation.method ?? method, verb);
  }
  return found;
}

/** Ids are digits, and stay text only where the row says that they are something else. */
function idOf(row: Resource, segment: string): Id | undefined {
  switch (row.itemKind ?? 'integer') {
    case 'integer':
      return /^[1-9]\d{0,9}$/.test(segment) ? Number(segment) : undefined;
    case 'hex32':
      return /^[0-9a-f]{32}$/i.test(segment) ? segment : undefined;
    default:
      return segment === '' ? undefined : segment;
  }
}

/** The row that answers a path; the one with most literal segments wins ("jump-client/installer" over an id). */
export function match(rows: Table, product: Product, segments: readonly string[]): Match | undefined {
  let best: Match | undefined;
  for (const [name, row] of Object.entries(rows)) {
    if (row.product && row.product !== product) continue;
    const found = candidate(name, row, product, segments);
    if (found && found.methods.size > 0 && (!best || literals(name) > literals(best.name))) best = found;
  }
  return best;
}

function candidate(
  name: string,
  row: Resource,
  product: Product,
  segments: readonly string[],
): Match | undefined {
  if (params(name, segments)) {
    const usual = row.item ? ofCollection : ofSingle;
    return { name, row, collection: segments.join('/'), methods: methods(row, usual, product) };
  }
  const parent = segments.slice(0, -1);
  if (!row.item || !params(name, parent)) return undefined;
  const id = idOf(row, segments.at(-1) ?? '');
  return id === undefined
    ? undefined
    : { name, row, collection: parent.join('/'), id, methods: methods(row, ofItem, product) };
}
