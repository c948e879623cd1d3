import type { ValueObject } from '../../value.ts';
import { empty, invalid, json, problem, Refusal } from '../exchange.ts';
import type { World } from '../world.ts';
import { jsonBody } from './body.ts';
import { answerPage } from './list.ts';
import type { Occasion, Special } from './specials.ts';
import { accept } from './write.ts';

const path = 'vault/account-group/{id}/account';

function groupOf({ world, params }: Occasion): number {
  const id = Number(params['id']);
  if (!world.store.has('vault/account-group', id)) throw new Refusal(problem(404, 'Not found.'));
  return id;
}

const inGroup = (world: World, group: number): ValueObject[] =>
  world.store.items('vault/account').filter((account) => account['account_group_id'] === group);

function memberOf(occasion: Occasion): ValueObject {
  const group = groupOf(occasion);
  const found = inGroup(occasion.world, group).find(({ id }) => id === Number(occasion.params['account_id']));
  if (!found) throw new Refusal(problem(404, 'Not found.'));
  return found;
}

const move = (world: World, account: ValueObject, group: number): void =>
  world.store.put('vault/account', Number(account['id']), { ...account, account_group_id: group });

const shape = (account: ValueObject): ValueObject => ({
  account_id: account['id'] ?? null,
  account_group_id: account['account_group_id'] ?? null,
});

/** Accounts of a group: an account is in one group only, and goes to group 1 when it is taken out of another. */
export const groupAccounts: readonly Special[] = [
  {
    method: 'GET',
    path,
    ownQuery: true,
    run: (occasion) => answerPage(occasion.exchange, inGroup(occasion.world, groupOf(occasion)).map(shape)),
  },
  {
    method: 'POST',
    path,
    run(occasion) {
      const { exchange, world } = occasion;
      const group = groupOf(occasion);
      const fields = {
        account_id: { kind: 'integer', min: 1, required: true },
        account_group_id: { kind: 'integer', readOnly: true },
      } as const;
      const { clean } = accept(fields, jsonBody(exchange), 'add', {}, world);
      const account = world.store.get('vault/account', Number(clean['account_id']));
      if (!account) throw new Refusal(invalid({ account_id: ['The selected account_id is invalid.'] }));
      move(world, account, group);
      return json(201, shape({ ...account, account_group_id: group }));
    },
  },
  { method: 'GET', path: `${path}/{account_id}`, run: (occasion) => json(200, shape(memberOf(occasion))) },
  {
    method: 'DELETE',
    path: `${path}/{account_id}`,
    run(occasion) {
      move(occasion.world, memberOf(occasion), 1);
      return empty(204);
    },
  },
];
