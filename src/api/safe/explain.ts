import { denied, Failure, missing, refused, unavailable } from '../../errors.ts';
import { isObject, type Value } from '../../value.ts';
import type { Answer, Call } from '../call.ts';

/** The bare codes of a 403 (notes of the API; 4032 and 4033 were never seen). */
export type SafeCode = 4031 | 4034 | 4035;

/** Which code an error stands for, so that a workflow can act on it. */
export const codeOf = (error: unknown): SafeCode | undefined =>
  error instanceof Failure && isCode(error.cause) ? error.cause.safe : undefined;

const isCode = (cause: unknown): cause is { safe: SafeCode } =>
  typeof cause === 'object' && cause !== null && 'safe' in cause;

/**
 * Turns an answer of Password Safe that is no success into one clear line. Bodies are sentences, JSON strings, bare
 * numbers, {"error"} objects, or kilobytes of a plug-in's log, of which the first line is shown, and all with -v.
 * @param verbose shows the whole of a long text
 * @param needs the permission it takes, where the catalogue knows it
 */
export async function explainSafe(
  call: Call,
  answer: Answer,
  verbose = false,
  needs?: string,
): Promise<Failure> {
  const lines = readLines(await answer.text(1024 * 1024).catch(() => ''));
  const { status } = answer;
  const [first = ''] = lines;
  const rest = lines.slice(1);
  const details = verbose ? rest : [];
  const more = rest.length > 0 && !verbose ? { hint: `-v shows the other ${rest.length} lines` } : {};
  if (status === 403) {
    const known = /^\s*(403[145])\s*$/.exec(first)?.[1];
    if (known) return coded(call, Number(known) as SafeCode);
  }
  const said = first.length > 300 ? `${first.slice(0, 297)}...` : first;
  const message = `${call.what}: ${said ? `${said} (${status})` : (plain[status] ?? `answered ${status}`)}`;
  if (status === 401) {
    return denied(message, {
      details,
      hint: 'licence, headers, an address rule, an ended session or a new key may be the reason; the user audit of BeyondInsight names it',
    });
  }
  if (status === 403) {
    // A sentence of the server's speaks for itself; guesses beside it would mislead.
    const guess = /\S\s+\S/.test(said)
      ? {}
      : { hint: 'the user lacks the role or permission, or TLS trust is missing' };
    return denied(message, { details, ...(needs ? { hint: `the user needs ${needs}` } : guess), ...more });
  }
  if (status === 404) return missing(message, { details, ...more });
  if (status === 429) return unavailable(message, { details });
  if (status >= 500) {
    const fate =
      call.effect === 'write' && !call.repeatable ? '; it may have happened: look before you repeat it' : '';
    return unavailable(message + fate, { details, ...more });
  }
  if (status >= 300 && status < 400) {
    return refused(`${call.what}: ${call.url.host} answered with a redirect, which was not followed`, {
      hint: 'credentials go to the configured host only: is BT_SAFE_URL right?',
    });
  }
  return refused(message, { details, ...more });
}

function coded(call: Call, safe: SafeCode): Failure {
  const cause = { safe };
  switch (safe) {
    case 4034:
      return unavailable(`${call.what}: the request is not approved yet (4034)`, { cause });
    case 4035:
      return refused(`${call.what}: the account has as many open requests as it may have (4035)`, {
        hint: 'btapi safe list Requests shows yours; btapi safe checkin ID ends one',
        cause,
      });
    default:
      return denied(
        `${call.what}: not allowed (4031): no Requestor role for this account, or the account is not enabled for the API, or the system does not own the account`,
        {
          hint: 'btapi safe do AccessPolicies/Test SystemId=… AccountId=… DurationMinutes=… shows which policies apply',
          cause,
        },
      );
  }
}

const plain: Readonly<Record<number, string>> = {
  400: 'it was not understood (400)',
  401: 'not signed in (401)',
  403: 'not allowed (403)',
  404: 'not there (404)',
  405: 'the API has no such method here (405)',
  409: 'it clashes with what is there (409)',
  429: 'too many calls (429)',
};

/** The words of an error body, line by line, whatever shape it has. */
function readLines(text: string): string[] {
  const trimmed = text.trim();
  if (/^<(!doctype|html|\?xml)/i.test(trimmed)) {
    const title = /<title[^>]*>([^<]{1,200})/i.exec(trimmed)?.[1]?.trim();
    return [`an HTML page${title ? `, "${title}"` : ''}, not an answer of the API`];
  }
  return wordsOf(parsed(trimmed), trimmed)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');
}

function parsed(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function wordsOf(value: Value | undefined, text: string): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return text;
  const names = ['error_description', 'message', 'error', 'title'];
  for (const name of names) {
    const key = Object.keys(value).find((one) => one.toLowerCase() === name);
    const found = key === undefined ? undefined : value[key];
    if (typeof found === 'string' && found !== '') return found;
  }
  return text;
}
