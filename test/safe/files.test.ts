import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { safeWorld } from './world.ts';

const safe = await safeWorld();
const { run } = safe;
/** Without the calls of the session. */
const inner = (calls: string[]) => calls.filter((call) => !/Auth\/Sign/.test(call));

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'btapi-safe-'));

  test('up and down, byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 128, 10]);
    writeFileSync(join(folder, 'licence.dat'), bytes);
    const box = (await run('safe add Secrets-Safe/Safes Name=Ops -f Id')).stdout.trim();
    const place = `Secrets-Safe/Folders/${box}/Secrets/File`;
    const args = [
      'safe',
      'add',
      place,
      'Title=licence',
      'OwnerId=1',
      '--file',
      join(folder, 'licence.dat'),
      '-o',
      'json',
    ];
    const made = await run(args);
    expect(made.stderr).toBe('');
    const secret = JSON.parse(made.stdout) as { Id: string; FileName: string };
    expect(secret.FileName).toBe('licence.dat');
    // OwnerId belongs to body version 3.0, so that is what is asked for.
    expect(inner(made.calls)[0]).toMatch(new RegExp(`^POST ${place}\\?version=3.0 `));
    const to = join(folder, 'back.dat');
    const saved = await run(`safe download Secrets-Safe/Secrets/${secret.Id}/File/Download --to ${to}`);
    expect(saved.stderr).toBe('');
    expect(JSON.parse(saved.stdout)).toMatchObject({ file: to, size: 8 });
    expect(readFileSync(to)).toEqual(bytes);
  });

  test('without a file, or with a large one: exit 2', async () => {
    writeFileSync(join(folder, 'large'), Buffer.alloc(5_000_001));
    const place = 'Secrets-Safe/Folders/6b2f9d0e-7c1a-4f53-9a70-3d3a4e1f5b21/Secrets/File';
    expect(await run(`safe add ${place} Title=x`)).toMatchObject({ code: 2, calls: [] });
    expect(await run(`safe add ${place} Title=x --file ${join(folder, 'large')}`)).toMatchObject({
      code: 2,
      calls: [],
    });
    expect(await run(`safe add ${place} Title=x --file ${join(folder, 'none')}`)).toMatchObject({
      code: 2,
      calls: [],
    });
  });
});
