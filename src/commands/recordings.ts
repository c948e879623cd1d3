import { join } from 'node:path';
import { reports } from '../api/catalogue/report.ts';
import type { Report } from '../api/catalogue/xml-row.ts';
import { identify } from '../api/check.ts';
import { localZone, planRange } from '../api/range.ts';
import { fetchRecordings, type Tally } from '../api/recordings.ts';
import { nothingFound } from '../api/report.ts';
import { exitCode, usage } from '../errors.ts';
import type { Context } from './context.ts';
import type { Definition, Own } from './definition.ts';
import { emptyWords } from './empty-text.ts';

export const command: Definition = {
  options: [
    { flags: '--to <folder>', description: 'where the recordings are kept; it is made if need be' },
    { flags: '--last <span>', description: 'sessions of the last 7d, 12h, 30m' },
    { flags: '--from <time>', description: 'from this date (its midnight here) or time on' },
    { flags: '--until <time>', description: 'up to this date or time, itself not included' },
    {
      flags: '--by <end>',
      description: 'by the end (default) or start of the sessions',
      choices: ['end', 'start'],
    },
    { flags: '--shell', description: 'command shell recordings too' },
    { flags: '--format <name>', description: 'txt: shell recordings as text', choices: ['txt'] },
    {
      flags: '--product <name>',
      description: 'pra or rs, when it is not to be asked',
      choices: ['pra', 'rs'],
    },
    {
      flags: '--empty-text <pattern>',
      description: 'words that say "nothing found" in the language of your site',
    },
  ],
  examples: [
    'btapi recordings --last 1d --to /archive',
    'btapi recordings --from 2026-11-01 --until 2026-12-01 --to /archive --shell --format txt',
  ],
  about:
    'Fetches every recording that is not in the folder yet; run it again to go on. Made for cron: sessions go by their\nend, so that each is complete and none is missed. Exit code 7 means that some could not be fetched.',
  run: async (context, _words, own) => {
    const to = text(own['to']);
    if (!to)
      throw usage('reading the command line: --to FOLDER is missing', 'btapi recordings --last 1d --to DIR');
    if (own['format'] !== undefined && own['shell'] !== true)
      throw usage('reading --format: it goes with --shell');
    const range = {
      last: text(own['last']),
      from: text(own['from']),
      to: text(own['until']),
      by: text(own['by']) ?? 'end',
    };
    const plan = planRange(
      'recordings',
      reports['AccessSession'] as Report,
      range,
      context.io.clock.now(),
      localZone,
      {
        help: 'btapi recordings --help',
        to: '--until',
      },
    );
    if (!plan) return exitCode.usage;
    const words = text(own['emptyText']);
    const nothing = words === undefined ? nothingFound : emptyWords(words);
    const backend = await context.sra();
    const product =
      own['product'] === 'pra' || own['product'] === 'rs'
        ? own['product']
        : (await identify(backend)).product;
    await context.files.makeFolder(to);
    const kept = keptIn(await context.files.names(to));
    const line = progressLine(context);
    const tally = await fetchRecordings(
      backend,
      {
        product,
        plan,
        nothing,
        shells: own['shell'] === true,
        text: own['format'] === 'txt',
      },
      {
        has: kept,
        keep: async (file, answer) =>
          (await context.save(answer, { to: join(to, file), fallbackName: file, quiet: true })).size,
        progress: (tally) => line.show(tally),
      },
    );
    await line.done();
    await context.print(summary(tally, to));
    return tally.failed.length === 0 ? exitCode.done : exitCode.partial;
  },
};

const text = (value: Own[string]): string | undefined => (typeof value === 'string' ? value : undefined);

const summary = (tally: Tally, folder: string) => ({
  folder,
  ...tally,
  failed: tally.failed.length,
  failures: tally.failed.map((failure) => ({ ...failure })),
});

/** Whether a recording is there already: a file whose name begins with the session's id, and the shell's number. */
function keptIn(names: readonly string[]): (lsid: string, file: string) => boolean {
  const byId = Map.groupBy(names, (name) => /^[0-9a-z]+/i.exec(name)?.[0] ?? '');
  return (lsid, file) => {
    const [base = '', extension] = file.split('.');
    const mine = byId.get(lsid) ?? [];
    if (base === lsid) return mine.some((name) => !name.startsWith(`${lsid}-shell-`));
    return mine.some(
      (name) =>
        name.startsWith(base) && !/^\d/.test(name.slice(base.length)) && name.endsWith(`.${extension}`),
    );
  };
}

/** One line on a terminal that says how far it is; nothing elsewhere. */
function progressLine({ io }: Context): { show(tally: Tally): void; done(): Promise<void> } {
  if (!io.stderr.isTTY) return { show: () => undefined, done: async () => undefined };
  let writing = Promise.resolve();
  const write = (line: string): void => {
    writing = writing.then(() => io.stderr.write(`\r\u001b[K${line}`));
  };
  return {
    show: ({ recordings, present, fetched, failed, bytes }) =>
      write(
        `${present + fetched} of ${recordings} recordings, ${(bytes / 1e6).toFixed(1)} MB${failed.length > 0 ? `, ${failed.length} failed` : ''}`,
      ),
    done: () => {
      write('');
      return writing;
    },
  };
}
