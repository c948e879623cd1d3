import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { exitCode } from '../errors.ts';
import { type Io, sendSignal } from './io.ts';
import { pump } from './pump.ts';

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
  /** Why it could not be started, or its output not be passed on. */
  fault?: string;
}

/**
 * Runs a program until it ends, passing signals on to it. Without a terminal it leads a process group of its own and
 * the whole group gets the signal; on a terminal it stays in ours, which the terminal signals by itself.
 */
export async function runChild(io: Io, spec: ChildSpec): Promise<ChildEnd> {
  // Any of the three may be the terminal that the program asks its questions on.
  const terminal = io.stdin.isTTY || io.stdout.isTTY || io.stderr.isTTY;
  const grouped = !terminal && io.platform !== 'win32';
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
    if (terminal && (name === 'SIGINT' || name === 'SIGQUIT')) return;
    if (child.pid !== undefined) sendSignal(grouped ? -child.pid : child.pid, name);
  };
  const stop = listen(io, forward);
  // A program that ends without reading its input is no fault.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(spec.stdin);
  const mask = spec.mask ?? [];
  const pumps = [
    ...(child.stdout ? [pump(child.stdout, io.stdout, mask)] : []),
    ...(child.stderr ? [pump(child.stderr, io.stderr, mask)] : []),
  ];
  try {
    const end = await ended;
    const faults = await Promise.all(pumps.map((one) => one.finish()));
    const fault = end.fault ?? faults.find((one) => one !== undefined);
    return fault === undefined ? end : { code: end.code || exitCode.fault, fault };
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
