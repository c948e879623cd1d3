import { usage } from '../../errors.ts';
import type { Value, ValueObject } from '../../value.ts';
import type { Backend } from '../backend.ts';
import type { Call } from '../call.ts';
import type { Fields, Operation, Verb } from '../catalogue/row.ts';
import { callFor, type ItemVerb, request } from '../rest.ts';
import { query } from '../shape.ts';
import type { Target } from '../target.ts';
import { multipart, type UploadFile } from './multipart.ts';

/** What goes along with a call of one verb. */
export interface SafeParcel {
  /** Members of the body and query parameters together, typed. */
  values?: ValueObject | undefined;
  /** Instead of the body version the catalogue chooses. */
  version?: string | undefined;
  /** For operations that take a file. */
  file?: UploadFile | undefined;
}

export const operationOf = (target: Target, verb: Verb): Operation | undefined =>
  target.match?.row.verbs[verb];

/** Every name a verb takes: query parameters and members of the body. Undefined where the catalogue knows nothing. */
export function namesOf(target: Target, verb: Verb): Fields | undefined {
  const row = target.match?.row;
  if (!row) return undefined;
  const operation = row.verbs[verb];
  if (verb === 'list') return row.filters ?? {};
  return { ...operation?.query, ...operation?.fields };
}

/** Whether a body or parameters can, must or cannot come from standard input. */
export function needOf(target: Target, verb: Verb): 'required' | 'possible' | 'none' {
  const operation = operationOf(target, verb);
  if (!target.match)
    return verb === 'do' ? 'possible' : verb === 'add' || verb === 'update' ? 'required' : 'none';
  const body = operation?.body ?? (verb === 'add' || verb === 'update' ? 'required' : 'none');
  return body === 'optional' ? 'possible' : body;
}

/** The call that one verb makes of a path; nothing is sent. */
export function safeCall(backend: Backend, verb: ItemVerb, target: Target, parcel: SafeParcel = {}): Call {
  const operation = operationOf(target, verb);
  const { body, pairs } = split(parcel.values ?? {}, operation, target.text);
  for (const [name, field] of Object.entries(operation?.query ?? {})) {
    // An empty name, out of an unset shell variable, is no name: who knows what a server deletes by it.
    if (field.required && !pairs.some(([one, value]) => sameWord(one, name) && value.trim() !== '')) {
      throw usage(`${target.text}: ${name} is missing or empty`, `give it as ${name}=…; nothing was sent`);
    }
  }
  const version = parcel.version ?? versionFor(operation, body);
  const withVersion = version === undefined ? pairs : [...pairs, ['version', version] as const];
  const call = callFor(backend, verb, target, { query: withVersion });
  const shaped: Call = operation?.effect ? { ...call, effect: operation.effect } : call;
  if (operation?.body === 'none' || verb === 'get' || verb === 'delete' || verb === 'download') return shaped;
  if (operation?.upload) return { ...shaped, ...multipart(body, parcel.file, target.text) };
  if (operation?.form) return { ...shaped, ...form(body) };
  if (verb === 'do' && operation && !operation.body) return shaped;
  if (verb === 'do' && Object.keys(body).length === 0 && operation?.body !== 'required') return shaped;
  return { ...shaped, body: JSON.stringify(operation?.many ? [body] : body, longNumbers) };
}

/** Sends the call of one verb; the answer's value, undefined for an empty one. */
export async function safeVerb(
  backend: Backend,
  verb: Exclude<ItemVerb, 'download'>,
  target: Target,
  parcel?: SafeParcel,
): Promise<Value | undefined> {
  return request(backend, safeCall(backend, verb, target, parcel));
}

const longNumbers = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint'
    ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value))
    : value;

const sameWord = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Query parameters from members of the body: the catalogue says which is which. */
function split(values: ValueObject, operation: Operation | undefined, name: string) {
  const body: ValueObject = {};
  const asked: ValueObject = {};
  const parameters = Object.keys(operation?.query ?? {});
  for (const [key, value] of Object.entries(values)) {
    const parameter = parameters.find((one) => sameWord(one, key));
    if (parameter === undefined) body[key] = value;
    else asked[parameter] = value;
  }
  return { body, pairs: query(asked, name) };
}

/**
 * The newest body version, so that nothing given is dropped without a word; an older one when a member is given that
 * later versions have left behind.
 */
function versionFor(operation: Operation | undefined, body: ValueObject): string | undefined {
  if (operation?.version === undefined) return undefined;
  const fields = operation.fields ?? {};
  for (const key of Object.keys(body)) {
    const name = Object.keys(fields).find((one) => sameWord(one, key));
    const until = name === undefined ? undefined : fields[name]?.until;
    if (until !== undefined) return until;
  }
  return operation.version;
}

function form(body: ValueObject): Pick<Call, 'body' | 'headers'> {
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(
      Object.entries(body).map(([key, value]): [string, string] => [key, String(value)]),
    ).toString(),
  };
}
