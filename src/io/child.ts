import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { type Io, type Sink, sendSignal } from './io.ts';
import { maskFilter } from './mask.ts';

/** A program to run. */
export interface ChildSpec {
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Text for its standard input; absent: it has ours. */
  stdin?: string;
  /** Hidden in its output; absent: it has our output, unfiltered. */
  mask?: readonly string[];
}

/** How it ended. */
export interface ChildEnd {
  /** Its exit code; 128 + the signal's number when a signal ended it; 127 and 126 when it could not be started. */
  code: number;
  /** Why it could not be started. */
  fault?: string;
}

/** How long what a dead program left in its pipes is waited for: a process it left behind may hold them for ever. */
const lastWords = 2000;

/**
 * Runs a program until it ends, passing signals on to it. Without a terminal it leads a process group of its own and
 * the whole group gets the signal; on a terminal it stays in ours, which the terminal signals by itself.
 */
export async function runChild(io: Io, spec: ChildSpec): Promise<ChildEnd> {
  const grouped = !io.stdin.isTTY && io.platform !== 'win32';
  const output = spec.mask ? 'pipe' : 'inherit';
  const child = spawn(spec.command, [...spec.args], {
    cwd: io.cwd,
    env: { ...spec.env },
    stdio: [spec.stdin === undefined ? 'inherit' : 'pipe', output, output],
    detached: grouped,
  });
  const ended = endOf(child);
  const forward = (name: string) => {
    // The terminal has told the whole group already.
    if (!grouped && name === 'SIGINT' && io.stdin.isTTY) return;
    if (child.pid !== undefined) sendSignal(grouped ? -child.pid : child.pid, name);
  };
  const stop = listen(io, forward);
  // A program that ends without reading its input is no fault.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(spec.stdin);
  const mask = spec.mask ?? [];
  const pumped = Promise.all([pump(child.stdout, io.stdout, mask), pump(child.stderr, io.stderr, mask)]);
  try {
    const end = await ended;
    await Promise.race([pumped, new Promise((done) => setTimeout(done, lastWords).unref())]);
    child.stdout?.destroy();
    child.stderr?.destroy();
    return end;
  } finally {
    stop();
  }
}

/** Every signal, when the world can tell them apart; else the first. */
function listen(io: Io, forward: (name: string) => void): () => void {
  if (io.signal.aborted) forward(String(io.signal.reason));
  if (io.onSignal) return io.onSignal(forward);
  const first = () => forward(String(io.signal.reason));
  io.signal.addEventListener('abort', first);
  return () => io.signal.removeEventListener('abort', first);
}

function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((done) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) done({ code: error.code === 'ENOENT' ? 127 : 126, fault: error.message });
    });
    child.once('exit', (code, signal) => {
      done({ code: code ?? 128 + (signal ? (constants.signals[signal] ?? 0) : 0) });
    });
  });
}

async function pump(from: Readable | null, to: Sink, secrets: readonly string[]): Promise<void> {
  if (!from) return;
  const filter = maskFilter(secrets);
  try {
    for await (const chunk of from) {
      await to.write(filter.push(chunk as Uint8Array));
      // Nobody reads any more: the program shall learn it as it would without us.
      if (to.closed) return;
    }
  } catch {
    // Given up, or the program has gone.
  }
  await to.write(filter.end());
}
