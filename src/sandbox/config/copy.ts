import type { Fields } from '../../api/catalogue/row.ts';
import { invalid, json, problem, Refusal } from '../exchange.ts';
import { jsonBody } from './body.ts';
import { dangling } from './references.ts';
import type { Special } from './specials.ts';
import { accept } from './write.ts';

const fields: Fields = {
  jump_group_id: { kind: 'integer', min: 1, required: true },
  jump_group_type: { kind: ['shared', 'personal'], required: true },
  name: { kind: 'text', min: 1, max: 128, required: true },
};

/** Copies of Jump Items answer 200 with words about the copy, not with the copy. */
const itemCopy = (collection: string, product?: 'pra'): Special => ({
  method: 'POST',
  path: `${collection}/{id}/copy`,
  ...(product ? { product } : {}),
  run({ exchange, world, params }) {
    const item = world.store.get(collection, Number(params['id']));
    if (!item) return problem(404, 'Not found.');
    const sent = jsonBody(exchange);
    const { clean } = accept(fields, sent, 'copy', sent, world);
    const errors = dangling(clean, clean, world.store);
    if (Object.keys(errors).length > 0) throw new Refusal(invalid(errors));
    const id = world.store.nextId(collection);
    world.store.put(collection, id, { ...item, ...clean, id });
    return json(200, { action: 'copy', success: '1', destId: id });
  },
});

const pra = [
  'web-jump',
  'protocol-tunnel-jump',
  'mysql-tunnel-jump',
  'psql-tunnel-jump',
  'mongodb-tunnel-jump',
  'network-tunnel-jump',
];

export const copies: readonly Special[] = [
  ...['remote-rdp', 'remote-vnc', 'shell-jump'].map((kind) => itemCopy(`jump-item/${kind}`)),
  ...pra.map((kind) => itemCopy(`jump-item/${kind}`, 'pra')),
  itemCopy('jump-client'),
  {
    method: 'POST',
    path: 'group-policy/{id}/copy',
    run({ exchange, world, params }) {
      const policy = world.store.get('group-policy', Number(params['id']));
      if (!policy) return problem(404, 'Not found.');
      const sent = jsonBody(exchange);
      const { clean } = accept(
        { name: { kind: 'text', min: 1, max: 255, required: true } },
        sent,
        'copy',
        sent,
        world,
      );
      const taken = world.store.items('group-policy').some((one) => one['name'] === clean['name']);
      if (taken) throw new Refusal(invalid({ name: ['The name has already been taken.'] }));
      const id = world.store.nextId('group-policy');
      const copy = { ...policy, ...clean, id };
      world.store.put('group-policy', id, copy);
      return json(201, copy);
    },
  },
];
