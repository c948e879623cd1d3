import { born } from './seed/born.ts';
import { company } from './seed/company.ts';
import { plant } from './seed/plant.ts';
import { synthetic } from './seed/synthetic.ts';
import type { World } from './world.ts';
import { figures } from './xml/sessions.ts';

/** What the store holds at the start: what every appliance is born with, the company, and collections to fill. */
export function populate(world: World): void {
  plant(world, born(world));
  if (world.options.seed !== false) plant(world, company(world));
  for (const [path, count] of Object.entries(world.options.fill ?? {})) {
    if (figures.includes(path)) continue;
    world.store.fill(path, { count, make: synthetic(world, path) });
  }
}
