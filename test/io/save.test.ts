import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Destination, type Download, save } from '../../src/io/save.ts';
import { capture } from '../support/io.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await realpath(await mkdtemp(join(tmpdir(), 'save-')));
});
afterEach(() => rm(cwd, { recursive: true }));

async function* body(...pieces: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield Buffer.from(piece);
  }
}

const place = (more: Partial<Destination> = {}): Destination => ({
  cwd,
  force: false,
  stdout: capture(),
  signal: new AbortController().signal,
  fallbackName: 'fallback.bin',
  ...more,
});
const download = (more: Partial<Download> = {}): Download => ({
  body: body('one', 'two'),
  length: 6,
  ...more,
});
const sha256 = createHash('sha256').update('onetwo').digest('hex');
const content = (path: string) => readFile(join(cwd, path), 'utf8');

describe('where it goes', () => {
  test('the current folder, under the server name made safe, for its owner only', async () => {
    const pieces: number[] = [];
    const saved = await save(
      download({ suggestedName: '../setup.sh' }),
      place({ onBytes: (n) => pieces.push(n) }),
    );
    expect(saved).toEqual({ file: 'setup.sh', size: 6, sha256 });
    expect([await content('setup.sh'), (await stat(join(cwd, 'setup.sh'))).mode & 0o777]).toEqual([
      'onetwo',
      0o600,
    ]);
    expect([await readdir(cwd), pieces]).toEqual([['setup.sh'], [6]]);
  });

  test('the fallback name', async () => {
    expect((await save(download({ suggestedName: '..' }), place())).file).toBe('fallback.bin');
  });

  test('an explicit file is replaced', async () => {
    await writeFile(join(cwd, 'x'), 'old');
    expect((await save(download(), place({ to: 'x' }))).file).toBe('x');
    expect(await content('x')).toBe('onetwo');
  });

  test('a folder keeps the server name', async () => {
    await mkdir(join(cwd, 'in'));
    expect((await save(download({ suggestedName: 's.sh' }), place({ to: 'in' }))).file).toBe(
      join('in', 's.sh'),
    );
  });

  test('a name that looks like an option is given in a usable way', async () => {
    expect((await save(download(), place({ to: '-x' }))).file).toBe('./-x');
  });

  test('outside the current folder it is absolute', async () => {
    await mkdir(join(cwd, 'in'));
    const saved = await save(download(), place({ cwd: join(cwd, 'in'), to: '../x' }));
    expect(saved.file).toBe(join(cwd, 'x'));
  });

  test('standard output', async () => {
    const stdout = capture();
    expect(await save(download(), place({ to: '-', stdout }))).toEqual({ file: '-', size: 6, sha256 });
    expect([stdout.text, await readdir(cwd)]).toEqual(['onetwo', []]);
  });

  test('a device is written to, not replaced', async () => {
    expect((await save(download(), place({ to: '/dev/null' }))).size).toBe(6);
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  test('an explicit link: its target is replaced', async () => {
    await writeFile(join(cwd, 'real'), 'old');
    await symlink('real', join(cwd, 'link'));
    await save(download(), place({ to: 'link' }));
    expect([await content('real'), (await readdir(cwd)).sort()]).toEqual(['onetwo', ['link', 'real']]);
  });
});

describe('what exists', () => {
  test('stays, without --force', async () => {
    await writeFile(join(cwd, 's.sh'), 'old');
    await expect(save(download({ suggestedName: 's.sh' }), place())).rejects.toMatchObject({
      message: 'saving to s.sh: the file exists',
      code: 2,
    });
    expect([await content('s.sh'), await readdir(cwd)]).toEqual(['old', ['s.sh']]);
  });

  test('stays when it appears meanwhile', async () => {
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('one');
      await writeFile(join(cwd, 's.sh'), 'other');
      yield Buffer.from('two');
    }
    const late = save(download({ body: slow(), suggestedName: 's.sh' }), place());
    await expect(late).rejects.toMatchObject({ message: 'saving to s.sh: the file exists', code: 2 });
    expect([await content('s.sh'), await readdir(cwd)]).toEqual(['other', ['s.sh']]);
  });

  test('a link nobody named is never followed', async () => {
    await symlink(join(cwd, 'elsewhere'), join(cwd, 's.sh'));
    await expect(save(download({ suggestedName: 's.sh' }), place())).rejects.toMatchObject({ code: 2 });
    await save(download({ suggestedName: 's.sh' }), place({ force: true }));
    expect([await content('s.sh'), await readdir(cwd)]).toEqual(['onetwo', ['s.sh']]);
  });

  test('is replaced with --force', async () => {
    await writeFile(join(cwd, 's.sh'), 'old');
    await save(download({ suggestedName: 's.sh' }), place({ force: true }));
    expect(await content('s.sh')).toBe('onetwo');
  });
});

describe('nothing is left', () => {
  test.each<[string, Partial<Download>, string, number]>([
    ['cut short', { length: 7 }, 'downloading: 6 bytes came where 7 were announced', 5],
    ['too long', { length: 5 }, 'downloading: more bytes came where 5 were announced', 5],
    ['broken', { body: body('one', new Error('reset')) }, 'downloading: reset', 5],
  ])('%s', async (_, more, message, code) => {
    await expect(save(download(more), place())).rejects.toMatchObject({ message, code });
    await expect(
      save(download({ ...more, body: body('onetwo', new Error('reset')) }), place({ to: 'x' })),
    ).rejects.toThrow();
    expect(await readdir(cwd)).toEqual([]);
  });

  test('interrupted while the body hangs', async () => {
    const controller = new AbortController();
    const hanging = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          setImmediate(() => controller.abort('SIGINT'));
          return new Promise<never>(() => {});
        },
      }),
    };
    const answer = save(download({ body: hanging }), place({ signal: controller.signal }));
    await expect(answer).rejects.toMatchObject({ code: 130 });
    expect(await readdir(cwd)).toEqual([]);
  });
});

test.each([
  ['no/such/x', 'saving to no/such/x: there is no such folder'],
  ['folder/', 'saving to folder/: there is no such folder'],
  ['', 'saving a file: the name after --to is empty'],
  ['/proc/x', 'saving to /proc/x: there is no such folder'],
])('a place that cannot be used: %j', async (to, message) => {
  await expect(save(download(), place({ to }))).rejects.toMatchObject({ message, code: 2 });
});

test('large bodies are written in large pieces', async () => {
  const pieces: number[] = [];
  async function* large(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < 64; i++) yield new Uint8Array(65_536).fill(i);
  }
  const saved = await save({ body: large() }, place({ onBytes: (n) => pieces.push(n) }));
  expect([saved.size, pieces]).toEqual([64 * 65_536, [1_048_576, 1_048_576, 1_048_576, 1_048_576]]);
});
