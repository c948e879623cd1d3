import { type Exchange, empty, json, problem, type Reply } from './exchange.ts';
import type { World } from './world.ts';

/** GET /get_mech_list?version=3: outside the API tree and open; `product` is "bpam" on PRA, anything else is RS. */
export function mechanisms(exchange: Exchange, world: World): Reply {
  if (exchange.path !== '') return problem(404, 'Not found.');
  if (exchange.method !== 'GET') return empty(405, { Allow: 'GET,HEAD' });
  return json(200, {
    mechs: ['password'],
    default_mech: 'password',
    cache: '0',
    company: 'sandbox',
    product: world.product === 'pra' ? 'bpam' : 'ingredi',
  });
}
