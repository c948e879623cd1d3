import type { Fields } from '../../api/catalogue/row.ts';
import type { ValueObject } from '../../value.ts';
import { invalid, json, problem, Refusal } from '../exchange.ts';
import { timestamp, type World } from '../world.ts';
import { jsonBody } from './body.ts';
import { refuseUnknown } from './list.ts';
import type { Special } from './specials.ts';
import { accept } from './write.ts';

const store = 'jump-approval';
const number = { kind: 'integer', min: 1, required: true } as const;
const states = ['pending', 'approved', 'denied', 'cancelled', 'in_use'];

const requestFields: Fields = {
  user_id: number,
  jump_item_type: { kind: 'text', required: true },
  jump_item_id: number,
  start: { kind: 'integer', min: 0, max: 2_147_483_647, required: true },
  duration: { kind: 'integer', min: 60, max: 2_147_483_647, required: true },
  reason: { kind: 'text', max: 2048 },
};

const answerFields: Fields = {
  id: number,
  user_id: number,
  answer: { kind: ['approved', 'denied'], required: true },
  comments: { kind: 'text', max: 2048 },
};

/** "shell_jump", "shell-jump" and "jump_client" all lead to a collection: which words are meant is not documented. */
const collectionOf = (type: string): string => {
  const name = type.replaceAll('_', '-');
  return name === 'jump-client'
    ? name
    : `jump-item/${name.replace(/^protocol-tunnel$/, 'protocol-tunnel-jump')}`;
};

/** The policy of the request, when this user may answer it. */
function approves(world: World, request: ValueObject, user: number): boolean {
  const ids = world.store.get('jump-policy', Number(request['jump_policy_id']))?.['approval_user_ids'];
  return Array.isArray(ids) && ids.some((id) => String(id) === String(user));
}

const failed = (message: string): Refusal => new Refusal(problem(400, message));

const forUser = (world: World, user: string | undefined): ValueObject[] =>
  world.store.items(store).filter((request) => approves(world, request, Number(user)));

export const approvals: readonly Special[] = [
  {
    method: 'GET',
    path: 'jump-approval/{user_id}',
    product: 'pra',
    ownQuery: true,
    run({ exchange, world, params }) {
      refuseUnknown(exchange.query, ['state']);
      const state = exchange.query.get('state')?.toLowerCase();
      if (state !== undefined && !states.includes(state)) {
        throw new Refusal(invalid({ state: [`The state parameter must be one of ${states.join(', ')}.`] }));
      }
      return json(
        200,
        forUser(world, params['user_id']).filter((request) => !state || request['state'] === state),
      );
    },
  },
  {
    method: 'GET',
    path: 'jump-approval/{user_id}/view/{id}',
    product: 'pra',
    run({ world, params }) {
      const found = forUser(world, params['user_id']).find(
        (request) => request['id'] === Number(params['id']),
      );
      return found ? json(200, found) : problem(404, 'Not found.');
    },
  },
  {
    // Trouble is 400 with a message here, never 422 for what is known only inside.
    method: 'POST',
    path: 'jump-approval/request',
    product: 'pra',
    run({ exchange, world }) {
      const { clean } = accept(requestFields, jsonBody(exchange), 'do', {}, world);
      const item = world.store.get(
        collectionOf(String(clean['jump_item_type'])),
        Number(clean['jump_item_id']),
      );
      if (!item) throw failed('There is no such Jump Item.');
      if (!world.store.has('user', Number(clean['user_id']))) throw failed('There is no such user.');
      const policy = world.store.get('jump-policy', Number(item['jump_policy_id']));
      if (policy?.['approval_required'] !== true) throw failed('The Jump Item needs no approval.');
      const id = world.store.nextId(store);
      world.store.put(store, id, {
        id,
        state: 'pending',
        jump_policy_id: item['jump_policy_id'] ?? null,
        jump_item_type: clean['jump_item_type'] ?? null,
        jump_item_id: clean['jump_item_id'] ?? null,
        created_by_user_id: clean['user_id'] ?? null,
        start_timestamp: timestamp(Number(clean['start']) * 1000),
        duration: clean['duration'] ?? null,
        request_reason: clean['reason'] ?? '',
        response_comments: '',
      });
      return json(200, { message: 'The request was created.' });
    },
  },
  {
    method: 'POST',
    path: 'jump-approval/approve',
    product: 'pra',
    run({ exchange, world }) {
      const { clean } = accept(answerFields, jsonBody(exchange), 'do', {}, world);
      const request = world.store.get(store, Number(clean['id']));
      if (!request || !approves(world, request, Number(clean['user_id'])))
        throw failed('There is no such request.');
      if (request['state'] !== 'pending') throw failed('The request has been answered.');
      world.store.put(store, Number(clean['id']), {
        ...request,
        state: clean['answer'] ?? null,
        response_comments: clean['comments'] ?? '',
      });
      return json(200, { message: 'The request was answered.' });
    },
  },
  {
    method: 'GET',
    path: 'jump-approval/session-status/{user_id}',
    product: 'pra',
    run: ({ world, params }) =>
      json(
        200,
        world.store
          .items(store)
          .filter((one) => one['created_by_user_id'] === Number(params['user_id']))
          .filter((one) => one['state'] === 'approved' || one['state'] === 'in_use')
          .map((request) => status(request, world)),
      ),
  },
];

/** The time left, in Unix seconds, unlike every other time of this API. */
function status(request: ValueObject, world: World): ValueObject {
  const start = Date.parse(String(request['start_timestamp'])) / 1000;
  const end = start + Number(request['duration']);
  const left = Math.max(0, Math.floor(end - world.now() / 1000));
  const { id = null, state = null, jump_item_id = null, jump_item_type = null } = request;
  return {
    id,
    state,
    jump_item_id,
    jump_item_type,
    jump_policy_id: request['jump_policy_id'] ?? null,
    created_by_user_id: request['created_by_user_id'] ?? null,
    start_timestamp: start,
    duration: request['duration'] ?? null,
    end_timestamp: end,
    time_remaining_seconds: left,
    expired: left === 0,
  };
}
