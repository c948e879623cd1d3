import type { World } from '../world.ts';
import type { Session } from './sessions.ts';

const collection = 'command/attributes';

/** The custom attributes of a session, by code name. */
export function attributesOf(world: World, session: Session): Record<string, string> {
  const kept = world.store.get(collection, session.lsid);
  const plain = Object.entries(kept ?? {}).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return {
    cost_centre: '007',
    ...(session.externalKey === '' ? {} : { external_key: session.externalKey }),
    ...Object.fromEntries(plain),
  };
}

/** Sets what is named, keeps the rest, clears what is empty; texts are cut at 1024 characters (guide). */
export function setAttributes(world: World, session: Session, given: Readonly<Record<string, string>>): void {
  const cut = Object.entries(given).map(([name, value]) => [name, value.slice(0, 1024)]);
  world.store.put(collection, session.lsid, { ...attributesOf(world, session), ...Object.fromEntries(cut) });
}
