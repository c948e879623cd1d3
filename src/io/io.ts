import { fstatSync, readSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Clock } from '../clock.ts';
import { exitCode, Failure } from '../errors.ts';

/** Where results or messages go. `write` resolves when the reader has taken the bytes. */
export interface Sink {
  write(data: string | Uint8Array): Promise<void>;
  isTTY: boolean;
  /** Width of the terminal in characters, when it is one. */
  columns?: number;
  /** True once the reader has gone: what is written is dropped. */
  readonly closed?: boolean;
}

/** Standard input: nothing is read from it before it is iterated. */
export interface Source extends AsyncIterable<Uint8Array> {
  isTTY: boolean;
}

/** Everything the outside world gives us. Tests pass their own; `systemIo` is the real one. */
export interface Io {
  stdin: Source;
  stdout: Sink;
  stderr: Sink;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  home: string;
  /** As Node names it: linux, darwin, win32. */
  platform: string;
  /** The number of the user this runs as; absent where users have none (Windows). */
  user?: number;
  /** Aborted on SIGINT, SIGTERM, SIGHUP and the like, with the name of the signal as its reason. */
  signal: AbortSignal;
  /** Tells of every such signal, the later ones too; the answer ends it. Absent where there are none to tell. */
  onSignal?(listener: (name: string) => void): () => void;
  clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  random(): number;
  /** The command and leading arguments that start this very program again. */
  self: readonly string[];
}

/** The stream is made when it is first written to: making one costs as much as reading a command. */
function sink(descriptor: 1 | 2): Sink {
  const stream = () => (descriptor === 1 ? process.stdout : process.stderr);
  const terminal = maybeTerminal(descriptor) && stream().isTTY === true;
  let opened = false;
  let broken: Error | undefined;
  const open = () => {
    if (opened) return;
    opened = true;
    stream().on('error', (error) => {
      broken ??= error;
    });
  };
  const columns = terminal ? stream().columns : undefined;
  return {
    isTTY: terminal,
    ...(columns ? { columns } : {}),
    get closed() {
      return broken !== undefined;
    },
    write: (data) =>
      new Promise((done, fail) => {
        open();
        const end = (error: Error | null | undefined) => {
          // Nobody can be told that messages could not be written.
          broken ??= error ?? undefined;
          if (!error || descriptor === 2 || readerGone(error)) done();
          else fail(cannotWrite(error));
        };
        if (broken || data.length === 0) end(broken);
        else stream().write(data, end);
      }),
  };
}

/** A reader that has gone (| head) is no error of ours: what it did not want is dropped. */
const readerGone = (error: Error): boolean =>
  ['EPIPE', 'EOF', 'ECONNRESET'].includes(String((error as { code?: unknown }).code));

/** Half a file under exit code 0 would be taken for a whole one. */
const cannotWrite = (error: Error): Failure => {
  const why = (error as { code?: unknown }).code === 'ENOSPC' ? 'the disk is full' : error.message;
  return new Failure(`writing to standard output: ${why}`, exitCode.fault, { cause: error });
};

function source(): Source {
  return {
    isTTY: maybeTerminal(0) && process.stdin.isTTY === true,
    [Symbol.asyncIterator]: () => (immediate(0) ? descriptorChunks(0) : streamChunks()),
  };
}

type Kind = 'file' | 'nothing' | 'device' | 'other';

/** What a descriptor is, without making a stream of it. */
function kindOf(descriptor: number): Kind {
  try {
    const stat = fstatSync(descriptor);
    if (stat.isFile()) return 'file';
    if (!stat.isCharacterDevice()) return 'other';
    return process.platform !== 'win32' && stat.rdev === statSync('/dev/null').rdev ? 'nothing' : 'device';
  } catch {
    return 'device';
  }
}

const maybeTerminal = (descriptor: number): boolean => kindOf(descriptor) === 'device';

/** Reading a file or /dev/null never waits, so no stream is needed. */
const immediate = (descriptor: number): boolean => ['file', 'nothing'].includes(kindOf(descriptor));

async function* descriptorChunks(descriptor: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    const buffer = Buffer.allocUnsafe(65_536);
    const length = readSync(descriptor, buffer);
    if (length === 0) return;
    yield buffer.subarray(0, length);
  }
}

function streamChunks(): AsyncIterator<Uint8Array> {
  const chunks = process.stdin[Symbol.asyncIterator]();
  return {
    next: () => chunks.next(),
    // The stream's own return() queues behind a read that may never end; an open pipe would keep us alive.
    return: async () => {
      process.stdin.destroy();
      return { done: true, value: undefined };
    },
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    if (signal.aborted) return fail(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      fail(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      done();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/**
 * What ends a run in good order; a program that runs gets them passed on. Left alone, the last three would end us with
 * everything checked out, and SIGUSR1 would open Node's debugger, which shows every secret to whoever connects.
 */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

function interruption(): AbortSignal {
  // A limit on the size of files (ulimit -f) is told as an error of the write then, and does not kill us half-way.
  process.on('SIGXFSZ', () => undefined);
  const controller = new AbortController();
  for (const name of signals) process.on(name, () => controller.abort(name));
  return controller.signal;
}

/** Sends a signal by its name, to a whole group when `pid` is negative; what has gone already is no error. */
export function sendSignal(pid: number, name: string): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}

/** The real world: the one place, besides bin, that knows `process`. */
export function systemIo(): Io {
  const signal = interruption();
  return {
    get stdin() {
      return source();
    },
    stdout: sink(1),
    stderr: sink(2),
    env: process.env,
    cwd: process.cwd(),
    home: process.env['HOME'] || process.env['USERPROFILE'] || homedir(),
    platform: process.platform,
    ...(process.geteuid ? { user: process.geteuid() } : {}),
    signal,
    onSignal: (listener) => {
      for (const name of signals) process.on(name, listener);
      return () => {
        for (const name of signals) process.off(name, listener);
      };
    },
    clock: {
      now: () => Date.now(),
      sleep: (ms, cancel) => sleep(ms, cancel === undefined ? signal : AbortSignal.any([signal, cancel])),
    },
    random: Math.random,
    get self() {
      return self();
    },
  };
}

/** An executable of one file starts itself; elsewhere Node starts the script. */
function self(): string[] {
  if (process.getBuiltinModule('node:sea').isSea()) return [process.execPath];
  return [process.execPath, ...process.execArgv, '--', process.argv[1] ?? ''];
}
