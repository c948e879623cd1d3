import { refused } from '../errors.ts';
import type { Call, Send } from './call.ts';

const hops = 5;
const moved = new Set([301, 302, 303, 307, 308]);

/**
 * Follows redirects of reads within the configured host, and refuses every other one: the token must not reach another
 * host, and a write must not be sent twice.
 * @throws Failure (exit 4) that names the place the answer pointed to
 */
export function followed(send: Send): Send {
  return async (call) => {
    let current: Call = call;
    for (let hop = 0; ; hop += 1) {
      const answer = await send(current);
      if (!moved.has(answer.status)) return answer;
      answer.discard();
      const location = answer.headers['location'] ?? '';
      const target =
        location !== '' && URL.canParse(location, current.url.href)
          ? new URL(location, current.url)
          : undefined;
      if (!target || target.origin !== call.url.origin || call.effect === 'write' || hop === hops) {
        throw refused(
          `${call.what}: ${call.url.host} answered ${answer.status}, a redirect to ${target?.href ?? 'nowhere'}, which was not followed`,
          { hint: 'the token goes to the configured host only: is BT_API_HOST right?' },
        );
      }
      current = { ...current, url: target };
    }
  };
}
