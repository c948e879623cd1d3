import { denied, type Failure, missing, refused, unavailable } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import type { Answer, Call } from './call.ts';

/** True for every answer that did what was asked: 2xx. */
export const succeeded = (answer: Answer): boolean => answer.status >= 200 && answer.status < 300;

/** For a success without the document that was asked for. */
export const emptyAnswer = ({ what }: Call): Failure =>
  unavailable(`${what}: the answer is empty`, {
    hint: 'is the configured host the right one? btapi check goes step by step',
  });

/**
 * Turns an answer of the Configuration API that is no success into a Failure: the appliance's own words, a 422 field by
 * field, the exit code by the status (docs/exit-codes.md). Reads the body.
 */
export async function explain(call: Call, answer: Answer): Promise<Failure> {
  const { words, fields } = readBody(await answer.text(1024 * 1024).catch(() => ''));
  const status = answer.status;
  const message = `${call.what}: ${words ? `${words} (${status})` : (plain[status] ?? `answered ${status}`)}`;
  const details = fields;
  if (status === 401) {
    return denied(message, {
      details,
      hint: 'a new token did not help: the API account may lack the permission, or this appliance does not know one of the fields or parameters sent',
    });
  }
  if (status === 403) {
    return denied(message, { details, hint: 'the API account lacks the permission for this' });
  }
  if (status === 404) {
    return missing(message, {
      details,
      hint: 'it may be deleted already, or this appliance (product, version) does not have it: btapi check tells which it is',
    });
  }
  if (status === 429) {
    return unavailable(message, { details, hint: whenToComeBack(answer) });
  }
  if (status >= 500) {
    const fate = call.effect === 'write' ? '; it may have happened: look before you repeat it' : '';
    return unavailable(message + fate, {
      details,
      hint: 'the fault is on the appliance or in front of it; btapi check goes step by step',
    });
  }
  if (status >= 300 && status < 400) return redirected(call, answer);
  if (status === 405) {
    return refused(message, {
      details,
      hint: 'this appliance (product, version) does not offer it: btapi check tells which it is',
    });
  }
  return refused(message, { details });
}

/** The limits are the guide's, "Request Rate Limits". */
function whenToComeBack({ headers }: Answer): string {
  const wait = headers['retry-after'];
  if (wait !== undefined)
    return `the appliance asks to wait (Retry-After: ${wait}); --patience S allows more waiting`;
  if (headers['x-ratelimit-remaining'] === '0') {
    return 'the calls of this hour are used up (X-RateLimit-Remaining: 0): come back later';
  }
  return '20 calls a second and 15,000 an hour are allowed an account';
}

function redirected(call: Call, answer: Answer): Failure {
  const target = answer.headers['location'] ?? 'nowhere';
  return refused(
    `${call.what}: ${call.url.host} answered with a redirect to ${target}, which was not followed`,
    {
      hint: 'the token goes to the configured host only: set BT_API_HOST to the host that answers',
    },
  );
}

const plain: Readonly<Record<number, string>> = {
  400: 'the appliance did not understand it (400)',
  401: 'not allowed (401)',
  403: 'not allowed (403)',
  404: 'not there (404)',
  405: 'the appliance has no such method here (405)',
  422: 'the appliance refused the values (422)',
  429: 'too many calls (429)',
};

/** The sentence and the field errors of a JSON error body; an HTML page by its title; short text as it is. */
function readBody(text: string): { words: string; fields: string[] } {
  const trimmed = text.trim();
  if (/^<(!doctype|html)/i.test(trimmed)) {
    const title = /<title[^>]*>([^<]{1,200})/i.exec(trimmed)?.[1]?.trim();
    return { words: `an HTML page${title ? `, "${title}"` : ''}, not an answer of the API`, fields: [] };
  }
  let value: Value;
  try {
    value = JSON.parse(trimmed) as Value;
  } catch {
    return { words: trimmed.split('\n', 1)[0]?.slice(0, 300) ?? '', fields: [] };
  }
  if (!isObject(value)) return { words: typeof value === 'string' ? value : '', fields: [] };
  const words = [value['message'], value['error_description'], value['error']].find(
    (v) => typeof v === 'string',
  );
  return { words: typeof words === 'string' ? words : '', fields: fieldErrors(value['errors']) };
}

function fieldErrors(errors: Value | undefined): string[] {
  if (Array.isArray(errors)) return errors.map(phrase);
  if (!isObject(errors)) return [];
  return Object.entries(errors).map(
    ([field, why]) => `${field}: ${Array.isArray(why) ? why.map(phrase).join(' ') : phrase(why)}`,
  );
}

const phrase = (why: Value): string => (typeof why === 'string' ? why : JSON.stringify(why));
