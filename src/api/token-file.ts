// Synchronous on purpose: these files are tiny, and node's promised file functions take longer to load than all of this.
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../folder.ts';
import { memoryStore, type Token, type TokenStore } from './tokens.ts';

// How long a process that minted may sit on the lock before it is thought dead, and how often others look.
const stale = 10_000;
const look = 40;

/**
 * Tokens shared by all processes of this user: one file per account, 0600 in a folder of 0700, written beside and
 * renamed. The lock is politeness, not correctness: without it one more token is minted. Where nothing can be written
 * (EC2 user data, read-only root) tokens stay in memory, without complaint.
 * @param folder the cache folder of btapi; made when missing
 * @param sleep waits that many milliseconds
 * @param owner the user's number: files of others are not believed, in a folder that several can write to; absent on
 *   Windows, where there is none
 */
export function fileStore(
  folder: string,
  sleep: (ms: number) => Promise<void>,
  random: () => number,
  owner?: number,
): TokenStore {
  const memory = memoryStore();
  const fileOf = (key: string) => join(folder, `token-${key}.json`);

  return {
    read: async (key) => readToken(fileOf(key), owner) ?? memory.read(key),
    write: async (key, token) => {
      if (!(await writePrivately(fileOf(key), JSON.stringify(token)))) await memory.write(key, token);
    },
    clear: async () => {
      const tokens = namesIn(folder).filter((name) => /^token-.*\.json$/.test(name));
      for (const name of tokens) rmSync(join(folder, name), { force: true });
      return tokens.length + (await memory.clear());
    },
    alone: async (key, work) => {
      const release = await lock(fileOf(key));
      try {
        return await work();
      } finally {
        await release().catch(() => undefined);
      }
    },
  };

  async function lock(file: string): Promise<() => Promise<void>> {
    const none = async () => undefined;
    try {
      makeFolder(folder, 0o700);
    } catch {
      return none;
    }
    const { lock: take } = await import('proper-lockfile');
    for (let waited = 0; waited < 3 * stale; ) {
      try {
        return await take(file, { realpath: false, stale, retries: 0, onCompromised: () => undefined });
      } catch (error) {
        if ((error as { code?: string }).code !== 'ELOCKED') return none;
      }
      const turn = look * (0.5 + random());
      await sleep(turn);
      waited += turn;
    }
    return none;
  }
}

// What a header can carry; a kept session is a list of cookies, and an ended one is empty.
const carried = /^[\x20-\x7e]*$/;

/** The token in a file that only its owner can have written: no link, not ours to others, none of another user. */
function readToken(file: string, owner: number | undefined): Token | undefined {
  try {
    const handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { uid, mode } = fstatSync(handle);
      if (owner !== undefined && (uid !== owner || (mode & 0o077) !== 0)) return undefined;
      const { text, until } = JSON.parse(readFileSync(handle, 'utf8')) as Partial<Token>;
      const sound = typeof text === 'string' && carried.test(text) && Number.isSafeInteger(until);
      return sound && until !== undefined ? { text, until } : undefined;
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}

/** Writes a file of mode 0600 beside its place and renames it, so that nobody ever reads half of one. */
async function writePrivately(file: string, text: string): Promise<boolean> {
  const { randomUUID } = await import('node:crypto');
  const temporary = `${file}.${randomUUID()}`;
  try {
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(handle, text);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
    return true;
  } catch {
    discard(temporary);
    return false;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never made.
  }
}
