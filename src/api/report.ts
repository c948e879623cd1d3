import { isObject, type Value, type ValueObject } from '../value.ts';
import type { Backend } from './backend.ts';
import type { Answer, Call } from './call.ts';
import type { RecordPath, Report, XmlAnswer } from './catalogue/xml-row.ts';
import { encodeForm, type Pairs } from './form.ts';
import type { Plan } from './range.ts';
import { trimmed } from './report-parts.ts';
import { type Content, checkedFile } from './sniff.ts';
import { durationOf, type Window } from './windows.ts';
import type { Document } from './xml.ts';
import { checkRoot, complain, complaintOf, unreadable } from './xml-answer.ts';
import { readRecords } from './xml-records.ts';
import { shapeOf } from './xml-shape.ts';

const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: '*/*' };

/** The request for a report: a form in the body, like the Command API's. */
export const reportCall = (backend: Backend, name: string, pairs: Pairs): Call => ({
  method: 'POST',
  url: new URL('/api/reporting', backend.origin),
  headers,
  body: encodeForm([['generate_report', name], ...pairs]),
  effect: 'read',
  what: `asking for ${name}`,
  stream: true,
});

/** What to ask for and how to read "nothing found". */
export interface Question {
  name: string;
  row: Report;
  /** Parameters besides those of the range. */
  pairs: Pairs;
  plan?: Plan | undefined;
  /** A text like this, in a root error of a range report, says that nothing was found. */
  nothing?: RegExp | undefined;
}

/**
 * "No … matching your chosen criteria is available." in the languages seen. The text follows the site's language, so
 * other texts count as errors until `--empty-text` names them.
 */
export const nothingFound =
  /matching your chosen criteria is available\.?$|correspondant à vos critères n[’']est disponible\.?$/i;

/** Answers with status 200 only; anything else is thrown. */
export async function ask(backend: Backend, call: Call): Promise<Answer> {
  const answer = await backend.send(call);
  if (answer.status < 200 || answer.status > 299) throw await backend.explain(call, answer);
  return answer;
}

/** The forms of a question, one a window. */
export const formsOf = ({ pairs, plan }: Question): readonly { pairs: Pairs; window?: Window }[] =>
  plan
    ? plan.windows.map((window) => ({
        window,
        pairs: [[`${plan.by}_time`, String(window.from)], ['duration', String(durationOf(window))], ...pairs],
      }))
    : [{ pairs }];

const isRange = ({ plan, pairs }: Question): boolean =>
  plan !== undefined || pairs.some(([key]) => /^(start|end)_(date|time)$/.test(key));

/**
 * The records of a report, batch by batch as they come in, window after window, none twice.
 * @returns what the last document held besides its records; undefined when nothing was found
 * @throws Failure 4 for an `<error>` in a success, 5 for what is no answer of this API
 */
export async function* records(
  backend: Backend,
  question: Question,
): AsyncGenerator<Value[], Value | undefined> {
  const { row, plan } = question;
  if (row.answer.kind !== 'xml' || !row.record) return undefined;
  const { key, parts } = row.record;
  const sieve = plan && plan.windows.length > 1 && key && !parts ? onceOnly(key) : undefined;
  let rest: Value | undefined;
  for (const { pairs, window } of formsOf(question)) {
    const call = reportCall(backend, question.name, pairs);
    const path = window?.to === undefined ? undefined : row.record[plan?.by ?? 'start'];
    // Whether the appliance counts the last second in is not written down: --to is exclusive either way.
    const to = window?.to ?? Number.POSITIVE_INFINITY;
    const keep = (record: Value): Value | undefined => {
      if (parts) return trimmed(record, parts, to);
      if (path && momentOf(record, path) >= to) return undefined;
      return (sieve?.take(record) ?? true) ? record : undefined;
    };
    const stream = read(call, await ask(backend, call), row.answer, row.record, question);
    const found = yield* sifted(stream, keep);
    rest = isObject(rest) && isObject(found) ? { ...found, ...begun(rest) } : (found ?? rest);
    sieve?.next();
  }
  return rest;
}

/** A range that was cut begins where its first window began. */
const begun = ({ start_time: start }: ValueObject): ValueObject =>
  start === undefined ? {} : { start_time: start };

/** The records that are wanted, in their batches. Lets go of the stream when nobody wants more. */
async function* sifted(
  stream: AsyncGenerator<Value[], Value | undefined>,
  keep: (record: Value) => Value | undefined,
): AsyncGenerator<Value[], Value | undefined> {
  try {
    for (;;) {
      const step = await stream.next();
      if (step.done) return step.value;
      const batch = step.value.flatMap((record) => keep(record) ?? []);
      if (batch.length > 0) yield batch;
    }
  } finally {
    await stream.return(undefined);
  }
}

const momentOf = (record: Value, path: readonly string[]): number =>
  Number(
    path.reduce<Value | undefined>((value, name) => (isObject(value) ? value[name] : undefined), record),
  );

/** Lets each key through once; remembers those of this window and the one before, which is all that can touch. */
function onceOnly(key: string): { take(record: Value): boolean; next(): void } {
  let before = new Set<string>();
  let now = new Set<string>();
  return {
    take(record) {
      const id = isObject(record) ? record[key] : undefined;
      if (typeof id !== 'string') return true;
      const known = before.has(id) || now.has(id);
      // Known ones too: what has not ended may stand in every window. A copy: the text may be a slice that keeps a
      // whole chunk of the report alive.
      if (!now.has(id)) now.add(Buffer.from(id).toString());
      return !known;
    },
    next() {
      before = now;
      now = new Set();
    },
  };
}

async function* read(
  call: Call,
  answer: Answer,
  row: XmlAnswer,
  record: RecordPath,
  question: Question,
): AsyncGenerator<Value[], Value | undefined> {
  let document: Document;
  try {
    document = yield* readRecords(answer.body, shapeOf(row.tree), record.path);
  } catch (error) {
    answer.discard();
    throw unreadable(call, error);
  }
  const complaint = complaintOf(document);
  if (complaint?.root && isRange(question) && question.nothing?.test(complaint.text)) return undefined;
  if (complaint) {
    const doubtful = complaint.root && question.nothing !== undefined && isRange(question);
    throw complain(call, complaint, hintFor(doubtful));
  }
  checkRoot(call, row, document.root);
  return document.value;
}

const hintFor = (doubtful: boolean): string | undefined =>
  doubtful ? 'if these words mean that nothing was found, name some of them with --empty-text' : undefined;

/**
 * A report that is one document without records to take out: its whole value.
 * @throws as `records`
 */
export async function wholeReport(backend: Backend, question: Question): Promise<Value | undefined> {
  const { row, name } = question;
  if (row.answer.kind !== 'xml') return undefined;
  const [form] = formsOf(question);
  const call = reportCall(backend, name, form?.pairs ?? []);
  const stream = read(call, await ask(backend, call), row.answer, { path: [] }, question);
  for (;;) {
    const step = await stream.next();
    if (step.done) return step.value;
  }
}

/**
 * The bytes of a report as they come, in one document. "Nothing found" is passed on like the rest.
 * @throws Failure 4 for another error in place of the report
 */
export async function rawReport(backend: Backend, question: Question): Promise<Answer> {
  const [form] = formsOf(question);
  const call = reportCall(backend, question.name, form?.pairs ?? []);
  const nothing = isRange(question) ? question.nothing : undefined;
  return checkedFile(call, await ask(backend, call), 'xml', nothing);
}

/** A report that is a file, after a look at its first bytes. */
export async function fileReport(backend: Backend, { name, row, pairs }: Question): Promise<Answer> {
  const call = { ...reportCall(backend, name, pairs), what: `fetching ${name}${about(pairs)}` };
  return checkedFile(call, await ask(backend, call), contentOf(row, pairs));
}

const about = (pairs: Pairs): string => {
  const values = pairs.filter(([key]) => ['lsid', 'instance', 'type', 'date', 'index'].includes(key));
  return values.map(([key, value]) => ` ${key}=${value}`).join('');
};

const wantsText = (pairs: Pairs): boolean =>
  pairs.some(([key, value]) => key === 'format' && value === 'txt');

const contentOf = (row: Report, pairs: Pairs): Content =>
  row.answer.kind === 'xml' ? 'xml' : wantsText(pairs) ? 'text' : row.answer.content;

/** A file's name when the appliance gives none: `AccessSessionRecording-LSID.mp4`. */
export function reportFileName({ name, row, pairs }: Question): string {
  const extension = row.answer.kind === 'xml' ? 'xml' : wantsText(pairs) ? 'txt' : row.answer.extension;
  const parts = ['lsid', 'instance', 'type', 'date', 'index'].flatMap((key) =>
    pairs.filter(([name]) => name === key).map(([, value]) => value),
  );
  return `${[name, ...parts].join('-')}.${extension}`;
}
