import type { Io, Sink, Source } from '../../src/io/io.ts';
import { type CountingClock, countingClock } from './clock.ts';

/** A sink that keeps what it was given. */
export interface CapturedSink extends Sink {
  /** Everything written, as UTF-8 text. */
  readonly text: string;
  readonly bytes: Uint8Array;
  /** How often it was written to. */
  readonly writes: number;
}

export function capture(options: { isTTY?: boolean; columns?: number } = {}): CapturedSink {
  const parts: Buffer[] = [];
  return {
    isTTY: options.isTTY ?? false,
    ...(options.columns === undefined ? {} : { columns: options.columns }),
    write: async (data) => {
      parts.push(Buffer.from(data as Uint8Array));
    },
    get text() {
      return Buffer.concat(parts).toString('utf8');
    },
    get bytes() {
      return new Uint8Array(Buffer.concat(parts));
    },
    get writes() {
      return parts.length;
    },
  };
}

/** A standard input and what became of it. */
export interface FakeSource extends Source {
  /** True once somebody began to read. */
  readonly read: boolean;
  /** True once the reader let go of it. */
  readonly released: boolean;
}

/**
 * @param input text or bytes; several chunks as a list; undefined is nothing, as </dev/null; 'open' in a list is a
 *   pipe on which nothing more ever comes
 */
export function fakeSource(
  input?: string | Uint8Array | readonly (string | Uint8Array | typeof open)[],
  isTTY = false,
): FakeSource {
  const chunks = input === undefined || input === '' ? [] : Array.isArray(input) ? [...input] : [input];
  let read = false;
  let released = false;
  return {
    isTTY,
    get read() {
      return read;
    },
    get released() {
      return released;
    },
    [Symbol.asyncIterator]: () => {
      read = true;
      return {
        next: async () => {
          if (chunks[0] === open) return new Promise<never>(() => {});
          const chunk = chunks.shift();
          if (chunk === undefined) return { done: true, value: undefined };
          return { done: false, value: Buffer.from(chunk) };
        },
        return: async () => {
          released = true;
          return { done: true, value: undefined };
        },
      };
    },
  };
}

/** In a list of chunks: from here on nothing comes, and no end either. */
export const open: unique symbol = Symbol('open');

export interface FakeIo extends Io {
  stdin: FakeSource;
  stdout: CapturedSink;
  stderr: CapturedSink;
  clock: CountingClock;
  /** Aborts the run, as SIGINT does. */
  interrupt(name?: string): void;
}

export interface FakeIoOptions {
  stdin?: Parameters<typeof fakeSource>[0];
  env?: Record<string, string | undefined>;
  /** All three streams are a terminal, or the named ones. */
  tty?: boolean | { stdin?: boolean; stdout?: boolean; stderr?: boolean };
  columns?: number;
  cwd?: string;
  home?: string;
  platform?: string;
  clock?: CountingClock;
  self?: readonly string[];
}

/** A whole outside world for tests: nothing of the real one shows through. */
export function fakeIo(options: FakeIoOptions = {}): FakeIo {
  const { tty = false } = options;
  const on = (name: 'stdin' | 'stdout' | 'stderr') => (typeof tty === 'boolean' ? tty : (tty[name] ?? false));
  const width = options.columns === undefined ? {} : { columns: options.columns };
  const controller = new AbortController();
  return {
    stdin: fakeSource(options.stdin, on('stdin')),
    stdout: capture({ isTTY: on('stdout'), ...width }),
    stderr: capture({ isTTY: on('stderr'), ...width }),
    env: options.env ?? {},
    cwd: options.cwd ?? '/work-dir',
    home: options.home ?? '/home/nobody',
    platform: options.platform ?? 'linux',
    signal: controller.signal,
    clock: options.clock ?? countingClock(),
    random: () => 0.5,
    self: options.self ?? ['btapi'],
    interrupt: (name = 'SIGINT') => controller.abort(name),
  };
}
