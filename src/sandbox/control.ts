import { Failure } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import { bodyText, type Exchange, empty, json, problem, type Reply } from './exchange.ts';
import { masked } from './log.ts';
import type { World } from './world.ts';

/** /_sandbox/…: looks into the sandbox and steers it. No token, not counted, not logged. */
export function control(exchange: Exchange, world: World): Reply {
  const call = `${exchange.method} ${exchange.path}`;
  switch (call) {
    case 'GET log':
      return json(200, shown(world));
    case 'DELETE log':
      world.log.length = 0;
      return empty(204);
    case 'POST fault':
      return fault(exchange, world);
    case 'DELETE fault':
      world.faults.clear();
      return empty(204);
    case 'POST reset':
      world.reset();
      return empty(204);
    case 'GET store': {
      const path = exchange.query.get('path');
      return json(200, path === null ? world.store.paths() : masked(world.store.items(path)));
    }
    default:
      return problem(404, 'The sandbox knows log, fault, reset and store?path=…');
  }
}

const shown = (world: World): Value =>
  world.log.map((entry) => ({
    ...entry,
    query: { ...entry.query },
    headers: { ...entry.headers },
    body: masked(entry.body),
  }));

/** The fault as plain text, or as {"fault": "429x2"}. */
function fault(exchange: Exchange, world: World): Reply {
  const content = bodyText(exchange).trim();
  try {
    const body: unknown = content.startsWith('{') ? JSON.parse(content) : { fault: content };
    const spec = isObject(body as Value) ? (body as { fault?: unknown }).fault : undefined;
    if (typeof spec !== 'string') return problem(422, 'Say which fault.');
    world.faults.add(spec);
    return empty(204);
  } catch (error) {
    return problem(422, error instanceof Failure ? error.message : 'That is not JSON.');
  }
}
