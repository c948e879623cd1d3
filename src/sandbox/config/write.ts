import type { Fields, Verb } from '../../api/catalogue/row.ts';
import type { ValueObject } from '../../value.ts';
import { type Exchange, empty, invalid, json, problem, Refusal, type Reply } from '../exchange.ts';
import type { Id } from '../store.ts';
import type { World } from '../world.ts';
import { jsonBody } from './body.ts';
import { type Checked, type CheckOptions, check, exists } from './check.ts';
import { complete, shown } from './item.ts';
import type { Match } from './match.ts';
import { dangling } from './references.ts';
import { type Rule, ruleOf } from './rules.ts';

/** POST of a collection. */
export function add(exchange: Exchange, world: World, found: Match): Reply {
  const rule = ruleOf(found.name);
  const sent = jsonBody(exchange);
  const fields = found.row.verbs.add?.fields ?? found.row.fields;
  const { clean } = accept(fields, sent, 'add', sent, world);
  const options = { product: world.product, verb: 'add', whole: sent } as const;
  const key = keyOf(found);
  const id = key === 'id' ? world.store.nextId(found.collection) : idIn(clean, key);
  const item = complete(
    found.row.fields,
    { ...(key === 'id' ? { id } : {}), ...parentIds(found), ...extra(found.row.fields, clean) },
    options,
  );
  nameCode(item, clean, rule, world, found);
  const given = { ...rule.follow?.(clean, world), ...rule.born?.({ ...clean, ...item }, world, clean) };
  Object.assign(item, known(found.row.fields, given, options));
  judge({ ...secretsOf(clean, item), ...item }, undefined, clean, rule, world, found);
  if (key !== 'id' && world.store.has(found.collection, id)) {
    throw new Refusal(invalid({ [key]: [`The ${key} has already been taken.`] }));
  }
  world.store.put(found.collection, id, { ...item, ...secretsOf(clean, item) });
  rule.after?.(item, clean, world);
  if (rule.added === 'nothing') return empty(201);
  const location = rule.location ? { Location: `${exchange.base}${exchange.fullPath}/${id}` } : {};
  return json(rule.added ?? 201, shown(found.row.fields, item), location);
}

/** PATCH of an item, or of a resource without items: only what was sent changes. */
export function update(exchange: Exchange, world: World, found: Match, id: Id, before: ValueObject): Reply {
  const rule = ruleOf(found.name);
  const sent = jsonBody(exchange);
  const fields = found.row.verbs.update?.fields ?? found.row.fields;
  const { clean } = accept(fields, sent, 'update', { ...sent, ...typeOf(before) }, world);
  const refusal = rule.refuse?.(before, 'update', clean);
  if (refusal) throw new Refusal(refusal);
  const key = keyOf(found);
  const fixed = [...(rule.fixed ?? []), ...(key === 'id' ? [] : [key])].filter(
    (name) => sent[name] !== undefined && sent[name] !== before[name],
  );
  if (fixed.length > 0) {
    throw new Refusal(
      invalid(Object.fromEntries(fixed.map((name) => [name, [`The ${name} cannot be changed.`]]))),
    );
  }
  const item = { ...before, ...clean, ...rule.follow?.(clean, world) };
  judge(item, before, clean, rule, world, found);
  world.store.put(found.collection, id, item);
  return json(200, shown(found.row.fields, item));
}

/** DELETE of an item and of all that hangs on it. */
export function remove(world: World, found: Match, id: Id, before: ValueObject): Reply {
  const rule = ruleOf(found.name);
  const refusal = rule.refuse?.(before, 'delete', {});
  if (refusal) throw new Refusal(refusal);
  world.store.remove(found.collection, id);
  world.store.removeBelow(`${found.collection}/${id}`);
  if (typeof id === 'number') rule.gone?.(id, world);
  return empty(rule.deleted ?? 204);
}

/** Unknown fields first (401), then everything that is wrong with the known ones (422). */
export function accept(
  fields: Fields,
  sent: ValueObject,
  verb: Verb,
  whole: ValueObject,
  world: World,
): Checked {
  const checked = check(fields, sent, { product: world.product, verb, whole });
  if (checked.unknown.length > 0) {
    throw new Refusal(problem(401, `Unrecognized fields: ${checked.unknown.join(', ')}.`));
  }
  if (Object.keys(checked.errors).length > 0) throw new Refusal(invalid(checked.errors));
  return checked;
}

function judge(
  item: ValueObject,
  before: ValueObject | undefined,
  sent: ValueObject,
  rule: Rule,
  world: World,
  found: Match,
): void {
  const errors = { ...dangling(sent, item, world.store), ...rule.judge?.(item, before, world) };
  const code = sent['code_name'];
  // Letters, digits, underscore and hyphen (reference, CodeName).
  if (typeof code === 'string' && !/^[\w-]*$/.test(code))
    errors['code_name'] = ['The code_name format is invalid.'];
  for (const name of rule.unique ?? []) {
    const value = item[name];
    if (typeof value !== 'string' || value === '' || value === before?.[name]) continue;
    const taken = world.store
      .items(found.collection)
      .some((one) => one['id'] !== item['id'] && String(one[name]).toLowerCase() === value.toLowerCase());
    if (taken) errors[name] = [`The ${name} has already been taken.`];
  }
  if (Object.keys(errors).length > 0) throw new Refusal(invalid(errors));
}

/** The field that holds an item's id: its own "id", or the "user_id" of a membership. */
const keyOf = (found: Match): string => {
  const name = found.row.item ?? 'id';
  return Object.hasOwn(found.row.fields, name) ? name : 'id';
};

function idIn(item: ValueObject, key: string): Id {
  const id = item[key];
  if (typeof id === 'number' || typeof id === 'string') return id;
  throw new Refusal(invalid({ [key]: [`The ${key} field is required.`] }));
}

/** Ids of the path that the item repeats: "account-group/7/user" gives account_group_id. */
function parentIds(found: Match): ValueObject {
  const out: ValueObject = {};
  const parts = found.collection.split('/');
  for (const [at, part] of found.name.split('/').entries()) {
    if (!part.startsWith('{')) continue;
    const name = `${(parts[at - 1] ?? '').replaceAll('-', '_')}_id`;
    if (Object.hasOwn(found.row.fields, name)) out[name] = Number(parts[at]);
  }
  return out;
}

const extra = (fields: Fields, clean: ValueObject): ValueObject =>
  Object.fromEntries(Object.entries(clean).filter(([name]) => Object.hasOwn(fields, name)));

const known = (fields: Fields, item: ValueObject, options: CheckOptions): ValueObject =>
  Object.fromEntries(
    Object.entries(item).filter(([name]) => {
      const field = fields[name];
      return field !== undefined && exists(field, options);
    }),
  );

/** Kept in the store, never answered: a check-out needs them. */
const secretsOf = (clean: ValueObject, item: ValueObject): ValueObject =>
  Object.fromEntries(Object.entries(clean).filter(([name]) => item[name] === undefined));

const typeOf = (item: ValueObject): ValueObject => (item['type'] === undefined ? {} : { type: item['type'] });

/** Made from the name where it was left out, as /login does it: lower case, other characters as "_". */
function nameCode(item: ValueObject, sent: ValueObject, rule: Rule, world: World, found: Match): void {
  if (!rule.codeNameFrom || (typeof sent['code_name'] === 'string' && sent['code_name'] !== '')) return;
  const base = String(item[rule.codeNameFrom] ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  const taken = new Set(world.store.items(found.collection).map((one) => one['code_name']));
  let name = base || 'item';
  for (let next = 2; taken.has(name); next++) name = `${base || 'item'}_${next}`;
  item['code_name'] = name;
}
