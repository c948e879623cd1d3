import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/api/backend.ts';
import type { Answer } from '../../src/api/call.ts';
import { reports } from '../../src/api/catalogue/report.ts';
import type { Report } from '../../src/api/catalogue/xml-row.ts';
import { NetworkError } from '../../src/api/network.ts';
import type { Plan } from '../../src/api/range.ts';
import { nothingFound, records } from '../../src/api/report.ts';
import { joined } from '../../src/api/report-parts.ts';
import type { Value } from '../../src/value.ts';
import { answer } from '../support/send.ts';

/** A backend that answers from a list, and the forms it was sent. */
function backend(...answers: Answer[]): { backend: Backend; forms: string[] } {
  const forms: string[] = [];
  return {
    forms,
    backend: {
      origin: new URL('https://pra.example/'),
      url: (path) => new URL(path, 'https://pra.example/'),
      find: async () => undefined,
      explain: async () => {
        throw new Error('not asked for');
      },
      close: async () => undefined,
      send: async (call) => {
        expect([call.method, call.url.href, call.effect]).toEqual([
          'POST',
          'https://pra.example/api/reporting',
          'read',
        ]);
        forms.push(call.body ?? '');
        return answers.shift() ?? answer(500);
      },
    },
  };
}

async function all(from: Backend, name: string, plan: Plan): Promise<Value[]> {
  const found: Value[] = [];
  const question = { name, row: reports[name] as Report, pairs: [], plan, nothing: nothingFound };
  for await (const batch of records(from, question)) found.push(...batch);
  return found;
}

const listed = (...ids: string[]): Answer =>
  answer(
    200,
    `<session_summary_list>${ids.map((id) => `<session_summary lsid="${id}"/>`).join('')}</session_summary_list>`,
  );
const happened = (...times: number[]): Answer =>
  answer(
    200,
    `<vault_account_activity_list>${times.map((time) => `<vault_account_activity timestamp="${time}" account="1"/>`).join('')}</vault_account_activity_list>`,
  );
const ids = (found: Value[]): unknown[] => found.map((item) => (item as { lsid: string }).lsid);
const times = (found: Value[]): unknown[] => found.map((item) => (item as { timestamp: number }).timestamp);

describe('windows joined', () => {
  const plan: Plan = {
    by: 'start',
    windows: [{ from: 100, to: 200 }, { from: 200, to: 300 }, { from: 300 }],
  };

  test('what stands in every window, since it has no end yet, comes once', async () => {
    const { backend: from } = backend(listed('a', 'open'), listed('open', 'b'), listed('open', 'c'));
    expect(ids(await all(from, 'AccessSessionListing', plan))).toEqual(['a', 'open', 'b', 'c']);
  });

  test('ask one after the other, the last one open', async () => {
    const { backend: from, forms } = backend(listed('a'), listed('b'), listed('c'));
    expect(ids(await all(from, 'AccessSessionListing', plan))).toEqual(['a', 'b', 'c']);
    expect(forms).toEqual(
      [100, 200, 300].map(
        (start, index) =>
          `generate_report=AccessSessionListing&start_time=${start}&duration=${index < 2 ? 100 : 0}`,
      ),
    );
  });

  test('hold nothing twice: neither in one window nor where two meet', async () => {
    const { backend: from } = backend(listed('a', 'b', 'b'), listed('b', 'c'), listed('c', 'd'));
    expect(ids(await all(from, 'AccessSessionListing', plan))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('belong to the window in which they lie, though the appliance counts its last second in', async () => {
    const { backend: from } = backend(
      happened(100, 199, 200),
      happened(200, 200, 299, 300),
      happened(300, 301),
    );
    // Two events of the same second are two events.
    expect(times(await all(from, 'VaultAccountActivity', plan))).toEqual([100, 199, 200, 200, 299, 300, 301]);
  });

  test('cut the events of a team, which comes in every window', async () => {
    const team = (id: string, ...at: number[]): string =>
      `<team_activity id="${id}"><events>${at.map((time) => `<event timestamp="${time}"/>`).join('')}</events></team_activity>`;
    const document = (from: number, ...inner: string[]): Answer =>
      answer(
        200,
        `<team_activity_list><start_time timestamp="${from}"/><end_time timestamp="${from + 100}"/>${inner.join('')}</team_activity_list>`,
      );
    const { backend: from } = backend(
      document(100, team('1', 100, 200), team('2', 200)),
      document(200, team('1', 200, 250), team('2', 200)),
      document(300),
    );
    const question = { name: 'Team', row: reports['Team'] as Report, pairs: [], plan };
    const stream = records(from, question);
    const found: Value[] = [];
    let step = await stream.next();
    for (; !step.done; step = await stream.next()) found.push(...step.value);
    expect(step.value).toMatchObject({ start_time: { timestamp: 100 }, end_time: { timestamp: 400 } });
    const events = (list: Value[]) =>
      list.map((one) => {
        const { id, events: holder } = one as { id: string; events: { event: { timestamp: number }[] } };
        return [id, ...holder.event.map(({ timestamp }) => timestamp)];
      });
    expect(events(found)).toEqual([
      ['1', 100],
      ['1', 200, 250],
      ['2', 200],
    ]);
    expect(events(joined(found, 'id', { path: ['events', 'event'], time: 'timestamp' }))).toEqual([
      ['1', 100, 200, 250],
      ['2', 200],
    ]);
  });

  test('go on behind one in which nothing happened', async () => {
    const none = '<error>No Support report information matching your chosen criteria is available.</error>';
    const { backend: from } = backend(listed('a'), answer(200, none), listed('c'));
    expect(ids(await all(from, 'AccessSessionListing', plan))).toEqual(['a', 'c']);
  });

  test('end where one is refused', async () => {
    const { backend: from, forms } = backend(
      listed('a'),
      answer(200, '<error>Not today.</error>'),
      listed('c'),
    );
    await expect(all(from, 'AccessSessionListing', plan)).rejects.toMatchObject({
      code: 4,
      message: 'asking for AccessSessionListing: Not today.',
    });
    expect(forms).toHaveLength(2);
  });
});

describe('a stream', () => {
  test('gives its records before the document ends', async () => {
    let released = (): void => undefined;
    const slow: Answer = {
      ...answer(200),
      body: (async function* () {
        yield Buffer.from('<session_summary_list><session_summary lsid="a"/>');
        await new Promise<void>((done) => {
          released = done;
        });
        yield Buffer.from('</session_summary_list>');
      })(),
    };
    const stream = records(backend(slow).backend, {
      name: 'AccessSessionListing',
      row: reports['AccessSessionListing'] as Report,
      pairs: [['lsid', 'a']],
    });
    expect((await stream.next()).value).toEqual([{ lsid: 'a' }]);
    const rest = stream.next();
    await new Promise((done) => setTimeout(done, 5));
    released();
    expect(await rest).toEqual({ done: true, value: { session_summary: [] } });
  });

  test('that nobody wants more of is let go, and no other window is asked for', async () => {
    let released = false;
    const long: Answer = {
      ...answer(200),
      body: (async function* () {
        try {
          yield Buffer.from('<session_summary_list><session_summary lsid="a"/>');
          for (;;) yield Buffer.from('<session_summary lsid="b"/>');
        } finally {
          released = true;
        }
      })(),
    };
    const { backend: from, forms } = backend(long, listed('c'));
    const plan: Plan = { by: 'start', windows: [{ from: 1, to: 2 }, { from: 2 }] };
    const question = {
      name: 'AccessSessionListing',
      row: reports['AccessSessionListing'] as Report,
      pairs: [],
      plan,
    };
    for await (const _batch of records(from, question)) break;
    expect([released, forms.length]).toEqual([true, 1]);
  });

  test('that is cut is not now', async () => {
    const cut: Answer = {
      ...answer(200),
      body: (async function* () {
        yield Buffer.from('<session_summary_list><session_summary lsid="a"/>');
        throw new NetworkError('the connection was lost', true, {});
      })(),
    };
    await expect(
      all(backend(cut).backend, 'AccessSessionListing', { by: 'start', windows: [{ from: 1 }] }),
    ).rejects.toMatchObject({ code: 5, message: 'asking for AccessSessionListing: the connection was lost' });
  });
});
