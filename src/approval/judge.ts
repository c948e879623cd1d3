import { spawn } from 'node:child_process';
import { type Io, sendSignal } from '../io/io.ts';

/** What became of a request. */
export interface Verdict {
  allow: boolean;
  message?: string;
  /** For the log: why it was denied without the command's own word. */
  fault?: string;
}

/** How a command decides. */
export interface JudgeOptions {
  /** In the shell's language. */
  command: string;
  /** Milliseconds the command may take. */
  limit: number;
}

const mostBytes = 16_384;
const noWord = 'The ticket could not be checked.';

/**
 * Runs a command with the fields of a request as one JSON object on its standard input: exit code 0 allows, 1 denies
 * with the first line it printed, anything else denies, as does no answer in time. Never rejects.
 */
export function judge(
  io: Io,
  { command, limit }: JudgeOptions,
  fields: Readonly<Record<string, string>>,
): Promise<Verdict> {
  const [shell, ...before] = io.platform === 'win32' ? ['cmd', '/d', '/s', '/c'] : ['sh', '-c'];
  return new Promise((done) => {
    const child = spawn(shell, [...before, command], {
      cwd: io.cwd,
      env: { ...io.env },
      stdio: ['pipe', 'pipe', 'ignore'],
      // A group of its own, so that what the command has started can be ended with it, and Ctrl-C does not reach it.
      detached: io.platform !== 'win32',
      windowsHide: true,
    });
    let printed = Buffer.alloc(0);
    const end = (verdict: Verdict): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stdin.destroy();
      done(verdict);
    };
    const kill = (): void => {
      if (child.pid !== undefined) sendSignal(io.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => {
      kill();
      end({ allow: false, message: noWord, fault: `no answer within ${limit / 1000} s` });
    }, limit);
    child.stdout.on('data', (chunk: Buffer) => {
      if (printed.length < mostBytes) printed = Buffer.concat([printed, chunk]);
    });
    // A command that ends without reading its input is no fault.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${JSON.stringify(fields)}\n`);
    child.once('error', (error) => end({ allow: false, message: noWord, fault: error.message }));
    child.once('exit', (code, signal) => {
      // What it has printed arrives a moment after its end; what it left running may hold the pipe for ever.
      const settle = setTimeout(() => conclude(), 200);
      child.stdout.once('close', () => conclude());
      const conclude = (): void => {
        clearTimeout(settle);
        kill();
        if (code === 0) end({ allow: true });
        else if (code === 1) end(denial(printed));
        else
          end({ allow: false, message: noWord, fault: signal ? `ended by ${signal}` : `exit code ${code}` });
      };
    });
  });
}

/** The first line a command printed, as the appliance takes it: at most 255 characters, no control characters. */
function denial(printed: Uint8Array): Verdict {
  const [line = ''] = Buffer.from(printed).toString('utf8').split(/\r?\n/, 1);
  const message = [...line.replace(/\p{Cc}/gu, ' ').trim()].slice(0, 255).join('');
  return { allow: false, ...(message === '' ? {} : { message }) };
}
