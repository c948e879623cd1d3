import { type Failure, refused, unavailable } from '../errors.ts';
import type { Answer, Call } from './call.ts';
import { readDocument } from './xml.ts';
import { complain, complaintOf, unreadable } from './xml-answer.ts';
import { shapeOf } from './xml-shape.ts';

/** What a file must be: its first bytes decide. `any` is a format without a mark of its own. */
export type Content = 'video' | 'zip' | 'gzip' | 'text' | 'xml' | 'any';

/** Errors are shorter; a text that begins with `<` and goes on for longer is what it was meant to be. */
const enough = 65_536;

/**
 * An answer whose first bytes have been looked at: errors come with status 200 in place of a file (guide, and seen
 * with recordings, archives and backups). The body is whole again.
 * @param harmless an error with such words is let through
 * @throws Failure 4 for an error in place of the file, 5 for a page or nothing
 */
export async function checkedFile(
  call: Call,
  answer: Answer,
  content: Content,
  harmless?: RegExp,
): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  const pieces = answer.body[Symbol.asyncIterator]();
  const rest = {
    next: () =>
      pieces.next().catch((error: unknown) => {
        answer.discard();
        throw unreadable(call, error);
      }),
    return: () => pieces.return?.(),
  };
  let length = 0;
  let complete = false;
  let text = true;
  while (!complete && length < (text ? enough : 512)) {
    const step = await rest.next();
    complete = step.done === true;
    if (step.done) break;
    chunks.push(step.value);
    length += step.value.length;
    text &&= isText(step.value);
  }
  const failure = await verdict(call, Buffer.concat(chunks), complete, content, harmless);
  if (failure) {
    answer.discard();
    throw failure;
  }
  return {
    status: answer.status,
    headers: answer.headers,
    text: async () => {
      for (let step = await rest.next(); !step.done; step = await rest.next()) chunks.push(step.value);
      return Buffer.concat(chunks).toString('utf8');
    },
    discard: () => answer.discard(),
    body: {
      async *[Symbol.asyncIterator]() {
        try {
          yield* chunks;
          for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
        } finally {
          await rest.return();
        }
      },
    },
  };
}

const marks: Readonly<Record<Content, (head: Uint8Array) => boolean>> = {
  zip: (head) => head[0] === 0x50 && head[1] === 0x4b,
  gzip: (head) => head[0] === 0x1f && head[1] === 0x8b,
  video: (head) => Buffer.from(head.subarray(4, 8)).toString('latin1') === 'ftyp',
  text: () => false,
  xml: () => false,
  any: () => false,
};

// Bytes below blank, other than line breaks, tabs and escape, do not occur in text.
const isText = (bytes: Uint8Array): boolean =>
  !bytes.some((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32));

async function verdict(
  call: Call,
  head: Uint8Array,
  complete: boolean,
  content: Content,
  harmless: RegExp | undefined,
): Promise<Failure | undefined> {
  if (head.length === 0) {
    return content === 'text' ? undefined : unavailable(`${call.what}: the answer is empty`);
  }
  if (marks[content](head)) return undefined;
  const no = (why: string): Failure =>
    unavailable(`${call.what}: ${why}`, {
      hint: 'is BT_API_HOST the appliance, and is a proxy or portal in the way?',
    });
  if (!isText(head)) {
    return content === 'zip' || content === 'gzip' ? no(`the answer is no ${content} file`) : undefined;
  }
  const text = Buffer.from(head)
    .toString('utf8')
    .replace(/^\ufeff?\s*/, '');
  if (text.startsWith('<')) {
    const error = complete ? await errorIn(call, text, harmless) : undefined;
    if (error || content === 'text' || (content === 'xml' && !/^<(!doctype )?html/i.test(text))) return error;
    return no('the answer is a page, not a file');
  }
  if (content === 'text' || (content === 'any' && !complete)) return undefined;
  if (!complete) return no('the answer is text, not a file');
  return refused(`${call.what}: ${firstWords(text)}`);
}

async function errorIn(call: Call, text: string, harmless: RegExp | undefined): Promise<Failure | undefined> {
  try {
    const complaint = complaintOf(await readDocument(text, shapeOf({})));
    return complaint && !harmless?.test(complaint.text) ? complain(call, complaint) : undefined;
  } catch {
    return undefined;
  }
}

/** The message of a JSON error, or the first line of a text. */
function firstWords(text: string): string {
  try {
    const value = JSON.parse(text) as { message?: unknown; error?: unknown };
    const words = value.message ?? value.error;
    if (typeof words === 'string') return words;
  } catch {
    // No JSON: the text itself is what there is to say.
  }
  return (text.split('\n', 1)[0] ?? '').trim().slice(0, 300);
}
