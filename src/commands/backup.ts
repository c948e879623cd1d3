import { join } from 'node:path';
import { backup } from '../api/appliance.ts';
import { usage } from '../errors.ts';
import type { Context } from './context.ts';
import type { Definition } from './definition.ts';
import { wholeNumber } from './words.ts';

export const command: Definition = {
  options: [
    { flags: '--to <place>', description: 'a file, or a folder to keep dated backups in (the current one)' },
    { flags: '--keep <n>', description: 'keep the newest n backups of this host in the folder' },
    { flags: '--password-file <file>', description: 'protect the backup with the password in this file' },
  ],
  examples: [
    'btapi backup',
    'btapi backup --to /var/backups/bt --keep 14',
    'btapi backup --to - | age -r age1... > backup.nsb.age',
  ],
  about:
    'Saves HOST-YYYYMMDDTHHMMSSZ.nsb, readable by you only. After a failure nothing is deleted.\nRecordings are not in a backup: see btapi recordings.',
  run: async (context, _words, own) => {
    const keep = wholeNumber(own['keep'], '--keep', 1);
    const to = typeof own['to'] === 'string' ? own['to'] : '.';
    const folder = to === '-' ? undefined : (await folderOf(context, to)) ? to : undefined;
    if (keep !== undefined && folder === undefined) {
      throw usage('reading --keep: it goes with a folder', 'name one with --to FOLDER/');
    }
    const password = await passwordOf(context, own['passwordFile']);
    const backend = await context.sra();
    const host = backend.origin.hostname.replace(/[^\w.-]/g, '_');
    const name = `${host}-${stamp(context.io.clock.now())}.nsb`;
    const place = folder === undefined ? to : join(folder, name);
    const saved = await context.save(await backup(backend, password), { to: place, fallbackName: name });
    if (to === '-') return undefined;
    const deleted =
      keep === undefined || folder === undefined ? [] : await prune(context, folder, host, name, keep);
    await context.print({ ...saved, ...(keep === undefined ? {} : { deleted }) });
    return undefined;
  },
};

/** A place is a folder when it is one, or is written like one; it is made then. */
async function folderOf(context: Context, to: string): Promise<boolean> {
  if (await context.files.isFolder(to)) return true;
  if (!/[/\\]$/.test(to)) return false;
  await context.files.makeFolder(to);
  return true;
}

async function passwordOf(context: Context, file: unknown): Promise<string | undefined> {
  if (typeof file !== 'string') return undefined;
  const password = (await context.files.text(file)).replace(/\r?\n$/, '');
  if (password === '') throw usage(`reading --password-file ${file}: it is empty`);
  return password;
}

/** UTC, so that names sort by age whatever the clock here does: 20261122T080000Z. */
const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');

/** Deletes all but the newest of our own files; others in the folder, links and folders too, are left alone. */
async function prune(
  context: Context,
  folder: string,
  host: string,
  fresh: string,
  keep: number,
): Promise<string[]> {
  const own = new RegExp(`^${host.replace(/[.]/g, '\\.')}-\\d{8}T\\d{6}Z\\.nsb$`);
  // The one just made counts as the newest whatever the clock said when the others were made.
  const others = (await context.files.names(folder, 'files'))
    .filter((name) => own.test(name) && name !== fresh)
    .sort();
  const old = others.slice(0, Math.max(0, others.length + 1 - keep));
  for (const name of old) await context.files.remove(join(folder, name));
  return old;
}
