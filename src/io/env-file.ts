import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Failure, unlessInterrupted, usage } from '../errors.ts';
import { fileTrouble } from './file-trouble.ts';
import { expandPath, shortPath } from './home.ts';
import type { Io } from './io.ts';
import { printable } from './printable.ts';

/** `signal` ends what may wait for ever: a named pipe, a command. */
export type Place = Pick<Io, 'env' | 'cwd' | 'home' | 'platform'> & Partial<Pick<Io, 'signal'>>;

export interface EnvFile {
  /** The path as people are shown it. */
  shown: string;
  values: Readonly<Record<string, string>>;
}

/** The folders in which profiles are kept, the first one first. */
export function profileFolders(place: Place): string[] {
  const { env, home, platform } = place;
  const xdg = env['XDG_CONFIG_HOME'];
  const folders = [join(xdg && isAbsolute(xdg) ? xdg : join(home, '.config'), 'btapi')];
  if (platform === 'win32' && env['APPDATA']) folders.push(join(env['APPDATA'], 'btapi'));
  if (platform === 'darwin') folders.push(join(home, 'Library', 'Application Support', 'btapi'));
  return folders;
}

async function profiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.env')).map((name) => name.slice(0, -'.env'.length));
}

/**
 * The file of a profile.
 * @throws Failure (exit 2) for a name that is none, or a profile that does not exist
 */
export async function profilePath(name: string, place: Place): Promise<string> {
  if (!/^[\w][\w.-]*$/.test(name)) {
    throw usage(`reading profile "${printable(name)}": a name has letters, digits, "_", "." and "-" only`);
  }
  const folders = profileFolders(place);
  for (const folder of folders) {
    const path = join(folder, `${name}.env`);
    if (await stat(path).catch(() => undefined)) return path;
  }
  const shown = folders.map((folder) => shortPath(join(folder, `${name}.env`), place.home)).join(' or ');
  const known = (await Promise.all(folders.map(profiles))).flat().map((found) => printable(found));
  throw usage(
    `reading profile ${name}: there is no ${shown}`,
    known.length > 0
      ? `there are ${known.join(', ')}`
      : 'it is an env file with BT_API_HOST and the other settings',
  );
}

/**
 * Reads an env file: dotenv's grammar, CRLF, byte order mark, `export`.
 * @param path as it was written; `~/` is the home folder
 * @param warn told when others may read the file
 * @throws Failure (exit 2) that names the path
 */
export async function readEnvFile(
  path: string,
  place: Place,
  warn: (text: string) => Promise<void>,
): Promise<EnvFile> {
  if (path === '') throw usage('reading the env file: its name is empty');
  const absolute = expandPath(path, place);
  const shown = printable(shortPath(absolute, place.home));
  let text: string;
  try {
    const { mode } = await stat(absolute);
    const bytes = await unlessInterrupted(readFile(absolute), place.signal);
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (place.platform !== 'win32' && (mode & 0o044) !== 0 && (mode & 0o170000) === 0o100000) {
      await warn(
        `btapi: reading the env file ${shown}: other users of this computer can read it; chmod 600 it`,
      );
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const why = error instanceof TypeError ? 'it is not UTF-8 text' : fileTrouble(error);
    throw usage(
      `reading the env file ${shown}: ${why}`,
      'it has lines such as BT_API_HOST=support.example.com; btapi help environment lists the names',
    );
  }
  const { parse } = await import('dotenv');
  return { shown, values: parse(text) };
}
