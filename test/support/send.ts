import type { Answer, Call, Send } from '../../src/api/call.ts';

/** An answer out of thin air. */
export function answer(status: number, body = '', headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers,
    body: (async function* () {
      yield Buffer.from(body);
    })(),
    text: async () => body,
    discard: () => undefined,
  };
}

export interface FakeSend {
  send: Send;
  /** The calls as they came. */
  calls: Call[];
}

/** Answers from a list, in order; a thrown item is thrown. A call too many fails the test. */
export function fakeSend(...answers: (Answer | Error)[]): FakeSend {
  const calls: Call[] = [];
  return {
    calls,
    send: async (call) => {
      calls.push(call);
      const next = answers.shift();
      if (next === undefined) throw new Error(`a call too many: ${call.method} ${call.url.href}`);
      if (next instanceof Error) throw next;
      return next;
    },
  };
}

/** A call to begin with; override what matters. */
export const call = (over: Partial<Call> = {}): Call => ({
  method: 'GET',
  url: new URL('https://pra.example/api/config/v1/jump-group'),
  effect: 'read',
  what: 'listing jump-group',
  ...over,
});
