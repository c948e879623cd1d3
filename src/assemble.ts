import { isAbsolute, join } from 'node:path';
import type { Backend } from './api/backend.ts';
import type { Context, Options } from './commands/context.ts';
import { usage } from './errors.ts';
import { files } from './io/files.ts';
import type { Io } from './io/io.ts';
import { printable } from './io/printable.ts';
import type { Settings } from './io/settings.ts';
import { readBody } from './read-body.ts';
import type { Value } from './value.ts';

/** The context of one run and what ends it. */
export interface Assembly {
  context: Context;
  /** Signs out and lets go of connections; never throws. */
  close(): Promise<void>;
}

/** Puts the layers together. Every part is made when a command first asks for it. */
export function assemble(io: Io, options: Options): Assembly {
  const opened: Backend[] = [];
  const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
    let made: Promise<T> | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };

  const note = (text: string) => io.stderr.write(`${printable(text, 'lines')}\n`);

  const settings = once(async (): Promise<Settings> => {
    const { loadSettings } = await import('./io/settings.ts');
    const { envFile, profile } = options;
    if (envFile !== undefined && profile !== undefined) {
      throw usage('reading the command line: --env-file and --profile exclude each other');
    }
    return loadSettings(
      io,
      { ...(envFile === undefined ? {} : { envFile }), ...(profile === undefined ? {} : { profile }) },
      note,
    );
  });

  const print = async (value: Value) => (await printer()).value(value);

  const printer = once(async () => {
    const { printer: make } = await import('./io/output.ts');
    return make(io.stdout, outputOptions(options));
  });

  const parts = async (): Promise<BackendParts> => ({ io, options, settings: await settings(), print, note });
  const connect = once(() => import('./connect.ts'));
  const below = once(async () => (await connect()).transport(await parts()));
  const account = once(async () => (await connect()).openAccount(await parts(), await below()));

  const opening = <B extends Backend>(make: () => Promise<B>) =>
    once(async () => {
      const made = await make();
      opened.push(made);
      return made;
    });

  const context: Context = {
    io,
    options,
    settings,
    account,
    tokens: once(async () => (await connect()).tokenStore(await parts())),
    sra: opening(async () => (await connect()).connectSra(await parts(), await account(), await below())),
    open: async (lasting = false) => {
      const made = await (await connect()).connectOpen(await parts(), lasting);
      opened.push(made);
      return made;
    },
    files: files(io),
    safe: opening(async () => (await import('./connect-safe.ts')).connectSafe(await parts())),
    input: (spec) => readBody(io, options, spec, note),
    authorities: async () => (await connect()).authorities(await parts()),
    print,
    printList: async (pages, columns) => (await printer()).list(pages, columns),
    write: (data) => io.stdout.write(data),
    note,
    save: async (answer, spec) => (await import('./save-answer.ts')).saveAnswer(io, answer, spec),
    file: async (path) => (await import('./io/document.ts')).readBytes(io, path),
    document: async (path) => (await import('./io/document.ts')).readDocument(io, path),
    child: async (spec) => (await import('./io/child.ts')).runChild(io, spec),
    privateFolder: async () => (await import('./io/private-folder.ts')).privateFolder(io),
    cliZips: async (folder) => (await import('./cli-zips.ts')).cliZips(io, folder),
    confirm: async (question) => {
      if (!io.stdin.isTTY || options.yes || options.dryRun) return;
      const { ask } = await import('./io/ask.ts');
      const answer = await ask(io, `${question} [y/N] `);
      if (!/^y(es)?$/i.test(answer.trim()))
        throw usage('nothing was done: the question was not answered with yes');
    },
  };

  return {
    context,
    close: async () => {
      for (const one of opened) {
        await one.close().catch((error: unknown) => note(`btapi: signing out: ${String(error)}`));
      }
    },
  };
}

export interface BackendParts {
  io: Io;
  options: Options;
  settings: Settings;
  print(value: Value): Promise<void>;
  note(text: string): Promise<void>;
}

/**
 * Looks at the options before anything is sent: a bad query must not come to light after a write.
 * @throws Failure (exit 2)
 */
export async function checkForms(options: Options): Promise<void> {
  const wanted = outputOptions(options);
  if (options.kvIn && options.jsonIn) {
    throw usage('reading the command line: -k and -j exclude each other');
  }
  if (options.field === undefined && options.query === undefined) return;
  const { checkOutput } = await import('./io/output.ts');
  await checkOutput(wanted);
}

/** The output form that the options ask for. */
function outputOptions(options: Options) {
  const format = options.output ?? (options.kvOut ? ('kv' as const) : undefined);
  if (options.output && options.kvOut && options.output !== 'kv') {
    throw usage(`reading the command line: -K and -o ${options.output} exclude each other`);
  }
  return {
    ...(format === undefined ? {} : { format }),
    ...(options.field === undefined ? {} : { field: options.field }),
    ...(options.query === undefined ? {} : { query: options.query }),
  };
}

/** The folder for tokens and held sessions: $XDG_CACHE_HOME/btapi, or where the platform keeps such things. */
export function cacheFolder(io: Pick<Io, 'env' | 'home' | 'platform'>): string {
  const { env, home, platform } = io;
  // A relative one counts for nothing (XDG Base Directory): tokens must not land in whatever folder is current.
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg && isAbsolute(xdg)) return join(xdg, 'btapi');
  if (platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'btapi', 'cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'btapi');
  return join(home, '.cache', 'btapi');
}
