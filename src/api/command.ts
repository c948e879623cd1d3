import { isObject, type Value } from '../value.ts';
import type { Backend } from './backend.ts';
import type { Call } from './call.ts';
import type { Action } from './catalogue/xml-row.ts';
import { encodeForm, type Pairs } from './form.ts';
import { type Document, readDocument } from './xml.ts';
import { checkRoot, complain, complaintOf, isSuccess, unreadable } from './xml-answer.ts';
import { onlyList, shapeOf } from './xml-shape.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded', accept: '*/*' };

/** Parameters that are secrets, for traces and rehearsals. */
const secrets = ['short_key', 'password'];

/** The request for an action. Parameters travel in the body, so that no URL in any log holds a name or key. */
export const commandCall = (backend: Backend, name: string, row: Action, pairs: Pairs): Call => ({
  method: 'POST',
  url: new URL('/api/command', backend.origin),
  headers: form,
  body: encodeForm([['action', name], ...pairs]),
  effect: row.effect,
  what: `calling ${name}`,
  secrets,
});

/**
 * Runs an action.
 * @returns a list where the answer can hold nothing but one repeated element; `{success}` for an action that only
 *   says so; else an object; undefined for an answer without body (a rehearsed write)
 * @throws Failure 4 for an `<error>` in a success, 5 for what is no answer of this API
 */
export async function runCommand(
  backend: Backend,
  name: string,
  row: Action,
  pairs: Pairs,
): Promise<Value | undefined> {
  const document = await sendCommand(backend, commandCall(backend, name, row, pairs), row);
  return document && commandValue(row, document);
}

/** Sends an action's request and reads the document; undefined when there is none. */
export async function sendCommand(backend: Backend, call: Call, row: Action): Promise<Document | undefined> {
  const answer = await backend.send(call);
  if (answer.status < 200 || answer.status > 299) throw await backend.explain(call, answer);
  if (answer.status === 204) return undefined;
  const source = await answer.text();
  try {
    const document = await readDocument(source, shapeOf(row.answer.tree));
    const complaint = complaintOf(document);
    if (complaint) throw complain(call, complaint);
    if (!isSuccess(document)) checkRoot(call, row.answer, document.root);
    return document;
  } catch (error) {
    throw unreadable(call, error);
  }
}

/** What an action prints. */
export function commandValue(row: Action, { root, value }: Document): Value {
  // check_health has a child of that name, which says something else.
  if (row.answer.root === 'success' && isObject(value) && Object.hasOwn(value, 'success')) return value;
  if (root === 'success') return { success: isObject(value) ? (value['text'] ?? '') : value };
  const list = onlyList(shapeOf(row.answer.tree));
  return list !== undefined && isObject(value) ? (value[list] ?? []) : value;
}
