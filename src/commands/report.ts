import { closest } from '../api/catalogue/closest.ts';
import { reports } from '../api/catalogue/report.ts';
import type { RecordPath, Report } from '../api/catalogue/xml-row.ts';
import { anyText, formOf } from '../api/form.ts';
import { localZone, planRange } from '../api/range.ts';
import {
  fileReport,
  nothingFound,
  type Question,
  rawReport,
  records,
  reportFileName,
  wholeReport,
} from '../api/report.ts';
import { joined } from '../api/report-parts.ts';
import { onlyList, shapeOf } from '../api/xml-shape.ts';
import { usage } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import type { Context } from './context.ts';
import type { Definition, Own } from './definition.ts';
import { emptyWords } from './empty-text.ts';
import { sortWords } from './words.ts';
import { columnsOf, findRow, printNames, rowHelp, rowWords } from './xml-help.ts';

export const command: Definition = {
  arguments: [
    ['[type]', 'which report; without it all are listed'],
    ['[parameters...]', 'name=value, as the report takes them; else from standard input'],
  ],
  options: [
    { flags: '--last <span>', description: 'the last 7d, 12h, 30m' },
    { flags: '--from <time>', description: 'from this date (its midnight here) or time on' },
    {
      flags: '--to <time>',
      description: 'up to this date or time, itself not included; for a file: where to save it',
    },
    {
      flags: '--by <end>',
      description: 'by the start (default) or the end of what is reported',
      choices: ['start', 'end'],
    },
    { flags: '--window <span>', description: 'ask for so much at a time (1d for ranges over a week)' },
    { flags: '--xml', description: 'the XML as it comes' },
    { flags: '--empty-is-error', description: 'take "nothing found" for the error it is sent as' },
    {
      flags: '--empty-text <pattern>',
      description: 'words that say "nothing found" in the language of your site',
    },
    { flags: '--force', description: 'replace a file that is there' },
  ],
  examples: [
    'btapi report',
    'btapi report AccessSession --last 7d -o ndjson > sessions.ndjson',
    'btapi report VaultAccountActivity --from 2026-11-01 --to 2026-12-01 -o csv',
    'btapi report AccessSessionRecording lsid=c69a8e10bea9428f816cfababe9815fe --to session.mp4',
  ],
  about:
    'ndjson and csv are printed record by record, however long the report is. Nothing found is an empty list.\nbtapi report TYPE --help shows the parameters of a report.',
  help: ([word]) => rowHelp('report', reports, word),
  words: (words) => rowWords(reports, words),
  run: async (context, [word, ...words], own) => {
    if (word === undefined) {
      await printNames(context, reports);
      return undefined;
    }
    const [name, row] = findRow('report', reports, word, closest(word, Object.keys(reports)));
    const question = await questionOf(context, name, row, words, own);
    if (row.answer.kind === 'file') await saveFile(context, question, own);
    else if (own['xml'] === true) await printXml(context, question);
    else await printReport(context, question);
    return undefined;
  },
};

const text = (value: Own[string]): string | undefined => (typeof value === 'string' ? value : undefined);

async function questionOf(
  context: Context,
  name: string,
  row: Report,
  words: readonly string[],
  own: Own,
): Promise<Question> {
  const isFile = row.answer.kind === 'file';
  const range = {
    last: text(own['last']),
    from: text(own['from']),
    to: isFile ? undefined : text(own['to']),
    by: text(own['by']),
    window: text(own['window']),
  };
  const plan = planRange(name, row, range, context.io.clock.now(), localZone);
  const { pairs } = sortWords(words, 0);
  const given = (await context.input({ need: 'possible', pairs, fields: anyText, name })) ?? {};
  const { validate } = context.options;
  const page = `btapi report ${name} --help`;
  const help = row.params['start_time'] && !plan ? `--last 7d gives a range; ${page}` : page;
  // The range counts as given while the parameters are looked at, so that a second one is noticed.
  const stand = plan ? { [`${plan.by}_time`]: '0', duration: '0' } : {};
  const twice = Object.keys(stand).find((key) => Object.hasOwn(given, key));
  if (twice) throw usage(`calling ${name}: ${twice} and --last or --from exclude each other`, help);
  const form = formOf({ ...stand, ...given }, row, { name, help, validate });
  return {
    name,
    row,
    plan,
    pairs: form.filter(([key]) => !Object.hasOwn(stand, key)),
    nothing: emptyText(own),
  };
}

function emptyText(own: Own): RegExp | undefined {
  if (own['emptyIsError'] === true) return undefined;
  const words = text(own['emptyText']);
  return words === undefined ? nothingFound : emptyWords(words);
}

async function saveFile(context: Context, question: Question, own: Own): Promise<void> {
  const to = text(own['to']);
  const answer = await fileReport(await context.sra(), question);
  const saved = await context.save(answer, {
    ...(to === undefined ? {} : { to }),
    force: own['force'] === true,
    fallbackName: reportFileName(question),
  });
  if (to !== '-') await context.print(saved);
}

async function printXml(context: Context, question: Question): Promise<void> {
  const { plan } = question;
  const [from] = plan?.windows ?? [];
  const to = plan?.windows.at(-1)?.to;
  // One document cannot be made of several: the range is asked for at once.
  const whole =
    plan && from ? { ...plan, windows: [{ from: from.from, ...(to === undefined ? {} : { to }) }] } : plan;
  const answer = await rawReport(await context.sra(), { ...question, plan: whole });
  for await (const chunk of answer.body) {
    await context.write(chunk);
    if (context.io.stdout.closed) return;
  }
}

async function printReport(context: Context, question: Question): Promise<void> {
  const { row } = question;
  const backend = await context.sra();
  if (row.answer.kind !== 'xml') return;
  if (!row.record) return context.print((await wholeReport(backend, question)) ?? []);
  const { path } = row.record;
  const { output } = context.options;
  const list = onlyList(shapeOf(row.answer.tree)) !== undefined;
  if (list || output === 'ndjson' || output === 'csv') {
    return context.printList(records(backend, question), columnsOf(row.answer.tree, path));
  }
  await context.print(await assembled(records(backend, question), row.record));
}

/** What a document holds around its records, with the records in their place. */
async function assembled(
  stream: AsyncGenerator<Value[], Value | undefined>,
  { path, key, parts }: RecordPath,
): Promise<Value> {
  const all: Value[] = [];
  for (;;) {
    const step = await stream.next();
    if (!step.done) {
      all.push(...step.value);
      continue;
    }
    if (step.value === undefined) return [];
    const holder = path
      .slice(0, -1)
      .reduce<Value | undefined>((value, name) => (isObject(value) ? value[name] : undefined), step.value);
    const last = path.at(-1);
    if (isObject(holder) && last !== undefined) holder[last] = key && parts ? joined(all, key, parts) : all;
    return step.value;
  }
}
