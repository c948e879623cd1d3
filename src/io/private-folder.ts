import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from './io.ts';

/** A folder that only this user can enter, for files that must not outlive the run. */
export interface PrivateFolder {
  /** Writes a file of mode 0600 and gives its path. */
  put(name: string, text: string): Promise<string>;
  /** Removes everything. */
  remove(): Promise<void>;
}

/** In memory where the system offers it (XDG_RUNTIME_DIR), else among the temporary files. */
export async function privateFolder(io: Pick<Io, 'env'>): Promise<PrivateFolder> {
  const runtime = io.env['XDG_RUNTIME_DIR'];
  const inMemory =
    runtime &&
    (await stat(runtime).then(
      (found) => found.isDirectory(),
      () => false,
    ));
  const base = inMemory ? runtime : io.env['TMPDIR'] || tmpdir();
  // mkdtemp makes it 0700.
  const folder = await mkdtemp(join(base, 'btapi-'));
  return {
    put: async (name, text) => {
      const path = join(folder, name);
      await writeFile(path, text, { mode: 0o600, flag: 'wx' });
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
