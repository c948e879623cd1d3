import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/api/backend.ts';
import type { Answer, Call } from '../../src/api/call.ts';
import { NetworkError } from '../../src/api/network.ts';
import { fetchRecordings, type Tally } from '../../src/api/recordings.ts';
import { nothingFound } from '../../src/api/report.ts';
import { denied, refused } from '../../src/errors.ts';
import { answer } from '../support/send.ts';

const listing =
  '<session_summary_list><session_summary lsid="01" has_recording="1"/><session_summary lsid="02" has_recording="0"/><session_summary lsid="03" has_recording="1"/><session_summary lsid="03" has_recording="1"/><session_summary lsid="../x" has_recording="1"/></session_summary_list>';

const backend = (files: (call: Call) => Answer): Backend & { calls: string[] } => {
  const calls: string[] = [];
  return {
    calls,
    origin: new URL('https://pra.example/'),
    url: (path) => new URL(path, 'https://pra.example/'),
    find: async () => undefined,
    explain: async (call, { status }) =>
      status === 401 ? denied(`${call.what}: no`) : refused(`${call.what}: ${status}`),
    close: async () => undefined,
    send: async (call) => {
      calls.push(call.body ?? '');
      return call.body?.includes('Listing') ? answer(200, listing) : files(call);
    },
  };
};

const wanted = {
  product: 'pra',
  plan: { by: 'end', windows: [{ from: 1 }] },
  nothing: nothingFound,
  shells: false,
  text: false,
} as const;
const mp4 = (): Answer => answer(200, '\0\0\0\x18ftypmp42');
const expired = '<error>This recording has expired and can no longer be viewed or downloaded.</error>';

const keeper = (kept: string[], has: string[] = []) => ({
  has: (lsid: string) => has.includes(lsid),
  keep: async (file: string, from: Answer) => {
    kept.push(file);
    return (await from.text()).length;
  },
  progress: (_tally: Tally) => undefined,
});

describe('fetching recordings', () => {
  test('takes those that are there and not kept, by ids that can be file names', async () => {
    const kept: string[] = [];
    const tally = await fetchRecordings(backend(mp4), wanted, keeper(kept, ['03']));
    expect(kept).toEqual(['01.mp4']);
    expect(tally).toMatchObject({ sessions: 4, recordings: 2, present: 1, fetched: 1, failed: [] });
  });

  test('goes on when one is refused and says why', async () => {
    const kept: string[] = [];
    const files = (call: Call): Answer => (call.body?.includes('lsid=01') ? answer(200, expired) : mp4());
    const tally = await fetchRecordings(backend(files), wanted, keeper(kept));
    expect(kept).toEqual(['03.mp4']);
    expect(tally.failed).toEqual([
      {
        lsid: '01',
        file: '01.mp4',
        why: 'fetching AccessSessionRecording lsid=01: This recording has expired and can no longer be viewed or downloaded.',
      },
    ]);
  });

  test('goes on when the connection of one is cut', async () => {
    const kept: string[] = [];
    const cut = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('\0\0');
      throw new NetworkError('the answer was cut short', true, {});
    };
    const files = (call: Call): Answer =>
      call.body?.includes('lsid=01') ? { ...mp4(), body: cut() } : mp4();
    const tally = await fetchRecordings(backend(files), wanted, keeper(kept));
    expect(kept).toEqual(['03.mp4']);
    expect(tally.failed).toEqual([
      {
        lsid: '01',
        file: '01.mp4',
        why: 'fetching AccessSessionRecording lsid=01: the answer was cut short',
      },
    ]);
  });

  test('ends when it is not allowed at all', async () => {
    await expect(
      fetchRecordings(
        backend(() => answer(401)),
        wanted,
        keeper([]),
      ),
    ).rejects.toMatchObject({ code: 3 });
  });
});
