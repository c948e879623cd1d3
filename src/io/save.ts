import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, link, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { exitCode, Failure, interrupted, reason, unavailable, usage } from '../errors.ts';
import { safeName } from './file-name.ts';
import type { Sink } from './io.ts';
import { printable } from './printable.ts';

const batchBytes = 1024 * 1024;
// Up to this size a file is on the disk before it gets its name; waiting for more than that would take longer than the
// download, and a crash of the machine can be told by the size and hash that were printed.
const flushedBytes = 64 * 1024 * 1024;

export interface Download {
  body: AsyncIterable<Uint8Array>;
  /** Bytes the server announced; fewer or more is an error. */
  length?: number | undefined;
  /** The server's name for it; made safe here. */
  suggestedName?: string | undefined;
}

export interface Destination {
  /** A file (replaced), an existing folder, or "-" for standard output. Absent: the current folder. */
  to?: string | undefined;
  cwd: string;
  /** Replace an existing file of the server's name. */
  force: boolean;
  stdout: Sink;
  signal: AbortSignal;
  /** The name when the server gives none that is safe. */
  fallbackName: string;
  /** Told of each piece that was written. */
  onBytes?: ((count: number) => void) | undefined;
}

export interface SavedFile {
  /** Usable from the current folder by any program: relative inside it, absolute elsewhere, "-" for standard output. */
  file: string;
  size: number;
  /** Hexadecimal. */
  sha256: string;
}

interface Target {
  path: string;
  replace: boolean;
  /** A device or a pipe: written to, not renamed over. */
  special: boolean;
}

const shown = (path: string, cwd: string): string => {
  const inside = relative(cwd, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return path;
  return inside.startsWith('-') ? `.${sep}${inside}` : inside;
};

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

async function choose(download: Download, place: Destination): Promise<Target> {
  const name = safeName(download.suggestedName, place.fallbackName);
  if (place.to === undefined) return { path: join(place.cwd, name), replace: place.force, special: false };
  if (place.to === '') throw usage('saving a file: the name after --to is empty');
  const path = resolve(place.cwd, place.to);
  const known = await stat(path).catch(() => undefined);
  if (known?.isDirectory()) return { path: join(path, name), replace: place.force, special: false };
  if (/[/\\]$/.test(place.to)) throw usage(`saving to ${printable(place.to)}: there is no such folder`);
  if (!known) return { path, replace: true, special: false };
  // Replacing a link would leave its target as it was.
  return { path: await realpath(path), replace: true, special: !known.isFile() };
}

function cannotCreate(path: string, error: unknown): Failure {
  const known: Record<string, string> = {
    ENOENT: 'there is no such folder',
    ENOTDIR: 'there is no such folder',
    EACCES: 'no permission to write there',
    EPERM: 'no permission to write there',
    EROFS: 'nothing can be written there',
  };
  const why = known[String(codeOf(error))] ?? reason(error);
  return usage(`saving to ${printable(path)}: ${why}`, 'name another place with --to');
}

/** Bytes that cannot be written any more (disk full): neither how it was called nor the appliance, so exit 1. */
const cannotWrite = (path: string, error: unknown): Failure => {
  const why = codeOf(error) === 'ENOSPC' ? 'the disk is full' : reason(error);
  return new Failure(`saving to ${printable(path)}: ${why}`, exitCode.fault, {
    hint: 'nothing was kept; --to names another place',
    cause: error,
  });
};

/** The next piece of the body, unless the run is interrupted first. */
async function* untilInterrupted(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  let fail: (error: Failure) => void = () => {};
  const stop = () => fail(interrupted());
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      if (signal.aborted) throw interrupted();
      // A new promise for each piece: a race against one long-lived promise would keep every piece alive.
      const next = await new Promise<IteratorResult<Uint8Array>>((done, refuse) => {
        fail = refuse;
        iterator.next().then(done, refuse);
      });
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw error instanceof Failure ? error : unavailable(`downloading: ${reason(error)}`, { cause: error });
  } finally {
    signal.removeEventListener('abort', stop);
    // Not waited for: a body that hangs must not hold us.
    iterator.return?.().catch(() => {});
  }
}

/** Passes the body on in large pieces, counted, hashed and compared with the announced length. */
async function pour(
  download: Download,
  place: Destination,
  write: (pieces: readonly Uint8Array[]) => Promise<void>,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let writing = Promise.resolve();
  const flush = async (): Promise<void> => {
    const batch = waiting;
    const length = bytes;
    waiting = [];
    bytes = 0;
    if (length === 0) return;
    // One batch is written while the next is received and hashed; pieces are never joined, since copying costs as much.
    await writing;
    writing = write(batch);
    writing.catch(() => undefined);
    for (const piece of batch) hash.update(piece);
    place.onBytes?.(length);
  };
  for await (const piece of untilInterrupted(download.body, place.signal)) {
    waiting.push(piece);
    bytes += piece.length;
    size += piece.length;
    if (download.length !== undefined && size > download.length) break;
    if (bytes >= batchBytes) await flush();
  }
  if (download.length !== undefined && size !== download.length) {
    const some = size > download.length ? 'more' : `${size}`;
    throw unavailable(`downloading: ${some} bytes came where ${download.length} were announced`);
  }
  await flush();
  await writing;
  return { size, sha256: hash.digest('hex') };
}

async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  let left = pieces;
  while (left.length > 0) {
    let { bytesWritten } = await file.writev([...left]);
    const rest: Uint8Array[] = [];
    for (const piece of left) {
      if (bytesWritten < piece.length) rest.push(piece.subarray(bytesWritten));
      bytesWritten = Math.max(0, bytesWritten - piece.length);
    }
    left = rest;
  }
}

/** Gives the finished file its name; without `replace`, only when nobody has it. */
async function settle(temporary: string, target: Target, cwd: string): Promise<void> {
  if (target.replace) return rename(temporary, target.path);
  const taken = () => exists(target.path, cwd);
  try {
    await link(temporary, target.path);
    return await unlink(temporary);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw taken();
  }
  // No links on this file system: take the name first, then replace what we made ourselves.
  try {
    await (await open(target.path, 'wx', 0o600)).close();
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? taken() : error;
  }
  await rename(temporary, target.path);
}

const exists = (path: string, cwd: string): Failure =>
  usage(
    `saving to ${printable(shown(path, cwd))}: the file exists`,
    'say --force to replace it, or name another with --to',
  );

async function intoFile(download: Download, place: Destination, target: Target): Promise<SavedFile> {
  const path = shown(target.path, place.cwd);
  const temporary = target.special
    ? target.path
    : join(dirname(target.path), `.btapi-${randomBytes(8).toString('hex')}.part`);
  let file: FileHandle;
  try {
    file = await open(temporary, target.special ? 'w' : 'wx', 0o600);
  } catch (error) {
    throw cannotCreate(path, error);
  }
  try {
    let written: { size: number; sha256: string };
    try {
      written = await pour(download, place, (pieces) =>
        writeAll(file, pieces).catch((error: unknown) => {
          throw cannotWrite(path, error);
        }),
      );
      if (!target.special && written.size <= flushedBytes) {
        await file.sync().catch((error: unknown) => {
          throw cannotWrite(path, error);
        });
      }
    } finally {
      await file.close();
    }
    if (!target.special) await settle(temporary, target, place.cwd);
    return { file: path, ...written };
  } catch (error) {
    if (!target.special) await unlink(temporary).catch(() => {});
    throw error instanceof Failure ? error : cannotWrite(path, error);
  }
}

/**
 * Saves a body: to a temporary file beside the target, compared with the announced length, then renamed. Whatever
 * goes wrong, nothing is left behind. The file is readable by its owner only, since it may hold secrets.
 * @throws Failure: exit 2 for a place that cannot be used or a file that exists, 1 for a full disk, 5 for a body that
 *   was cut, 130 when interrupted
 */
export async function save(download: Download, place: Destination): Promise<SavedFile> {
  if (place.to === '-') {
    const write = async (pieces: readonly Uint8Array[]) => {
      for (const piece of pieces) await place.stdout.write(piece);
    };
    return { file: '-', ...(await pour(download, place, write)) };
  }
  const target = await choose(download, place);
  if (!target.replace && (await stat(target.path).catch(() => undefined)))
    throw exists(target.path, place.cwd);
  if (target.replace && !target.special && (await stat(target.path).catch(() => undefined))?.isDirectory()) {
    throw usage(`saving to ${printable(basename(target.path))}: there is a folder of this name`);
  }
  return intoFile(download, place, target);
}
