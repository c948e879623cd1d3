import type { ValueObject } from '../../value.ts';
import { invalid, json, problem, Refusal } from '../exchange.ts';
import { jsonBody } from './body.ts';
import type { Occasion, Special } from './specials.ts';
import { accept } from './write.ts';

function endpointOf({ world, params }: Occasion): ValueObject {
  const endpoint = world.store.get('vault/endpoint', Number(params['id']));
  if (!endpoint) throw new Refusal(problem(404, 'Not found.'));
  return endpoint;
}

/** Items of the same host that are tied to no endpoint. */
const candidates = (occasion: Occasion, collection: string): ValueObject[] => {
  const host = String(endpointOf(occasion)['hostname']).toLowerCase();
  return occasion.world.store
    .items(collection)
    .filter((item) => !item['endpoint_id'] && String(item['hostname']).toLowerCase() === host);
};

const tie = (kind: string): readonly Special[] => [
  {
    method: 'GET',
    path: `vault/endpoint/{id}/${kind}-item-candidates`,
    run: (occasion) =>
      json(
        200,
        candidates(occasion, collectionOf(kind)).map(({ id = null }) => ({ id })),
      ),
  },
  {
    method: 'POST',
    path: `vault/endpoint/{id}/${kind}-item-association`,
    run(occasion) {
      const { exchange, world } = occasion;
      const endpoint = endpointOf(occasion);
      const fields = { id: { kind: 'integer', min: 1, required: true } } as const;
      const { clean } = accept(fields, jsonBody(exchange), 'add', {}, world);
      const item = candidates(occasion, collectionOf(kind)).find((one) => one['id'] === clean['id']);
      if (!item) throw new Refusal(invalid({ id: ['The selected id is no candidate of this endpoint.'] }));
      world.store.put(collectionOf(kind), Number(item['id']), {
        ...item,
        endpoint_id: endpoint['id'] ?? null,
      });
      return json(201, { id: item['id'] ?? null });
    },
  },
];

const collectionOf = (kind: string): string => `jump-item/${kind === 'shell-jump' ? kind : 'remote-rdp'}`;

export const endpoints: readonly Special[] = [...tie('remote-rdp-jump'), ...tie('shell-jump')];
