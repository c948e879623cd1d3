import { disposition } from '../disposition.ts';
import { type Exchange, empty, problem, type Reply } from '../exchange.ts';
import type { World } from '../world.ts';
import { cliZip } from './cli-zip.ts';

const platforms = ['linux', 'win32', 'macos'];

/** GET cli/{platform}: open to all, since the guide fetches it with plain curl and no token. */
export function open(exchange: Exchange, world: World): Reply {
  if (!platforms.includes(exchange.path)) return problem(404, 'Not found.');
  if (exchange.method !== 'GET')
    return empty(exchange.method === 'OPTIONS' ? 200 : 405, { Allow: 'GET,HEAD' });
  const bytes = world.options.cliZip?.(exchange.path) ?? cliZip(exchange.path, world.options.self ?? []);
  const { remaining, limit } = world.limits.take('');
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': disposition('btapi.zip'),
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(remaining),
    },
    body: { bytes },
  };
}
