import type { ValueObject } from '../../value.ts';
import { empty, problem, Refusal, type Reply } from '../exchange.ts';
import { timestamp } from '../world.ts';
import { noBody } from './body.ts';
import type { Occasion, Special } from './specials.ts';

/** Expired users get another term; 400 when none of them has expired. */
function reactivate({ exchange, world, params }: Occasion): Reply {
  noBody(exchange);
  const vendor = world.store.get('vendor', Number(params['id']));
  const path = `vendor/${Number(params['id'])}/user`;
  const wanted = params['user_id'] === undefined ? undefined : Number(params['user_id']);
  if (!vendor || (wanted !== undefined && !world.store.has(path, wanted))) {
    throw new Refusal(problem(404, 'Not found.'));
  }
  const expired = world.store
    .items(path)
    .filter((user) => user['is_expired'] === true && (wanted === undefined || user['id'] === wanted));
  if (expired.length === 0) throw new Refusal(problem(400, 'There is nobody to reactivate.'));
  const until = timestamp(world.now() + Number(vendor['account_expiration'] ?? 30) * 86_400_000);
  for (const user of expired) {
    const again: ValueObject = { ...user, is_expired: false, account_expiration: until };
    world.store.put(path, Number(user['id']), again);
  }
  return empty(200);
}

export const vendors: readonly Special[] = [
  { method: 'POST', path: 'vendor/{id}/reactivate', product: 'pra', run: reactivate },
  { method: 'POST', path: 'vendor/{id}/user/{user_id}/reactivate', product: 'pra', run: reactivate },
];
