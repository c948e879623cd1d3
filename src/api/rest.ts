import { Failure } from '../errors.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import type { Backend } from './backend.ts';
import type { Answer, Call, Effect, Method } from './call.ts';
import type { Operation } from './catalogue/row.ts';
import { emptyAnswer, succeeded } from './explain.ts';
import { readJson } from './read-json.ts';
import { secretNames } from './shape.ts';
import type { Target } from './target.ts';

/** What goes along with a request. */
export interface Parcel {
  body?: ValueObject | undefined;
  /** Query parameters, as pairs in order. */
  query?: readonly (readonly [string, string])[];
}

const verbs = {
  get: ['GET', 'read', 'getting'],
  add: ['POST', 'write', 'adding to'],
  update: ['PATCH', 'write', 'updating'],
  delete: ['DELETE', 'write', 'deleting'],
  copy: ['POST', 'write', 'copying'],
  do: ['POST', 'write', 'doing'],
  download: ['GET', 'read', 'downloading'],
} as const satisfies Record<string, readonly [Method, Effect, string]>;

export type ItemVerb = keyof typeof verbs;

/** The request that a verb makes of a target; nothing is sent. */
export function callFor(backend: Backend, verb: ItemVerb, target: Target, parcel: Parcel = {}): Call {
  const [method, effect, doing] = verbs[verb];
  const operation: Operation | undefined = target.match?.row.verbs[verb];
  const url = backend.url(verb === 'copy' ? `${target.path}/copy` : target.path);
  for (const [key, value] of [...(operation?.fixed ?? []), ...(parcel.query ?? [])])
    url.searchParams.append(key, value);
  return {
    method: operation?.method ?? method,
    url,
    effect,
    what: `${doing} ${target.text}`,
    secrets: secretNames(operation?.fields ?? target.match?.row.fields),
    ...(parcel.body === undefined ? {} : { body: serialise(parcel.body) }),
    ...(verb === 'download' ? { stream: true, headers: { accept: '*/*' } } : {}),
  };
}

/**
 * Sends one call and reads its JSON.
 * @returns the value, or undefined for an empty answer
 * @throws Failure by the status (see explain), or 5 when a success is not JSON
 */
export async function request(backend: Backend, call: Call): Promise<Value | undefined> {
  const answer = await backend.send(call);
  if (!succeeded(answer)) throw await backend.explain(call, answer);
  return readJson(call, answer);
}

/** One verb on one target, for the verbs whose answer is one document. */
export async function perform(
  backend: Backend,
  verb: Exclude<ItemVerb, 'download'>,
  target: Target,
  parcel: Parcel = {},
): Promise<Value | undefined> {
  const call = callFor(backend, verb, target, parcel);
  const value = unwrapped(target, await request(backend, call));
  if (verb === 'get' && value === undefined) throw emptyAnswer(call);
  return value;
}

/** A document that is text, as it came: the site's own contract. */
export async function readDocument(backend: Backend, target: Target, parcel: Parcel = {}): Promise<string> {
  const call: Call = { ...callFor(backend, 'get', target, parcel), headers: { accept: '*/*' } };
  const answer = await backend.send(call);
  if (!succeeded(answer)) throw await backend.explain(call, answer);
  return answer.text();
}

/** What such rows wrap as {"data": ...} in their answers, lists and items alike. */
const unwrapped = (target: Target, value: Value | undefined): Value | undefined =>
  target.match?.row.offsets !== undefined && isObject(value) && isObject(value['data'])
    ? value['data']
    : value;

/** Starts a download: the answer's body is the file. */
export async function download(backend: Backend, target: Target, parcel: Parcel = {}): Promise<Answer> {
  const call = callFor(backend, 'download', target, parcel);
  const answer = await backend.send(call);
  if (!succeeded(answer)) throw await backend.explain(call, answer);
  return answer;
}

/** Several ids, one after the other. */
export interface Outcome {
  done: number;
  failures: Failure[];
}

/**
 * Deletes each target in turn and goes on after a refusal; an interruption or a fault of ours ends it.
 * @param report is told of each failure as it comes
 */
export async function deleteAll(
  backend: Backend,
  targets: readonly Target[],
  parcel: Parcel,
  report: (failure: Failure) => Promise<void>,
): Promise<Outcome> {
  const outcome: Outcome = { done: 0, failures: [] };
  for (const target of targets) {
    try {
      await perform(backend, 'delete', target, parcel);
      outcome.done += 1;
    } catch (error) {
      if (!(error instanceof Failure) || error.code === 130 || targets.length === 1) throw error;
      outcome.failures.push(error);
      await report(error);
    }
  }
  return outcome;
}

/** JSON with whole numbers digit by digit, however long. */
export const serialise = (body: Value): string =>
  JSON.stringify(body, (_key, value: unknown) =>
    typeof value === 'bigint'
      ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value))
      : value,
  );
