import { type Failure, refused, unavailable } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import type { Call } from './call.ts';
import type { XmlAnswer } from './catalogue/xml-row.ts';
import { NetworkError } from './network.ts';
import type { Document } from './xml.ts';
import { Malformed } from './xml-text.ts';

/** How an `<error>` stands in an answer: as its root, or as a child of the root that was asked for. */
export interface Complaint {
  text: string;
  root: boolean;
}

const words = (value: Value | undefined): string => {
  if (Array.isArray(value)) return value.map(words).join('; ');
  const text = isObject(value) ? value['text'] : value;
  return typeof text === 'string' ? text.trim() : '';
};

/**
 * The error that a document is or holds. Errors come with status 200 (guide, each action and report); only a root or
 * a child of the root counts, since a chat may talk about `<error>`.
 */
export function complaintOf({ root, value }: Document): Complaint | undefined {
  if (root === 'error') return { text: words(value) || 'an error without words', root: true };
  if (isObject(value) && Object.hasOwn(value, 'error')) {
    return { text: words(value['error']) || 'an error without words', root: false };
  }
  return undefined;
}

/** The Failure for an error inside a success: exit 4, the appliance's own words. */
export const complain = (call: Call, complaint: Complaint, hint?: string): Failure =>
  refused(`${call.what}: ${complaint.text}`, hint === undefined ? {} : { hint });

/** True for the document that says in one sentence that an action was done, at depth 0 or 1. */
export const isSuccess = ({ root, value }: Document): boolean =>
  root === 'success' ||
  (isObject(value) && Object.keys(value).length === 1 && Object.hasOwn(value, 'success'));

/**
 * Insists on the root that the row names, where that is certain.
 * @throws Failure (exit 5): what answered was not the appliance's API
 */
export function checkRoot(call: Call, row: XmlAnswer, root: string): void {
  if (row.rootSure !== undefined && root !== 'html') return;
  if ([row.root].flat().includes(root)) return;
  throw unavailable(`${call.what}: the answer is <${root}>, not <${[row.root].flat().join('> or <')}>`, {
    hint: 'is BT_API_HOST the appliance, and is a proxy or portal in the way? btapi check tells',
  });
}

/** What is thrown while a document is read, as a Failure where the document is to blame (exit 5). */
export function unreadable(call: Call, error: unknown): unknown {
  if (error instanceof NetworkError) return unavailable(`${call.what}: ${error.message}`, { cause: error });
  if (!(error instanceof Malformed)) return error;
  const fate = call.effect === 'write' ? '; it may have happened: look before you repeat it' : '';
  return unavailable(`${call.what}: the answer is no good XML: ${error.message}${fate}`, {
    hint: 'is BT_API_HOST the appliance, and is a proxy or portal in the way? btapi check tells',
    cause: error,
  });
}
