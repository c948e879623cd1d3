import { Failure } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import type { Backend } from './backend.ts';
import type { Answer } from './call.ts';
import { reports } from './catalogue/report.ts';
import type { Product } from './catalogue/row.ts';
import type { Report } from './catalogue/xml-row.ts';
import type { Plan } from './range.ts';
import { fileReport, type Question, records } from './report.ts';

/** A recording that should be in the archive, under a name that begins with the session's id. */
export interface Recording {
  lsid: string;
  file: string;
  question: Question;
}

const row = (name: string): Report => reports[name] as Report;

/** The reports that list, detail and record the sessions of a product. */
const names = {
  pra: { list: 'AccessSessionListing', detail: 'AccessSession', video: 'AccessSessionRecording' },
  rs: { list: 'SupportSessionListing', detail: 'SupportSession', video: 'SupportSessionRecording' },
} as const;

/** How a range of recordings is asked for. */
export interface Wanted {
  product: Product;
  plan: Plan;
  nothing: RegExp | undefined;
  /** The shells too; their instances stand in the full session reports only. */
  shells: boolean;
  /** Shells as text. */
  text: boolean;
}

/**
 * The recordings of the sessions of a range; sessions without one are counted only.
 * @param seen is told of each session
 */
export async function* findRecordings(
  backend: Backend,
  wanted: Wanted,
  seen: (lsid: string) => void,
): AsyncGenerator<Recording> {
  const { list, detail, video } = names[wanted.product];
  const ask = (name: string): Question => ({
    name,
    row: row(name),
    pairs: [],
    plan: wanted.plan,
    nothing: wanted.nothing,
  });
  for await (const batch of records(backend, ask(list))) {
    for (const item of batch) {
      const { lsid, has_recording: has } = isObject(item) ? item : {};
      if (!safe(lsid)) continue;
      seen(lsid);
      if (has === true) yield { lsid, file: `${lsid}.mp4`, question: fileQuestion(video, [['lsid', lsid]]) };
    }
  }
  if (!wanted.shells) return;
  for await (const batch of records(backend, ask(detail))) {
    for (const session of batch) yield* shellsOf(session, wanted.text);
  }
}

function* shellsOf(session: Value, text: boolean): Generator<Recording> {
  const { lsid, command_shell_recordings: holder } = isObject(session) ? session : {};
  const list = isObject(holder) ? holder['command_shell_recording'] : undefined;
  if (!safe(lsid) || !Array.isArray(list)) return;
  for (const shell of list) {
    const instance = isObject(shell) ? shell['instance'] : undefined;
    if (typeof instance !== 'number') continue;
    const pairs: [string, string][] = [
      ['lsid', lsid],
      ['instance', String(instance)],
      ...(text ? [['format', 'txt'] as [string, string]] : []),
    ];
    yield {
      lsid,
      file: `${lsid}-shell-${instance}.${text ? 'txt' : 'mp4'}`,
      question: fileQuestion('CommandShellRecording', pairs),
    };
  }
}

// An id becomes part of a file name.
const safe = (lsid: Value | undefined): lsid is string =>
  typeof lsid === 'string' && /^[0-9a-z]+$/i.test(lsid);

const fileQuestion = (name: string, pairs: Question['pairs']): Question => ({ name, row: row(name), pairs });

/** What became of a range's recordings. */
export interface Tally {
  sessions: number;
  recordings: number;
  present: number;
  fetched: number;
  bytes: number;
  failed: { lsid: string; file: string; why: string }[];
}

/** How one recording is kept. */
export interface Keeper {
  has(lsid: string, file: string): boolean;
  /** Saves it and tells its size. */
  keep(file: string, answer: Answer): Promise<number>;
  /** Told after each one. */
  progress(tally: Tally): void;
}

const atOnce = 3;

/**
 * Fetches what is not there yet, a few at a time, and goes on when one fails.
 * @throws Failure for what ends the run: an interruption, a refused token, a folder that cannot be written
 */
export async function fetchRecordings(backend: Backend, wanted: Wanted, keeper: Keeper): Promise<Tally> {
  const tally: Tally = { sessions: 0, recordings: 0, present: 0, fetched: 0, bytes: 0, failed: [] };
  const found: Recording[] = [];
  const files = new Set<string>();
  // All of them first: a listing that waits for downloads would time out.
  for await (const recording of findRecordings(backend, wanted, () => {
    tally.sessions += 1;
  })) {
    // Named twice, it would be fetched twice.
    if (!files.has(recording.file)) found.push(recording);
    files.add(recording.file);
  }
  tally.recordings = found.length;
  const missing = found.filter(({ lsid, file }) => !keeper.has(lsid, file));
  tally.present = found.length - missing.length;
  keeper.progress(tally);
  let stopped: unknown;
  const work = async (): Promise<void> => {
    for (let next = missing.shift(); next && stopped === undefined; next = missing.shift()) {
      const { lsid, file, question } = next;
      try {
        const size = await keeper.keep(file, await fileReport(backend, question));
        tally.bytes += size;
        tally.fetched += 1;
      } catch (error) {
        if (!(error instanceof Failure) || ![4, 5, 6].includes(error.code)) throw error;
        tally.failed.push({ lsid, file, why: error.message });
      }
      keeper.progress(tally);
    }
  };
  await Promise.all(
    Array.from({ length: atOnce }, () =>
      work().catch((error: unknown) => {
        stopped ??= error;
      }),
    ),
  );
  if (stopped !== undefined) throw stopped;
  return tally;
}
