import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { privateFolder } from '../../src/io/private-folder.ts';

test.each(['XDG_RUNTIME_DIR', 'TMPDIR'])(
  'files only this user can read, below %s, and gone afterwards',
  async (name) => {
    const place = await mkdtemp(join(tmpdir(), 'private-'));
    const folder = await privateFolder({ env: { [name]: place } });
    const file = await folder.put('KEY', 'text\n');
    expect(file.startsWith(`${place}/btapi-`)).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
    expect(await readFile(file, 'utf8')).toBe('text\n');
    await folder.remove();
    expect(await readdir(place)).toEqual([]);
    await rm(place, { recursive: true });
  },
);
