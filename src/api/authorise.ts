import type { Call, Send } from './call.ts';
import type { Token, TokenSource } from './tokens.ts';

/**
 * Adds the token. A 401 may mean that the token has died early (a 31st was made, the secret changed), so it is dropped
 * and the call sent once more with a new one; a second 401 is the answer, since the appliance also says 401 to unknown
 * fields. A 401 is given before anything is done, so a write may be sent again.
 */
export function authorised(send: Send, tokens: TokenSource): Send {
  return async (call) => {
    const token = await tokens.current();
    const answer = await send(withToken(call, token));
    if (answer.status !== 401) return answer;
    answer.discard();
    return send(withToken(call, await tokens.replace(token)));
  };
}

const withToken = (call: Call, token: Token): Call => ({
  ...call,
  headers: { ...call.headers, authorization: `Bearer ${token.text}` },
});
