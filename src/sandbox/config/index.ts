import type { Verb } from '../../api/catalogue/row.ts';
import { type Exchange, empty, json, problem, type Reply } from '../exchange.ts';
import type { World } from '../world.ts';
import { shown } from './item.ts';
import { list, refuseUnknown } from './list.ts';
import { type Match, match, params } from './match.ts';
import { ruleOf } from './rules.ts';
import { type Special, specials } from './specials.ts';
import { add, remove, update } from './write.ts';

/** Everything below /api/config/v1: what `specials` answer by hand, and the rows' plain verbs for the rest. */
export function config(exchange: Exchange, world: World): Reply | Promise<Reply> {
  const segments = segmentsOf(exchange.path);
  if (!segments) return problem(404, 'Not found.');
  const denied = permission(exchange, segments);
  if (denied) return denied;
  const byHand = specialsAt(segments, world);
  const found = match(world.rows, world.product, segments);
  const allowed = new Set([...byHand.keys(), ...(found?.methods.keys() ?? [])]);
  if (allowed.size === 0) return problem(404, 'Not found.');
  if (exchange.method === 'OPTIONS') return empty(200, { Allow: allow(allowed) });
  if (!allowed.has(exchange.method)) return problem(405, 'Method not allowed.', { Allow: allow(allowed) });
  if (!acceptsJson(exchange)) return problem(406, 'The Accept header must allow application/json.');
  const special = byHand.get(exchange.method);
  if (special) return special.run(exchange, world);
  const verb = found?.methods.get(exchange.method);
  return found && verb ? plain(verb, exchange, world, found) : problem(404, 'Not found.');
}

const allow = (methods: ReadonlySet<string>): string =>
  ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']
    .filter((method) => methods.has(method === 'HEAD' ? 'GET' : method))
    .join(',');

function segmentsOf(path: string): string[] | undefined {
  try {
    const segments = path.split('/').map(decodeURIComponent);
    return segments.some((segment) => segment === '') ? undefined : segments;
  } catch {
    return undefined;
  }
}

interface Ready {
  run(exchange: Exchange, world: World): Reply | Promise<Reply>;
}

/** The operations written by hand for one path, by method. */
function specialsAt(segments: readonly string[], world: World): Map<string, Ready> {
  const found = new Map<string, Ready>();
  for (const special of specials) {
    if (special.product && special.product !== world.product) continue;
    const values = paramsOf(special, segments);
    if (!values) continue;
    found.set(special.method, {
      run: (exchange) => {
        if (!special.ownQuery) refuseUnknown(exchange.query, []);
        return special.run({ exchange, world, params: values });
      },
    });
  }
  return found;
}

/** Numeric parameters must look like numbers, so that "installer" is never taken for an id. */
function paramsOf(special: Special, segments: readonly string[]): Record<string, string> | undefined {
  const values = params(special.path, segments);
  const numeric = Object.entries(values ?? {}).every(
    ([name, value]) => !/^(id|\w+_id)$/.test(name) || name === 'installer_id' || /^\d+$/.test(value),
  );
  return numeric ? values : undefined;
}

/** Permission of the API account (overview, 403; "Manage Vault Accounts" for all of /vault). */
function permission(exchange: Exchange, segments: readonly string[]): Reply | undefined {
  const { account } = exchange;
  const may =
    account &&
    (account.config === 'full' || (account.config === 'read' && /^(GET|OPTIONS)$/.test(exchange.method))) &&
    (segments[0] !== 'vault' || account.vault);
  return may ? undefined : problem(403, 'The API account does not have permission to use this API.');
}

function acceptsJson(exchange: Exchange): boolean {
  const accept = exchange.headers['accept'];
  return (
    accept === undefined || /\*\/\*|application\/(\*|json|x-executable|octet-stream|yaml|zip)/i.test(accept)
  );
}

/** The rule of a verb, for a row. */
function plain(verb: Verb, exchange: Exchange, world: World, found: Match): Reply {
  if (!parentsExist(world, found)) return problem(404, 'Not found.');
  if (verb === 'list') return list(exchange, world, found);
  refuseUnknown(exchange.query, Object.keys(found.row.verbs[verb]?.query ?? {}));
  const guarded = ruleOf(found.name).guard;
  if (guarded && exchange.method !== 'GET') {
    const [, path = '', id = ''] = /^(.*)\/(\d+)\/[^/]+$/.exec(found.collection) ?? [];
    const refusal = guarded(world.store.get(path, Number(id)) ?? {});
    if (refusal) return refusal;
  }
  if (verb === 'add') return add(exchange, world, found);
  const id = found.id ?? 0;
  const item = world.store.get(found.collection, id);
  if (!item) return problem(404, 'Not found.');
  if (verb === 'get') return json(200, shown(found.row.fields, item));
  if (verb === 'update') return update(exchange, world, found, id, item);
  if (verb === 'delete') return remove(world, found, id, item);
  return problem(500, `Nobody has written ${verb} ${found.name} yet.`);
}

/** Whether the group policy 7 of "group-policy/7/jumpoint" is there. */
function parentsExist(world: World, found: Match): boolean {
  const parts = found.collection.split('/');
  return found.name.split('/').every((part, at) => {
    const parent = found.name.split('/').slice(0, at).join('/');
    if (!part.startsWith('{') || !world.rows[parent]?.item) return true;
    const id = parts[at] ?? '';
    return world.store.has(parts.slice(0, at).join('/'), /^\d+$/.test(id) ? Number(id) : id);
  });
}
