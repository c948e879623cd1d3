import type { Value } from '../value.ts';
import type { Answer, Send } from './call.ts';
import { maskedBody, maskedUrl } from './mask.ts';

/**
 * --dry-run: a write is shown and answered 204; nothing below this layer runs for it, not even for a token. Reads pass.
 * @param show gets `{method, url, body}` with secrets masked
 */
export function rehearsed(send: Send, show: (call: Value) => Promise<void>): Send {
  return async (call) => {
    if (call.effect === 'read') return send(call);
    await show({
      method: call.method,
      url: maskedUrl(call.url),
      ...(call.body === undefined ? {} : { body: maskedBody(call.body, call.secrets) }),
    });
    return nothing();
  };
}

const nothing = (): Answer => ({
  status: 204,
  headers: {},
  body: (async function* () {})(),
  text: async () => '',
  discard: () => undefined,
});
