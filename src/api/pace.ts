import type { Clock } from '../clock.ts';
import type { Send } from './call.ts';

/**
 * Keeps a run below the appliance's 20 calls a second (guide, "Request Rate Limits"), with room for a neighbour:
 * at most `perSecond` calls begin within any second.
 */
export function paced(send: Send, clock: Clock, perSecond = 18): Send {
  const begun: number[] = [];
  return async (call) => {
    for (;;) {
      const now = clock.now();
      // A clock that was set back tells nothing about what lies ahead of it.
      while (begun[0] !== undefined && (now - begun[0] >= 1000 || begun[0] > now)) begun.shift();
      const oldest = begun[0];
      if (oldest === undefined || begun.length < perSecond) break;
      await clock.sleep(1000 - (now - oldest));
    }
    begun.push(clock.now());
    return send(call);
  };
}
