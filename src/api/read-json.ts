import { unavailable } from '../errors.ts';
import type { Value } from '../value.ts';
import type { Answer, Call } from './call.ts';

/**
 * The JSON of a success, or undefined for an empty body. Whole numbers that a JavaScript number cannot hold stay exact.
 * @throws Failure (exit 5) when the body is something else: a proxy's page, half a document
 */
export async function readJson(call: Call, answer: Answer): Promise<Value | undefined> {
  // IIS may put a byte order mark before it.
  const text = (await answer.text()).replace(/^\ufeff/, '');
  if (text.trim() === '') return undefined;
  try {
    return parseExact(text);
  } catch (cause) {
    const fate = call.effect === 'write' ? '; it may have happened: look before you repeat it' : '';
    const kind = /^\s*</.test(text) ? 'an HTML or XML page' : 'something else';
    throw unavailable(
      `${call.what}: ${call.url.host} answered ${answer.status} with ${kind} instead of JSON${fate}`,
      {
        hint: 'is the configured host the right one, and is a proxy or portal in the way? btapi check tells',
        cause,
      },
    );
  }
}

/** JSON.parse that keeps integers beyond 2^53 as bigint. */
export function parseExact(text: string): Value {
  if (!/\d{16}/.test(text)) return JSON.parse(text) as Value;
  return JSON.parse(text, ((_key: string, value: Value, context?: { source?: string }) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    return context?.source && /^-?\d+$/.test(context.source) ? BigInt(context.source) : value;
  }) as (key: string, value: unknown) => unknown) as Value;
}
