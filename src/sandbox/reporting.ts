import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { Exchange, Reply } from './exchange.ts';
import type { World } from './world.ts';
import { attributesOf } from './xml/attributes.ts';
import { parameters } from './xml/form.ts';
import { file, usualLength, video } from './xml/media.ts';
import {
  archiveLine,
  archives,
  jumpItems,
  licences,
  presentation,
  summaries,
  survey,
  teams,
  vault,
} from './xml/other-reports.ts';
import { sessionXml } from './xml/session-xml.ts';
import { type Session, sessionsOf } from './xml/sessions.ts';
import { declaration, el, type Markup, namespace, xml, xmlError } from './xml/write.ts';

type Given = ReadonlyMap<string, string>;
type Answerer = (given: Given, world: World) => Reply;

const error = (words: string): Reply => xmlError('reporting', words);

/** What is said where a range holds nothing; the word Support stands there on PRA too. */
const nothing = (what = 'Support'): Reply =>
  error(`No ${what} report information matching your chosen criteria is available.`);

/** /api/reporting: every report of the guide and of the RS pages (guide, Reporting API). */
export function reporting(exchange: Exchange, world: World): Reply {
  const given = parameters(exchange);
  const name = given.get('generate_report') ?? '';
  const answer = Object.hasOwn(shared, name) ? shared[name] : world.product === 'pra' ? pra[name] : rs[name];
  return answer
    ? answer(given, world)
    : error(name === '' ? 'No report was asked for.' : `Invalid report type: ${name}`);
}

interface Range {
  by: 'start' | 'end';
  from: number;
  to: number;
}

/** The range of a call, by the first anchor that is there; a text when the call is wrong. */
function rangeOf(given: Given, world: World): Range | string {
  const anchor = ['start_time', 'start_date', 'end_time', 'end_date'].find((name) => given.has(name));
  const duration = Number(given.get('duration') ?? Number.NaN);
  if (!anchor) return 'A start or end must be given.';
  if (!Number.isInteger(duration) || duration < 0) return 'An invalid duration was given.';
  const value = given.get(anchor) ?? '';
  const from = anchor.endsWith('_time') ? Number(value) : Date.parse(`${value}T00:00:00Z`) / 1000;
  if (value === '' || !Number.isFinite(from)) return `An invalid ${anchor} was given.`;
  const length = duration * (anchor.endsWith('_date') ? 86_400 : 1);
  const to = duration === 0 ? Math.floor(world.now() / 1000) : from + length;
  return { by: anchor.startsWith('start') ? 'start' : 'end', from, to };
}

/** A report over a range: `make` gives its content, nothing when there is none. */
const ranged =
  (
    make: (sessions: Session[], given: Given, world: World, range: Range) => Reply | undefined,
    what?: string,
  ): Answerer =>
  (given, world) => {
    const range = rangeOf(given, world);
    if (typeof range === 'string') return xml('reporting', 'session_list', el('error', {}, range));
    const sessions = [...sessionsOf(world).within(range.by, range.from, range.to)];
    return (sessions.length > 0 ? make(sessions, given, world, range) : undefined) ?? nothing(what);
  };

/** AccessSession and SupportSession: by id or range, written while it is sent. */
const details: Answerer = (given, world) => {
  const ids = given.get('lsids')?.split(',') ?? (given.has('lsid') ? [given.get('lsid') ?? ''] : undefined);
  if (ids) {
    const found = ids.flatMap((id) => sessionsOf(world).find(id.trim()) ?? []);
    return found.length > 0 ? streamed(found, world) : error('The session could not be found.');
  }
  const range = rangeOf(given, world);
  if (typeof range === 'string') return xml('reporting', 'session_list', el('error', {}, range));
  const { by, from, to } = range;
  const any = sessionsOf(world).within(by, from, to).next();
  return any.done ? nothing() : streamed(sessionsOf(world).within(by, from, to), world);
};

function streamed(sessions: Iterable<Session>, world: World): Reply {
  const root = `<session_list xmlns="${namespace('reporting')}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`;
  async function* content(): AsyncGenerator<Uint8Array> {
    let block = `${declaration}${root}\n`;
    for (const session of sessions) {
      block += `${sessionXml(world, session, attributesOf(world, session)).xml}\n`;
      if (block.length < 65_536) continue;
      yield Buffer.from(block);
      block = '';
    }
    yield Buffer.from(`${block}</session_list>\n`);
  }
  return { status: 200, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body: { stream: content() } };
}

const listing: Answerer = ranged((sessions) =>
  xml(
    'reporting',
    'session_summary_list',
    sessions.map(({ lsid, recording, externalKey }) =>
      el('session_summary', {
        lsid,
        has_recording: recording,
        external_key: externalKey === '' ? undefined : externalKey,
      }),
    ),
  ),
);

const recording: Answerer = (given, world) => {
  const session = sessionsOf(world).find(given.get('lsid') ?? '');
  if (!session) return error('The session could not be found.');
  if (!session.recording || session.expired)
    return error('This recording has expired and can no longer be viewed or downloaded.');
  return video(world.options.fill?.['recording_bytes'] ?? usualLength);
};

const shell: Answerer = (given, world) => {
  const session = sessionsOf(world).find(given.get('lsid') ?? '');
  const instance = Number(given.get('instance') ?? Number.NaN);
  if (!session) return error('The session could not be found.');
  if (!(instance >= 0 && instance < session.shells)) return error('The recording could not be found.');
  if (given.get('format') !== 'txt') return video(world.options.fill?.['recording_bytes'] ?? usualLength);
  return file(
    'text/plain; charset=utf-8',
    Buffer.from(`<${session.host}> \u001b[1m$\u001b[0m whoami\r\nadmin\r\n`),
  );
};

const archive: Answerer = (given, world) => {
  const line = archiveLine(given, world);
  if (line === undefined) return error('No archives found for the given search criteria.');
  return file(
    'application/octet-stream',
    gzipSync(line),
    `${given.get('type')}-${given.get('date')}.json.gz`,
  );
};

const zip = (files: Record<string, string>): Reply =>
  file(
    'application/zip',
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );

const shared: Readonly<Record<string, Answerer>> = {
  CommandShellRecording: shell,
  EndpointLicenseUsage: () =>
    zip({
      'jump_items.csv':
        '"Name","Hostname / IP","Jumpoint","Remote Application Name","License","Jump Method","Jump Group"\r\n"db01, primary","10.0.0.4","Head office","","yes","Shell Jump","Servers"\r\n',
    }),
  Syslog: () =>
    zip({
      'syslog.log':
        'Nov 20 08:02:11 access BG[69065]: 1427:01:01:site=access.example.com;when=1763625731;event=login\n',
    }),
  VaultAccountActivity: ranged((sessions, given) =>
    wrap('vault_account_activity_list', vault(sessions, given.get('limit') ?? 'all')),
  ),
  JumpItem: ranged((sessions) => wrap('jump_item_activity_list', jumpItems(sessions))),
};

const team: Answerer = ranged((sessions, given, _world, range) => {
  const activity = teams(sessions, given.get('team_id'), range.from, range.to);
  return activity && xml('reporting', 'team_activity_list', activity);
}, 'Support Team');

const summary: Answerer = ranged((sessions, given) =>
  wrap('summary_list', summaries(sessions, given.get('report_type') ?? 'user')),
);

const wrap = (root: string, content: readonly Markup[]): Reply | undefined =>
  content.length === 0 ? undefined : xml('reporting', root, content);

const pra: Readonly<Record<string, Answerer>> = {
  AccessSession: details,
  AccessSessionListing: listing,
  AccessSessionSummary: summary,
  AccessSessionRecording: recording,
  UserRecording: recording,
  Team: team,
};

const surveys =
  (by: 'customer' | 'representative'): Answerer =>
  (given, world) => {
    const one = sessionsOf(world).find(given.get('lsid') ?? '');
    if (given.has('lsid')) return one ? xml('reporting', 'exit_survey_list', survey(one, by)) : nothing();
    return ranged((sessions) =>
      wrap(
        'exit_survey_list',
        sessions.map((session) => survey(session, by)),
      ),
    )(given, world);
  };

const presentations: Answerer = (given, world) => {
  const one = sessionsOf(world).find(given.get('lsid') ?? '');
  if (given.has('lsid')) return one ? xml('reporting', 'session_list', presentation(one)) : nothing();
  return ranged((sessions) => wrap('session_list', sessions.map(presentation)))(given, world);
};

const rs: Readonly<Record<string, Answerer>> = {
  SupportSession: details,
  SupportSessionListing: listing,
  SupportSessionSummary: summary,
  SupportSessionRecording: recording,
  ShowMyScreenRecording: recording,
  SupportTeam: team,
  SupportCustExitSurvey: surveys('customer'),
  SupportRepExitSurvey: surveys('representative'),
  PresentationSession: presentations,
  PresentationSessionListing: ranged((sessions) =>
    wrap(
      'session_summary_list',
      sessions.map(({ lsid, recording: has }) => el('session_summary', { lsid, has_recording: has })),
    ),
  ),
  PresentationSessionRecording: recording,
  LicenseUsage: ranged((sessions, given, _world, range) =>
    xml(
      'reporting',
      'license_usage',
      licences(sessions, given.get('group_by') ?? 'hour', range.from, range.to),
    ),
  ),
  ArchiveListing: (given, world) => xml('reporting', 'archives', archives(given.get('date') ?? '', world)),
  Archive: archive,
};
