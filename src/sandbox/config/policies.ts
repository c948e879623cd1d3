import type { Value, ValueObject } from '../../value.ts';
import { empty, invalid, json, problem, Refusal } from '../exchange.ts';
import type { World } from '../world.ts';
import { jsonBody, noBody } from './body.ts';
import { pageHeaders } from './list.ts';
import type { Occasion, Special } from './specials.ts';
import { accept } from './write.ts';

function there({ world, params }: Occasion, path: string): ValueObject {
  const item = world.store.get(path, Number(params['id']));
  if (!item) throw new Refusal(problem(404, 'Not found.'));
  return item;
}

/** The policies that name a user as a member. */
const policiesOf = (world: World, user: number): ValueObject[] =>
  world.store
    .items('group-policy')
    .filter((policy) =>
      world.store.items(`group-policy/${policy['id']}/member`).some((one) => one['user_id'] === user),
    );

const ids = { kind: 'list', of: { kind: 'integer', min: 1 } } as const;
const list = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);

export const policies: readonly Special[] = [
  {
    method: 'POST',
    path: 'group-policy/{id}/provision',
    run(occasion) {
      there(occasion, 'group-policy');
      noBody(occasion.exchange);
      return empty(204);
    },
  },
  {
    // An empty list, or no list, means everybody; unknown ids are ignored.
    method: 'POST',
    path: 'user/provision',
    run({ exchange, world }) {
      accept({ user_ids: ids }, jsonBody(exchange, true), 'do', {}, world);
      return empty(204);
    },
  },
  {
    // Sends page headers, yet takes no page parameters.
    method: 'GET',
    path: 'user/{id}/group-policies',
    run(occasion) {
      const user = there(occasion, 'user');
      const found = policiesOf(occasion.world, Number(user['id']));
      return json(200, found, pageHeaders(occasion.exchange, 1, 100, found.length));
    },
  },
  {
    // Local users only; ids already (or not) in effect are skipped silently.
    method: 'PATCH',
    path: 'user/{id}/group-policy-changes',
    run(occasion) {
      const { exchange, world } = occasion;
      const user = there(occasion, 'user');
      const provider = world.store.get('security-provider', Number(user['security_provider_id']));
      const { clean } = accept({ added: ids, removed: ids }, jsonBody(exchange), 'update', {}, world);
      if (provider?.['type'] !== 'local') throw new Refusal(problem(422, 'Only local users can be changed.'));
      for (const name of ['added', 'removed']) {
        const unknown = list(clean[name]).filter((id) => !world.store.has('group-policy', Number(id)));
        if (unknown.length > 0)
          throw new Refusal(invalid({ [name]: [`There is no group policy ${unknown.join(', ')}.`] }));
      }
      change(world, Number(user['id']), list(clean['added']).map(Number), list(clean['removed']).map(Number));
      return json(200, policiesOf(world, Number(user['id'])));
    },
  },
];

function change(world: World, user: number, added: readonly number[], removed: readonly number[]): void {
  for (const policy of added) {
    const path = `group-policy/${policy}/member`;
    if (world.store.items(path).some((one) => one['user_id'] === user)) continue;
    const id = world.store.nextId(path);
    world.store.put(path, id, { id, security_provider_id: 1, user_id: user });
  }
  for (const policy of removed) {
    const path = `group-policy/${policy}/member`;
    for (const one of world.store.items(path))
      if (one['user_id'] === user) world.store.remove(path, Number(one['id']));
  }
}
