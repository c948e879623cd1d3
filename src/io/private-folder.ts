import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCode, Failure, reason, usage } from '../errors.ts';
import type { Io } from './io.ts';
import { printable } from './printable.ts';

/** A folder that only this user can enter, for files that must not outlive the run. */
export interface PrivateFolder {
  /** Writes a file of mode 0600 and gives its path. */
  put(name: string, text: string): Promise<string>;
  /** Removes everything. */
  remove(): Promise<void>;
}

/**
 * In memory where the system offers it (XDG_RUNTIME_DIR), else among the temporary files.
 * @throws Failure 2 when neither can be written to, 1 when a file cannot be written
 */
export async function privateFolder(io: Pick<Io, 'env'>): Promise<PrivateFolder> {
  const folder = await make(io.env);
  return {
    put: async (name, text) => {
      const path = join(folder, name);
      try {
        await writeFile(path, text, { mode: 0o600, flag: 'wx' });
      } catch (error) {
        throw new Failure(`writing the secret file ${name}: ${trouble(error)}`, exitCode.fault);
      }
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function make(env: Io['env']): Promise<string> {
  const runtime = env['XDG_RUNTIME_DIR'];
  const usual = env['TMPDIR'] || tmpdir();
  // mkdtemp makes it 0700.
  const made = (base: string) => mkdtemp(join(base, 'btapi-'));
  // A service that changed its user has a folder there that is not its own.
  const inMemory = runtime ? await made(runtime).catch(() => undefined) : undefined;
  return (
    inMemory ??
    (await made(usual).catch((error: unknown) => {
      throw usage(
        `making a private folder in ${printable(usual)}: ${trouble(error)}`,
        'TMPDIR names another place; nothing was checked out',
      );
    }))
  );
}

const troubles: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EACCES: 'no permission to write there',
  ENOSPC: 'the disk is full',
};

const trouble = (error: unknown): string =>
  troubles[String((error as { code?: unknown } | null)?.code)] ?? reason(error);
