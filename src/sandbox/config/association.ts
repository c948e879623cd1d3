import type { Fields } from '../../api/catalogue/row.ts';
import { isObject, type Value, type ValueObject } from '../../value.ts';
import { empty, invalid, json, problem, Refusal, type Reply } from '../exchange.ts';
import type { World } from '../world.ts';
import { jsonBody } from './body.ts';
import { dangling } from './references.ts';
import type { Occasion, Special } from './specials.ts';
import { accept } from './write.ts';

const id = { kind: 'integer', min: 1, required: true } as const;
const patterns = { kind: 'list', max: 32, of: { kind: 'text', min: 1, max: 64 } } as const;
const kinds = ['jump_client', 'remote_rdp', 'shell_jump', 'web_jump', 'protocol_tunnel'] as const;
/** Kinds of items and their collections; RS has the first three. */
const collections: Record<string, string> = {
  jump_client: 'jump-client',
  remote_rdp: 'jump-item/remote-rdp',
  shell_jump: 'jump-item/shell-jump',
  web_jump: 'jump-item/web-jump',
  protocol_tunnel: 'jump-item/protocol-tunnel-jump',
};
const itemFields: Fields = { id, type: { kind: kinds, required: true } };
const groupFields: Fields = {
  shared_jump_group_id: id,
  account_group_id: { kind: 'integer', readOnly: true },
};
const fields: Fields = {
  filter_type: { kind: ['any_jump_items', 'no_jump_items', 'criteria'], required: true },
  criteria: {
    kind: 'object',
    fields: {
      shared_jump_groups: { kind: 'list', of: { kind: 'integer', min: 1 } },
      host: patterns,
      name: patterns,
      tag: patterns,
      comment: patterns,
    },
  },
  jump_items: { kind: 'list', of: { kind: 'object', fields: itemFields } },
};

type Owner = 'account' | 'account-group';

/** Where the association of an owner is kept: its own collection, under 0. */
const pathOf = (owner: Owner, params: Record<string, string>): string =>
  `vault/${owner}/${Number(params['id'])}/jump-item-association`;

const object = (value: Value | undefined): ValueObject => (isObject(value) ? value : {});
const list = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);

/** Its own association; groups always have one, accounts may inherit theirs. */
function current(owner: Owner, { world, params }: Occasion): ValueObject | undefined {
  if (!world.store.has(`vault/${owner}`, Number(params['id']))) throw new Refusal(problem(404, 'Not found.'));
  const own = world.store.get(pathOf(owner, params), 0);
  return own ?? (owner === 'account-group' ? { filter_type: 'no_jump_items' } : undefined);
}

const inherits = (status: number): Refusal =>
  new Refusal(problem(status, 'The account inherits the association of its account group.'));

/** Patterns are kept in lower case. */
const lowered = (criteria: ValueObject): ValueObject =>
  Object.fromEntries(
    Object.entries(criteria).map(([name, value]) => [
      name,
      list(value).map((one) => (typeof one === 'string' ? one.toLowerCase() : one)),
    ]),
  );

function missing(items: readonly Value[], world: World): Record<string, string[]> {
  const wrong = items.map(object).find((item) => {
    const type = String(item['type']);
    const unknown = world.product === 'rs' && !kinds.slice(0, 3).some((kind) => kind === type);
    return unknown || !world.store.has(collections[type] ?? '', Number(item['id']));
  });
  return wrong ? { jump_items: [`There is no ${wrong['type']} ${wrong['id']}.`] } : {};
}

const stop = (errors: Record<string, string[]>): void => {
  if (Object.keys(errors).length > 0) throw new Refusal(invalid(errors));
};

/** What a body makes of an association: a list that was sent replaces the old one, one left out stays. */
function merged(sent: ValueObject, before: ValueObject, world: World): ValueObject {
  const filter = sent['filter_type'] ?? before['filter_type'] ?? null;
  if (filter !== 'criteria') return { filter_type: filter };
  const criteria = object(sent['criteria']);
  stop({ ...dangling(criteria, criteria, world.store), ...missing(list(sent['jump_items']), world) });
  return {
    filter_type: filter,
    criteria: {
      shared_jump_groups: [],
      host: [],
      name: [],
      tag: [],
      comment: [],
      ...object(before['criteria']),
      ...lowered(criteria),
    },
    jump_items: sent['jump_items'] ?? before['jump_items'] ?? [],
  };
}

function create(occasion: Occasion): Reply {
  const { exchange, world, params } = occasion;
  if (current('account', occasion))
    throw new Refusal(problem(422, 'The account has an association: change that one.'));
  const { clean } = accept(fields, jsonBody(exchange), 'add', {}, world);
  if (clean['filter_type'] === 'criteria' && Object.keys(object(clean['criteria'])).length === 0) {
    if (list(clean['jump_items']).length === 0)
      stop({ criteria: ['The criteria field is required with this filter_type.'] });
  }
  const item = merged(clean, {}, world);
  world.store.put(pathOf('account', params), 0, item);
  return json(201, item);
}

const change =
  (owner: Owner) =>
  (occasion: Occasion): Reply => {
    const { exchange, world, params } = occasion;
    const before = current(owner, occasion);
    if (!before) throw inherits(422);
    const { clean } = accept(fields, jsonBody(exchange), 'update', {}, world);
    const item = merged(clean, before, world);
    world.store.put(pathOf(owner, params), 0, item);
    return json(200, item);
  };

function drop(occasion: Occasion): Reply {
  if (!current('account', occasion)) throw inherits(422);
  occasion.world.store.remove(pathOf('account', occasion.params), 0);
  return empty(204);
}

/** Adds or removes one item or one shared group; both need filter_type criteria. */
const single =
  (owner: Owner, what: 'jump-item' | 'shared-jump-group', verb: 'add' | 'delete') =>
  (occasion: Occasion): Reply => {
    const { exchange, world, params } = occasion;
    const before = current(owner, occasion);
    if (!before) throw inherits(422);
    const { clean } = accept(
      what === 'jump-item' ? itemFields : groupFields,
      jsonBody(exchange),
      'add',
      {},
      world,
    );
    if (before['filter_type'] !== 'criteria') {
      throw new Refusal(problem(422, 'The filter_type of the association is not criteria.'));
    }
    const criteria = object(before['criteria']);
    const items = what === 'jump-item' ? list(before['jump_items']) : list(criteria['shared_jump_groups']);
    const wanted: Value = what === 'jump-item' ? clean : (clean['shared_jump_group_id'] ?? null);
    const same = (one: Value): boolean =>
      isObject(one) ? one['id'] === clean['id'] && one['type'] === clean['type'] : one === wanted;
    if (verb === 'delete' && !items.some(same)) throw new Refusal(problem(404, 'Not found.'));
    if (verb === 'add')
      stop(what === 'jump-item' ? missing([clean], world) : dangling(clean, clean, world.store));
    const rest = items.filter((one) => !same(one));
    const after = verb === 'add' ? [...rest, wanted] : rest;
    const changed =
      what === 'jump-item' ? { jump_items: after } : { criteria: { ...criteria, shared_jump_groups: after } };
    world.store.put(pathOf(owner, params), 0, { ...before, ...changed });
    if (verb === 'delete') return empty(204);
    // Accounts answer nothing here, groups answer what was added.
    if (owner === 'account') return empty(200);
    return json(200, what === 'jump-item' ? clean : { ...clean, account_group_id: Number(params['id']) });
  };

const base = (owner: Owner): string => `vault/${owner}/{id}/jump-item-association`;

const show =
  (owner: Owner) =>
  (occasion: Occasion): Reply => {
    const item = current(owner, occasion);
    if (!item) throw inherits(404);
    return json(200, item);
  };

const both = ['account', 'account-group'] as const;

export const associations: readonly Special[] = [
  { method: 'POST', path: base('account'), run: create },
  { method: 'DELETE', path: base('account'), run: drop },
  ...both.flatMap((owner): Special[] => [
    { method: 'GET', path: base(owner), run: show(owner) },
    { method: 'PATCH', path: base(owner), run: change(owner) },
    ...(['jump-item', 'shared-jump-group'] as const).flatMap((what): Special[] => [
      { method: 'POST', path: `${base(owner)}/${what}`, run: single(owner, what, 'add') },
      { method: 'DELETE', path: `${base(owner)}/${what}`, run: single(owner, what, 'delete') },
    ]),
  ]),
];
