import type { ValueObject } from '../value.ts';
import { complete } from './config/item.ts';
import type { World } from './world.ts';

/** Puts items into a collection, completed with the defaults of its row. */
export function plant(world: World, row: string, items: readonly ValueObject[], collection = row): void {
  const fields = world.rows[row]?.fields ?? {};
  for (const item of items) {
    const options = { product: world.product, verb: 'add', whole: item } as const;
    const { id } = item;
    world.store.put(collection, typeof id === 'number' ? id : world.store.nextId(collection), {
      ...complete(fields, item, options),
      ...item,
    });
  }
}

/** What the store holds at the start. */
export function populate(world: World): void {
  if (world.options.seed === false) return;
  plant(world, 'jumpoint', [
    { id: 1, name: 'Head office', platform: 'linux-x86', code_name: 'head_office', shell_jump_enabled: true },
    { id: 2, name: 'Branch', platform: 'windows-x86', code_name: 'branch' },
  ]);
  plant(world, 'jump-group', [{ id: 1, name: 'Servers', code_name: 'servers' }]);
}
