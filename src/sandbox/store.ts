import type { ValueObject } from '../value.ts';

export type Id = number | string;

/** Items that are made when they are looked at, so that any number of them costs no memory. */
export interface Fill {
  /** Ids run from 1 to this. */
  count: number;
  make(id: number): ValueObject;
}

/** Items in memory by the concrete path of their collection: "jump-group", "group-policy/7/jumpoint". */
export interface Store {
  /** Copies of all items of a collection, ids ascending. Empty when there is no such collection. */
  items(path: string): ValueObject[];
  ids(path: string): readonly Id[];
  get(path: string, id: Id): ValueObject | undefined;
  has(path: string, id: Id): boolean;
  /** Puts an item under its id, new or not. */
  put(path: string, id: Id, item: ValueObject): void;
  remove(path: string, id: Id): boolean;
  /** A number that the collection has never used. */
  nextId(path: string): number;
  /** Replaces a whole collection; `key` names the field that holds the id. */
  replace(path: string, items: readonly ValueObject[], key?: string): void;
  fill(path: string, fill: Fill): void;
  /** Removes every collection below a path: "group-policy/7" takes "group-policy/7/jumpoint" along. */
  removeBelow(path: string): void;
  /** Paths of the collections that hold something. */
  paths(): string[];
  clear(): void;
}

interface Collection {
  items: Map<Id, ValueObject>;
  /** Filled ids that were deleted. */
  gone: Set<Id>;
  fill?: Fill;
  last: number;
  ids?: readonly Id[];
}

const ascending = (a: Id, b: Id): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1;

export function createStore(): Store {
  const collections = new Map<string, Collection>();
  const at = (path: string): Collection => {
    let found = collections.get(path);
    if (!found) {
      found = { items: new Map(), gone: new Set(), last: 0 };
      collections.set(path, found);
    }
    return found;
  };
  const raw = (path: string, id: Id): ValueObject | undefined => {
    const found = collections.get(path);
    const item = found?.items.get(id);
    if (item || !found?.fill || found.gone.has(id)) return item;
    return typeof id === 'number' && id >= 1 && id <= found.fill.count ? found.fill.make(id) : undefined;
  };
  const ids = (path: string): readonly Id[] => {
    const found = collections.get(path);
    if (!found) return [];
    if (!found.ids) {
      const filled = new Set<Id>(found.items.keys());
      for (let id = 1; id <= (found.fill?.count ?? 0); id++) if (!found.gone.has(id)) filled.add(id);
      found.ids = [...filled].sort(ascending);
    }
    return found.ids;
  };
  const store: Store = {
    ids,
    items: (path) =>
      ids(path).flatMap((id) => {
        const item = store.get(path, id);
        return item ? [item] : [];
      }),
    get: (path, id) => {
      const item = raw(path, id);
      // What was just made belongs to nobody else yet.
      return item && (collections.get(path)?.items.has(id) ? structuredClone(item) : item);
    },
    has: (path, id) => raw(path, id) !== undefined,
    put(path, id, item) {
      const found = at(path);
      if (!found.items.has(id)) delete found.ids;
      found.items.set(id, structuredClone(item));
      if (typeof id === 'number') found.last = Math.max(found.last, id);
    },
    remove(path, id) {
      if (!store.has(path, id)) return false;
      const found = at(path);
      found.items.delete(id);
      found.gone.add(id);
      delete found.ids;
      return true;
    },
    nextId: (path) => Math.max(collections.get(path)?.last ?? 0, collections.get(path)?.fill?.count ?? 0) + 1,
    replace(path, items, key = 'id') {
      collections.delete(path);
      for (const item of items) {
        const id = item[key];
        store.put(path, typeof id === 'number' || typeof id === 'string' ? id : store.nextId(path), item);
      }
    },
    fill(path, fill) {
      const found = at(path);
      found.fill = fill;
      delete found.ids;
    },
    removeBelow(path) {
      for (const name of collections.keys()) if (name.startsWith(`${path}/`)) collections.delete(name);
    },
    paths: () => [...collections.keys()].filter((path) => ids(path).length > 0).sort(),
    clear: () => collections.clear(),
  };
  return store;
}
