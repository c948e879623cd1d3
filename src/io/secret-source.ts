import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { Failure, interrupted, unlessInterrupted, usage } from '../errors.ts';
import { Secret } from '../secret.ts';
import type { Place } from './env-file.ts';
import { fileTrouble } from './file-trouble.ts';
import { expandPath, shortPath } from './home.ts';
import { printable } from './printable.ts';

const mostBytes = 64 * 1024;
const mostSeconds = 60;

function content(bytes: Buffer, doing: string): Secret {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '');
  } catch {
    throw usage(`${doing}: it is not UTF-8 text`);
  }
  if (text === '') throw usage(`${doing}: it is empty`);
  return new Secret(text);
}

/**
 * A secret that is the content of a file; one line end at its end is cut.
 * @throws Failure (exit 2) that names the setting and the path
 */
export async function secretFromFile(name: string, path: string, place: Place): Promise<Secret> {
  const absolute = expandPath(path, place);
  const doing = `reading ${name}: ${printable(shortPath(absolute, place.home))}`;
  const buffer = Buffer.alloc(mostBytes + 1);
  let length = 0;
  try {
    const file = await unlessInterrupted(open(absolute, 'r'), place.signal);
    try {
      for (;;) {
        const reading = file.read(buffer, length, buffer.length - length);
        const { bytesRead } = await unlessInterrupted(reading, place.signal);
        length += bytesRead;
        if (bytesRead === 0 || length > mostBytes) break;
      }
    } finally {
      // Not waited for: a read that hangs must not hold us.
      file.close().catch(() => undefined);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw usage(`${doing}: ${fileTrouble(error)}`);
  }
  if (length > mostBytes) throw usage(`${doing}: it is longer than ${mostBytes} bytes`);
  return content(buffer.subarray(0, length), doing);
}

/**
 * A secret that a command prints (a password manager's, say). The command runs in the user's shell language of the
 * system, inherits the environment, and never sees our standard input.
 * @throws Failure (exit 2) with the first line of its standard error; what it printed is never repeated
 */
export function secretFromCommand(name: string, command: string, place: Place): Promise<Secret> {
  const doing = `reading ${name}: the command`;
  const [shell, ...before] = place.platform === 'win32' ? ['cmd', '/d', '/s', '/c'] : ['sh', '-c'];
  return new Promise((done, fail) => {
    const child = spawn(shell, [...before, place.platform === 'win32' ? `"${command}"` : command], {
      cwd: place.cwd,
      env: { ...place.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      windowsVerbatimArguments: place.platform === 'win32',
    });
    const printed: Buffer[] = [];
    let size = 0;
    let complaint = '';
    const stop = () => {
      fail(interrupted());
      end('was interrupted');
    };
    const end = (why: string | undefined) => {
      clearTimeout(timer);
      place.signal?.removeEventListener('abort', stop);
      child.kill('SIGKILL');
      // A grandchild may still hold the pipes.
      child.stdout.destroy();
      child.stderr.destroy();
      if (why === undefined) {
        try {
          done(content(Buffer.concat(printed), `${doing}'s output`));
        } catch (error) {
          fail(error);
        }
      } else fail(usage(`${doing} ${why}`));
    };
    const timer = setTimeout(() => end(`did not end within ${mostSeconds} seconds`), mostSeconds * 1000);
    if (place.signal?.aborted) stop();
    else place.signal?.addEventListener('abort', stop, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) end(`printed more than ${mostBytes} bytes`);
      else printed.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 4096) complaint += chunk.toString('utf8');
    });
    child.on('error', (error) => end(`could not be started: ${fileTrouble(error)}`));
    child.on('close', (code, signal) => {
      if (code === 0) return end(undefined);
      const line = printable(complaint.trim().split('\n', 1)[0]?.slice(0, 500) ?? '');
      end(`ended with ${code === null ? signal : `exit code ${code}`}${line === '' ? '' : `: ${line}`}`);
    });
  });
}
