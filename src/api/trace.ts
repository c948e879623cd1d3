import type { Clock } from '../clock.ts';
import { reason } from '../errors.ts';
import type { Send } from './call.ts';
import { maskedBody, maskedUrl } from './mask.ts';
import { serialise } from './rest.ts';

/**
 * --verbose: one line per call with what went out, what came back and how long it took, every secret masked. It sees
 * neither the token nor the client secret, which layers below add.
 */
export function traced(send: Send, clock: Clock, write: (line: string) => Promise<void>): Send {
  return async (call) => {
    const begun = clock.now();
    const sent = call.body === undefined ? '' : ` ${serialise(maskedBody(call.body, call.secrets))}`;
    const line = `${call.method} ${maskedUrl(call.url)}${sent}`;
    try {
      const answer = await send(call);
      const left = answer.headers['x-ratelimit-remaining'];
      const limit = left === undefined ? '' : `, ${left} calls left`;
      await write(`${line} -> ${answer.status} in ${clock.now() - begun} ms${limit}`);
      return answer;
    } catch (error) {
      await write(`${line} -> failed after ${clock.now() - begun} ms: ${reason(error)}`);
      throw error;
    }
  };
}
