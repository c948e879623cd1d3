import { exitCode, Failure } from '../../errors.ts';
import type { Value, ValueObject } from '../../value.ts';
import type { Backend } from '../backend.ts';
import type { Call, Effect, Method, Send } from '../call.ts';
import { succeeded } from '../explain.ts';
import { encodePath } from '../path.ts';
import { readJson } from '../read-json.ts';

export interface Question {
  method: Method;
  /** Segments of the path, not yet encoded. */
  path: readonly (string | number)[];
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: ValueObject | Value[];
  /** Default: GET reads, all else writes. */
  effect?: Effect;
  /** For messages. */
  what: string;
  stream?: true;
  /** A write that may be repeated: twice is as good as once. */
  repeatable?: true;
  secrets?: readonly string[];
}

/** The call that a question makes. */
export function callOf(backend: Backend, question: Question): Call {
  const url = backend.url(encodePath(question.path.map(String)));
  for (const [name, value] of Object.entries(question.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return {
    method: question.method,
    url,
    effect: question.effect ?? (question.method === 'GET' ? 'read' : 'write'),
    what: question.what,
    ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
    ...(question.stream ? { stream: true } : {}),
    ...(question.repeatable ? { repeatable: true } : {}),
    ...(question.secrets ? { secrets: question.secrets } : {}),
  };
}

/** Sends a question and reads its JSON; undefined for an empty answer. Throws what `explain` makes of a refusal. */
export async function ask(
  backend: Backend,
  question: Question,
  send: Send = backend.send,
): Promise<{ status: number; value: Value | undefined }> {
  const call = callOf(backend, question);
  const answer = await send(call);
  if (!succeeded(answer)) throw await backend.explain(call, answer);
  return { status: answer.status, value: await readJson(call, answer) };
}

/** The same for things that may be missing: undefined instead of a 404. */
export async function askMaybe(backend: Backend, question: Question): Promise<Value | undefined> {
  try {
    return (await ask(backend, question)).value;
  } catch (error) {
    if (error instanceof Failure && error.code === exitCode.missing) return undefined;
    throw error;
  }
}
