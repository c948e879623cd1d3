// The promised functions are loaded when one is first called: every run has this object, few use it.

import { promises } from 'node:fs';
import { dirname } from 'node:path';

import { usage } from '../errors.ts';
import { makeFolder } from '../folder.ts';
import { fileTrouble } from './file-trouble.ts';
import { expandPath } from './home.ts';
import type { Io } from './io.ts';
import { printable } from './printable.ts';

/** The few things that commands do with files besides saving a download. Paths may begin with `~`. */
export interface Files {
  /** Names in a folder; none when there is no such folder. */
  names(folder: string, only?: 'files'): Promise<string[]>;
  /** True for a folder that is there. */
  isFolder(path: string): Promise<boolean>;
  /** Makes a folder and those above it. */
  makeFolder(path: string): Promise<void>;
  /** The text of a file. @throws Failure (exit 2) when it cannot be read */
  text(path: string): Promise<string>;
  /** Writes a text file whole, and the folders above it: beside its place first, then renamed. */
  replace(path: string, text: string): Promise<void>;
  /** Deletes one file. */
  remove(path: string): Promise<void>;
}

/** Files as a run sees them: relative to its folder. */
export function files(io: Pick<Io, 'cwd' | 'home'>): Files {
  const at = (path: string): string => expandPath(path, io);
  const tried = async <T>(
    doing: string,
    path: string,
    work: (absolute: string) => Promise<T>,
  ): Promise<T> => {
    try {
      return await work(at(path));
    } catch (error) {
      throw usage(`${doing} ${printable(path)}: ${fileTrouble(error)}`);
    }
  };
  return {
    names: async (folder, only) => {
      const entries = await promises.readdir(at(folder), { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => only === undefined || entry.isFile()).map(({ name }) => name);
    },
    isFolder: async (path) => (await promises.stat(at(path)).catch(() => undefined))?.isDirectory() === true,
    makeFolder: (path) => tried('making the folder', path, async (absolute) => makeFolder(absolute, 0o700)),
    text: (path) => tried('reading', path, (absolute) => promises.readFile(absolute, 'utf8')),
    replace: (path, text) =>
      tried('writing', path, async (absolute) => {
        makeFolder(dirname(absolute), 0o755);
        const { randomUUID } = await import('node:crypto');
        const arriving = `${absolute}.${randomUUID()}`;
        await promises.writeFile(arriving, text, { flag: 'wx' });
        await promises.rename(arriving, absolute);
      }),
    remove: (path) => tried('deleting', path, (absolute) => promises.rm(absolute)),
  };
}
