import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countingClock } from '../support/clock.ts';
import { world } from '../support/run.ts';

const now = Date.UTC(2026, 10, 22, 12, 0, 0);
const pra = await world({ clock: { now: () => now } });
const rs = await world({ product: 'rs', clock: { now: () => now } });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'btapi-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Summary {
  sessions: number;
  recordings: number;
  present: number;
  fetched: number;
  bytes: number;
  failed: number;
  failures: { lsid: string; file: string; why: string }[];
}

const run = async (line: string, on = pra, tty = false) => {
  const result = await on.run(line.replace('DIR', folder), {
    clock: countingClock(now),
    tty: { stderr: tty },
  });
  return { ...result, summary: (result.stdout === '' ? {} : JSON.parse(result.stdout)) as Summary };
};

describe('archiving', () => {
  test('fetches each recording of the sessions that ended, once', async () => {
    const first = await run('recordings --last 1d --to DIR');
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.summary).toMatchObject({
      sessions: 6,
      recordings: 4,
      present: 0,
      fetched: 4,
      failed: 0,
      bytes: 160_000,
      failures: [],
    });
    const files = readdirSync(folder);
    expect(files).toHaveLength(4);
    for (const file of files) {
      expect(file).toMatch(/^[0-9a-f]{31,32}\.mp4$/);
      expect(statSync(join(folder, file)).size).toBe(40_000);
      expect(readFileSync(join(folder, file)).subarray(4, 8).toString()).toBe('ftyp');
    }
    const again = await run('recordings --last 1d --to DIR');
    expect(again.summary).toMatchObject({ recordings: 4, present: 4, fetched: 0, bytes: 0 });
    // Which product it is, and one listing: nothing else is asked for.
    expect(again.calls).toHaveLength(2);
  });

  test('the shells too, as text', async () => {
    const { code, summary } = await run('recordings --last 1d --by start --to DIR --shell --format txt');
    expect(code).toBe(0);
    const shells = readdirSync(folder).filter((name) => name.includes('-shell-'));
    expect(shells.filter((name) => name.startsWith('c69a8e10bea9428f816cfababe9815fe-'))).toEqual(
      [0, 1, 2].map((n) => `c69a8e10bea9428f816cfababe9815fe-shell-${n}.txt`),
    );
    expect(summary.fetched).toBe(readdirSync(folder).length);
    expect(
      (await run('recordings --last 1d --by start --to DIR --shell --format txt')).summary,
    ).toMatchObject({ fetched: 0, present: summary.fetched });
  });

  test('a file that was renamed counts by the id it begins with', async () => {
    await run('recordings --last 1d --to DIR');
    const [file = ''] = readdirSync(folder);
    renameSync(join(folder, file), join(folder, `${file.slice(0, -4)} db01 (Ada).mp4`));
    expect((await run('recordings --last 1d --to DIR')).summary).toMatchObject({ fetched: 0 });
    // A shell's recording is not the session's.
    renameSync(
      join(folder, `${file.slice(0, -4)} db01 (Ada).mp4`),
      join(folder, `${file.slice(0, -4)}-shell-0.mp4`),
    );
    expect((await run('recordings --last 1d --to DIR')).summary).toMatchObject({ fetched: 1 });
  });

  test('works on RS with its own reports, and asks which product it is', async () => {
    const { code, summary, calls } = await run('recordings --last 1d --to DIR', rs);
    expect([code, summary.fetched]).toEqual([0, 4]);
    expect(calls.join()).toContain('SupportSessionListing');
    expect((await run('recordings --last 1d --to DIR --product rs', rs)).calls).toHaveLength(1);
  });

  test('a quiet night is done', async () => {
    const { code, summary } = await run('recordings --from 2016-07-01 --until 2016-07-02 --to DIR');
    expect([code, summary.sessions, summary.recordings]).toEqual([0, 0, 0]);
  });

  test('makes the folder', async () => {
    const { code } = await run('recordings --last 1d --to DIR/new/one');
    expect([code, readdirSync(join(folder, 'new', 'one')).length]).toEqual([0, 4]);
  });

  test('shows on a terminal how far it is', async () => {
    const { stderr } = await run('recordings --last 1d --to DIR', pra, true);
    expect(stderr).toContain('\r\u001b[K4 of 4 recordings, 0.2 MB');
    expect(stderr.endsWith('\r\u001b[K')).toBe(true);
  });
});

describe('when it goes wrong', () => {
  test('one that has expired is told, and the others are fetched', async () => {
    const { code, summary } = await run('recordings --last 3d --to DIR');
    expect(code).toBe(7);
    expect(summary.failures).toEqual([
      {
        lsid: expect.stringMatching(/^[0-9a-f]{32}$/),
        file: expect.stringMatching(/\.mp4$/),
        why: expect.stringContaining('This recording has expired and can no longer be viewed or downloaded.'),
      },
    ]);
    expect(readdirSync(folder)).toHaveLength(summary.recordings - 1);
  });

  test('a refused listing leaves no file and is its own exit code', async () => {
    pra.sandbox.fault('xml=nested');
    const { code, stdout } = await run('recordings --last 1d --to DIR --product pra');
    expect([code, stdout, readdirSync(folder)]).toEqual([4, '', []]);
  });

  test.each([
    ['recordings --last 1d', '--to FOLDER is missing'],
    ['recordings --to DIR', '--last or --from says where it begins'],
    ['recordings --last 1d --to DIR --format txt', 'it goes with --shell'],
    ['recordings --last 1y --to DIR', 'is no length of time'],
    [
      'recordings --from 2026-11-02 --until 2026-11-01 --to DIR',
      'reading --until: 2026-11-01 is not after 2026-11-02',
    ],
  ])('%s is exit 2', async (line, message) => {
    const { code, stderr, calls } = await run(line);
    expect([code, calls]).toEqual([2, []]);
    expect(stderr).toContain(message);
  });
});
