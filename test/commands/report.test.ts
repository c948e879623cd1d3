import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { reports } from '../../src/api/catalogue/report.ts';
import { countingClock } from '../support/clock.ts';
import { world } from '../support/run.ts';

// Noon, so that a day back is a day back in every zone a test may run in.
const now = Date.UTC(2026, 10, 22, 12, 0, 0);
const pra = await world({ clock: { now: () => now } });
const rs = await world({ product: 'rs', clock: { now: () => now } });
const guide = 'c69a8e10bea9428f816cfababe9815fe';

const of = (product: string | undefined) => (product === 'rs' ? rs : pra);
const run = (line: string | readonly string[], on = pra) =>
  on.run(line, { clock: countingClock(now), cwd: place() });

let turn = 0;
let folder = '';
const place = (): string => folder;
beforeEach(() => {
  turn += 1;
  folder = join(pra.folder, `run-${turn}`);
  mkdirSync(folder);
});

interface Session {
  lsid: string;
  start_time: { timestamp: number };
  end_time: { timestamp?: number };
  session_details: { event: { event_type: string }[] };
}

const asked = (name: string, fields: Record<string, string>): string =>
  `POST /api/reporting ${JSON.stringify({ generate_report: name, ...fields })}`;

describe('every report', () => {
  test.each(Object.entries(reports))('%s does what its examples say', async (name, row) => {
    for (const example of row.examples) {
      const words = example
        .replace('2016-07-01 index', '2026-11-20 index')
        .replace('date=2016-07-01', 'date=2026-11-20')
        .split(' ');
      const { code, stdout, stderr, calls } = await run(['report', name, ...words], of(row.product));
      expect([example, code, stderr]).toEqual([example, 0, '']);
      expect(calls.length).toBeGreaterThan(0);
      if (row.answer.kind === 'file') {
        const { file, size } = JSON.parse(stdout) as { file: string; size: number };
        expect(readFileSync(join(folder, file)).length).toBe(size);
      } else expect(stdout.length).toBeGreaterThan(2);
    }
  });

  test.each(Object.entries(reports))('%s has help with its parameters and an example', async (name, row) => {
    const { code, stdout, calls } = await run(['report', name, '--help']);
    expect([code, calls]).toEqual([0, []]);
    expect(stdout).toContain(`  btapi report ${name} ${row.examples[0]}`);
    for (const param of Object.keys(row.params)) expect(stdout).toContain(param);
  });

  test('is listed', async () => {
    const { stdout } = await run('report');
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(Object.keys(reports));
  });
});

describe('what the guide asks for', () => {
  const anchors = [
    'start_date=2016-07-01 duration=0',
    'start_date=2016-07-01 duration=31',
    'start_time=1467360000 duration=0',
    'start_time=1467360000 duration=36000',
    'end_date=2016-07-01 duration=0',
    'end_date=2016-07-01 duration=31',
    'end_time=1467360000 duration=0',
    'end_time=1467360000 duration=36000',
  ];
  test.each([
    ...anchors.map((words) => `AccessSession ${words}`),
    `AccessSession lsid=${guide}`,
    `AccessSession lsids=${guide},a5eaa58591047b88556f944804227b0,5bf07601298b495b87310da9ce571e22`,
    ...anchors.map((words) => `AccessSessionListing ${words}`),
    ...anchors.map((words) => `AccessSessionSummary ${words} report_type=user`),
    ...anchors.map((words) => `Team ${words}`),
    'Team start_date=2016-07-01 duration=0 team_id=1',
    'Team end_date=2016-07-01 duration=0 team_id=1',
    `AccessSessionRecording lsid=${guide}`,
    `CommandShellRecording lsid=${guide} instance=0`,
    `CommandShellRecording lsid=${guide} instance=2`,
    'EndpointLicenseUsage',
  ])('%s', async (line) => {
    const [name = '', ...pairs] = line.split(' ');
    const { code, stdout, stderr, calls } = await run(['report', name, ...pairs]);
    expect([code, stderr]).toEqual([0, '']);
    expect(calls).toEqual([
      asked(name, Object.fromEntries(pairs.map((pair) => pair.split('=')) as [string, string][])),
    ]);
    // All that ever happened lies after 2016.
    if (/duration=(31|36000)/.test(line)) expect(stdout).toBe('[]\n');
    else expect(stdout.length).toBeGreaterThan(10);
  });

  test('three sessions by their ids', async () => {
    const { stdout } = await run(
      `report AccessSession lsids=${guide},a5eaa58591047b88556f944804227b0,5bf07601298b495b87310da9ce571e22`,
    );
    expect((JSON.parse(stdout) as Session[]).map(({ lsid }) => lsid)).toEqual([
      guide,
      'a5eaa58591047b88556f944804227b0',
      '5bf07601298b495b87310da9ce571e22',
    ]);
  });
});

describe('ranges', () => {
  test('the last day, up to now over there', async () => {
    const { calls } = await run('report AccessSessionListing --last 1d');
    expect(calls).toEqual([
      asked('AccessSessionListing', { start_time: String(now / 1000 - 86_400), duration: '0' }),
    ]);
  });

  test('from is inclusive and to exclusive, though the appliance counts the last second in', async () => {
    const all = JSON.parse((await run('report AccessSession --last 2d')).stdout) as Session[];
    const [first, second, third] = all;
    if (!first || !second || !third) throw new Error('too few sessions');
    const time = ({ start_time }: Session): string => new Date(start_time.timestamp * 1000).toISOString();
    const { stdout } = await run(['report', 'AccessSession', '--from', time(first), '--to', time(third)]);
    expect((JSON.parse(stdout) as Session[]).map(({ lsid }) => lsid)).toEqual([first.lsid, second.lsid]);
  });

  test('a long range comes in windows, without gaps or doubles', async () => {
    const whole = JSON.parse((await run('report AccessSessionListing --last 6d')).stdout) as Session[];
    const { stdout, calls } = await run('report AccessSessionListing --last 6d --window 3h');
    expect(calls).toHaveLength(48);
    expect(JSON.parse(stdout)).toEqual(whole);
    expect(whole).toHaveLength(24);
  });

  test('more than a week is cut by itself', async () => {
    const { calls, code } = await run('report AccessSession --last 9d -o ndjson');
    expect([code, calls.length]).toEqual([0, 9]);
  });

  test('by the end only what has ended is there', async () => {
    const started = JSON.parse((await run('report AccessSession --last 6d')).stdout) as Session[];
    const ended = JSON.parse((await run('report AccessSession --last 6d --by end')).stdout) as Session[];
    expect(started.length - ended.length).toBe(2);
    expect(ended.every(({ end_time }) => end_time.timestamp !== undefined)).toBe(true);
  });

  test.each([
    ['report AccessSession --last 1d start_date=2016-07-01', 'start_date and start_time exclude each other'],
    ['report AccessSession --last 1d start_time=1', 'start_time and --last or --from exclude each other'],
    ['report AccessSession start_date=2016-07-01', 'start_date needs duration'],
    [
      'report AccessSession start_date=2016-07-01 end_time=1 duration=1',
      'start_date and end_time exclude each other',
    ],
    [`report AccessSession --last 1d lsid=${guide}`, 'start_time and lsid exclude each other'],
    ['report AccessSession', 'one of start_date, start_time, end_date, end_time, lsid, lsids must be given'],
    [
      'report AccessSession start_date=2016-07-01 duration=2 --window 1d',
      '--last or --from says where it begins',
    ],
    ['report Syslog --last 1d', 'Syslog takes no range'],
    ['report AccesSession --last 1d', 'there is no report AccesSession'],
    ['report AccessSession --last 1d --empty-text (', 'is no regular expression'],
    ['report AccessSession --last 1d --empty-text=', 'fits every text, so that no error would show'],
    ['recordings --last 1d --to x --empty-text=a|', 'fits every text, so that no error would show'],
  ])('%s is exit 2 and asks nothing', async (line, message) => {
    const { code, stderr, calls } = await run(line);
    expect([code, calls]).toEqual([2, []]);
    expect(stderr).toContain(message);
  });
});

describe('nothing found', () => {
  test.each(['nothing', 'nothing-team', 'nothing-fr', 'nothing-empty', 'blank'])(
    'xml=%s is an empty list',
    async (shape) => {
      pra.sandbox.fault(`xml=${shape}`);
      expect(await run('report AccessSession --last 1d')).toMatchObject({
        code: 0,
        stdout: '[]\n',
        stderr: '',
      });
    },
  );

  test('prints nothing as ndjson, and only the heading as csv', async () => {
    pra.sandbox.fault('xml=nothing');
    expect((await run('report AccessSessionListing --last 1d -o ndjson')).stdout).toBe('');
    expect((await run('report AccessSessionListing --last 1d -o csv')).stdout).toBe(
      'lsid,has_recording,external_key\r\n',
    );
  });

  test('is an error for who wants one', async () => {
    pra.sandbox.fault('xml=nothing');
    const { code, stderr } = await run('report AccessSession --last 1d --empty-is-error');
    expect(code).toBe(4);
    expect(stderr).toContain('No Support report information matching your chosen criteria is available.');
  });

  test('in another language it has to be told', async () => {
    pra.sandbox.fault('xml=nothing-de');
    const { code, stderr } = await run('report AccessSession --last 1d');
    expect(code).toBe(4);
    expect(stderr).toContain(
      'hint: if these words mean that nothing was found, name some of them with --empty-text',
    );
    const told = await run([
      'report',
      'AccessSession',
      '--last',
      '1d',
      '--empty-text',
      'keine Berichtsdaten',
    ]);
    expect([told.code, told.stdout]).toEqual([0, '[]\n']);
  });

  test('is an error when a session was asked for by its id', async () => {
    pra.sandbox.fault('xml=nothing');
    expect((await run(`report AccessSession lsid=${guide}`)).code).toBe(4);
  });

  test('one quiet window does not end the others', async () => {
    pra.sandbox.fault('xml=nothing;times=1');
    const { stdout, calls } = await run('report AccessSessionListing --last 2d --window 1d');
    expect(calls).toHaveLength(2);
    expect((JSON.parse(stdout) as unknown[]).length).toBeGreaterThan(3);
  });
});

describe('forms', () => {
  test('records hang together: what is listed has its report, events and recordings', async () => {
    const list = JSON.parse((await run('report AccessSessionListing --last 3d')).stdout) as {
      lsid: string;
      has_recording: boolean;
    }[];
    const { lsid } = list.find(({ has_recording }) => has_recording) ?? { lsid: '' };
    const [session] = JSON.parse((await run(`report AccessSession lsid=${lsid}`)).stdout) as Session[];
    expect(session?.session_details.event.map(({ event_type }) => event_type)).toContain('Screen Recording');
    expect((await run(`report AccessSessionRecording lsid=${lsid} -f size`)).stdout).toBe('40000\n');
  });

  test('a report with more than records keeps what stands around them', async () => {
    const { stdout } = await run('report Team --last 1d');
    expect(JSON.parse(stdout)).toMatchObject({
      start_time: { timestamp: now / 1000 - 86_400 },
      team_activity: [{ id: '1', events: { event: expect.any(Array) } }],
    });
    const lines = (await run('report Team --last 1d -o ndjson')).stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['1']);
    const usage = JSON.parse((await run('report LicenseUsage --last 1d group_by=day', rs)).stdout) as Record<
      string,
      unknown
    >;
    expect(usage).toMatchObject({
      group_by: 'day',
      license_time_intervals: { license_time_interval: expect.any(Array) },
    });
  });

  test('a team is one, however many windows it comes in', async () => {
    const events = async (line: string) =>
      (
        JSON.parse((await run(line)).stdout) as {
          team_activity: { id: string; events: { event: unknown[] } }[];
        }
      ).team_activity.map(({ id, events: { event } }) => [id, event.length]);
    expect(await events('report Team --last 3d --window 1d')).toEqual(await events('report Team --last 3d'));
  });

  test('two kinds of archives are two lists', async () => {
    const { stdout } = await run('report ArchiveListing date=2026-11-20', rs);
    expect(JSON.parse(stdout)).toMatchObject({
      state_archive: [{ index: 1 }, { index: 2 }],
      event_archive: [{ index: 1 }, { index: 2 }],
    });
    expect(JSON.parse((await run('report ArchiveListing date=2016-07-01', rs)).stdout)).toEqual({
      state_archive: [],
      event_archive: [],
    });
  });

  test('csv begins with the names of the row', async () => {
    const { stdout } = await run('report AccessSessionSummary --last 3d report_type=user -o csv');
    const [heading, first] = stdout.split('\r\n');
    expect(heading).toBe('id,type,display_name,total_sessions,avg_sessions_per_weekday,avg_duration');
    expect(first).toMatch(/^7,user,Ada M\.,\d+,[\d.]+,00:20:00$/);
  });

  test('--xml is what came, byte for byte', async () => {
    const plain = await run('report AccessSessionListing --last 9d --xml');
    expect(plain.calls).toHaveLength(1);
    expect(plain.stdout).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<session_summary_list xmlns=/);
    pra.sandbox.fault('xml=blank;times=1');
    expect((await run('report AccessSessionListing --last 1d --xml')).stdout).toContain(
      '<error xmlns="https://www.beyondtrust.com/namespaces/API/reporting" >',
    );
    pra.sandbox.fault('xml=nested;times=1');
    const { code, stdout } = await run('report AccessSessionListing --last 1d --xml');
    expect([code, stdout]).toEqual([4, '']);
  });
});

describe('files', () => {
  test.each([
    [pra, `AccessSessionRecording lsid=${guide}`, `AccessSessionRecording-${guide}.mp4`],
    [pra, `CommandShellRecording lsid=${guide} instance=1`, `CommandShellRecording-${guide}-1.mp4`],
    [
      pra,
      `CommandShellRecording lsid=${guide} instance=1 format=txt`,
      `CommandShellRecording-${guide}-1.txt`,
    ],
    [pra, 'EndpointLicenseUsage', 'EndpointLicenseUsage.zip'],
    [rs, 'Syslog', 'Syslog.zip'],
    [rs, 'Archive type=event date=2026-11-20 index=1', 'event-2026-11-20.json.gz'],
  ])('%# %s is saved as %s', async (on, line, file) => {
    const { code, stdout } = await run(`report ${line} -f file`, on);
    expect([code, stdout]).toEqual([0, `${file}\n`]);
    expect(readdirSync(folder)).toEqual([file]);
  });

  test('an archive holds what it should', async () => {
    await run('report Archive type=state date=2026-11-20 index=1 --to state.gz', rs);
    expect(JSON.parse(gunzipSync(readFileSync(join(folder, 'state.gz'))).toString())).toHaveProperty(
      'presentation_session',
      null,
    );
  });

  test.each([
    ['xml=expired', 4, 'This recording has expired and can no longer be viewed or downloaded.'],
    ['xml=root', 4, 'Something was not right.'],
    ['xml=text', 4, 'Invalid credentials'],
    ['html', 5, 'the answer is a page, not a file'],
    ['empty', 5, 'the answer is empty'],
    ['xml=not-found', 6, 'Document Not Found'],
    ['cut', 5, ''],
  ])('%s leaves no file', async (fault, code, message) => {
    pra.sandbox.fault(fault);
    const result = await run(`report AccessSessionRecording lsid=${guide} --to a.mp4`);
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toContain(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('no archive is an error, not an empty list', async () => {
    const { code, stderr } = await run('report Archive type=state date=2016-07-01 index=1', rs);
    expect(code).toBe(4);
    expect(stderr).toContain('No archives found for the given search criteria.');
  });

  test('to standard output nothing else is printed', async () => {
    const { stdout } = await run(`report CommandShellRecording lsid=${guide} instance=0 format=txt --to -`);
    expect(stdout).toBe('<srv-00> \u001b[1m$\u001b[0m whoami\r\nadmin\r\n');
    expect(existsSync(join(folder, '-'))).toBe(false);
  });
});

describe('when it goes wrong', () => {
  test.each([
    ['xml=nested', 4, 'An invalid start_date was given.'],
    ['xml=doctype', 5, 'a DOCTYPE, which is refused'],
    ['xml=cut', 5, 'it is cut short'],
    ['xml=text', 5, 'no XML'],
    ['xml=other', 5, 'the answer is <something_else>, not <session_list>'],
    ['xml=not-found', 6, 'Document Not Found'],
    ['html', 5, 'DOCTYPE'],
    ['429x99', 5, ''],
  ])('%s is exit %i and prints nothing', async (fault, code, message) => {
    pra.sandbox.fault(fault);
    const result = await run('report AccessSession --last 1d --patience 0');
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toContain(message);
  });
});
