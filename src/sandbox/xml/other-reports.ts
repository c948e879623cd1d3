import type { World } from '../world.ts';
import { representative } from './session-xml.ts';
import { originOf, type Session, users } from './sessions.ts';
import { el, els, iso, type Markup } from './write.ts';

const moment = (name: string, seconds: number): Markup => el(name, { timestamp: seconds }, iso(seconds));

/** Figures by user, team or site (guide, AccessSessionSummary). */
export function summaries(sessions: readonly Session[], type: string): Markup[] {
  const groups: { id: number; name: string; of: readonly Session[] }[] =
    type === 'user' || type === 'rep'
      ? users.map(({ id, publicName }) => ({
          id,
          name: publicName,
          of: sessions.filter(({ user }) => user.id === id),
        }))
      : [{ id: 1, name: type === 'team' ? 'Service Desk' : 'Default', of: sessions }];
  return groups
    .filter(({ of }) => of.length > 0)
    .map(({ id, name, of }) =>
      el(
        'summary',
        { id, type },
        els({
          display_name: name,
          total_sessions: of.length,
          avg_sessions_per_weekday: (of.length / 5).toFixed(1),
          avg_duration: '00:20:00',
        }),
      ),
    );
}

/** What happened in the one team there is (guide, Team); nothing for another team. */
export function teams(
  sessions: readonly Session[],
  id: string | undefined,
  from: number,
  to: number,
): Markup[] | undefined {
  if (id !== undefined && id !== '1') return undefined;
  return [
    moment('start_time', from),
    moment('end_time', to),
    el(
      'team_activity',
      { id: 1, name: 'Service & Support' },
      el('logged_in_representatives'),
      el(
        'events',
        {},
        sessions.map(({ start, user }) =>
          el(
            'event',
            { timestamp: start, event_type: 'Files Shared' },
            el('performed_by', { type: 'representative', gsnumber: user.gsnumber }, user.publicName),
            el('destinations', {}, el('destination', { gsnumber: 0, type: 'system' }, 'Service & Support')),
            el('files', {}, el('file', { name: 'report.pdf', size: 20_480 })),
          ),
        ),
      ),
    ),
  ];
}

/** A check-out for every session, by account and user (guide, VaultAccountActivity). */
export function vault(sessions: readonly Session[], limit: string): Markup[] {
  const [kind, id] = limit.split(':');
  return sessions
    .map((session) => ({ session, account: (session.index % 3) + 1 }))
    .filter(
      ({ session, account }) => kind === 'all' || id === String(kind === 'rep' ? session.user.id : account),
    )
    .map(({ session, account }) =>
      el(
        'vault_account_activity',
        { timestamp: session.start, event_type: 'Credentials Used', account },
        el('performed_by', { id: session.user.id, type: 'User' }, session.user.privateName),
        el('data', {}, session.lsid),
      ),
    );
}

/** Invented: no source shows this report. */
export const jumpItems = (sessions: readonly Session[]): Markup[] =>
  sessions.map(({ start, user, host }) =>
    el(
      'jump_item_activity',
      { timestamp: start, event_type: 'Jump Item Used' },
      el('performed_by', { id: user.id, type: 'User' }, user.privateName),
      el('jump_item', { id: '0042', type: 'shell_jump' }, host),
      el('jump_group', { type: 'shared', id: 1 }, 'Servers'),
    ),
  );

/** Exit survey of a session: one question answered, one skipped. */
export const survey = (session: Session, by: 'customer' | 'representative'): Markup =>
  el(
    'exit_survey',
    { lsid: session.lsid, timestamp: (session.end ?? session.start) + 7 },
    el('submitted_by', { type: by }, by === 'customer' ? 'Jörg Müller' : session.user.publicName),
    el('primary_customer', { gsnumber: 22 }, session.host),
    el('primary_rep', { gsnumber: session.user.gsnumber, id: session.user.id }, session.user.publicName),
    el('rep_list', {}, representative(session)),
    el('question_list', {}, question(1, 'rating', el('answer', {}, '5')), question(2, 'comments')),
  );

const question = (id: number, name: string, ...answers: Markup[]): Markup =>
  el(
    'question',
    { id },
    els({ type: 'radio', name, label: `Your ${name}?`, report_header: name }),
    el('answer_list', {}, answers),
  );

/** A presentation in place of a session. */
export const presentation = (session: Session): Markup =>
  el(
    'session',
    { lsid: session.lsid },
    els({ session_type: 'presentation', lseq: session.lseq }),
    moment('start_time', session.start),
    session.end === undefined ? el('end_time') : moment('end_time', session.end),
    els({ duration: '00:15:02', presentation_name: 'Q4 <draft>' }),
    el(
      'presenter_list',
      {},
      el(
        'presenter',
        { gsnumber: session.user.gsnumber, id: session.user.id },
        el('display_name', {}, session.user.publicName),
      ),
    ),
    el('attendee_list', {}, el('attendee', { gsnumber: 40 }, el('name', {}, 'Guest 1'))),
    el('session_details', {}, el('event', { timestamp: session.start, event_type: 'Session Start' })),
  );

/** Licences in use at the start of every session. */
export const licences = (sessions: readonly Session[], group: string, from: number, to: number): Markup[] => [
  moment('start_time', from),
  moment('end_time', to),
  el('group_by', {}, group),
  el(
    'license_time_intervals',
    {},
    sessions.map(({ start }) =>
      el(
        'license_time_interval',
        {},
        moment('time', start),
        els({ logged_in_representatives: 48, extended_availability: 1, licenses_in_use: 49 }),
      ),
    ),
  ),
];

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000;

/** Whether a day is one of the seven that are kept. */
function kept(date: string, world: World): boolean {
  const day = dayOf(date);
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && day <= originOf(world) && day > originOf(world) - 7 * 86_400;
}

/** Two state archives and two event archives for a day that is kept, their kinds mixed. */
export function archives(date: string, world: World): Markup[] {
  if (!kept(date, world)) return [];
  const day = dayOf(date);
  const state = (index: number): Markup =>
    el('state_archive', {}, moment('time', day + (index - 1) * 1800), el('index', {}, index));
  const event = (index: number): Markup =>
    el(
      'event_archive',
      {},
      moment('start_time', day + (index - 1) * 600),
      moment('end_time', day + index * 600),
      el('index', {}, index),
    );
  return [state(1), event(1), event(2), state(2)];
}

/** The content of an archive; nothing when there is none. */
export function archiveLine(given: ReadonlyMap<string, string>, world: World): string | undefined {
  const index = Number(given.get('index') ?? 0);
  if (!kept(given.get('date') ?? '', world) || (index !== 1 && index !== 2)) return undefined;
  if (given.get('type') === 'state')
    return '{"representative":{"3":{"user_id":7,"username":"ada.moreau"}},"presentation_session":null}\n';
  if (given.get('type') !== 'event') return undefined;
  return '{"timestamp":1763625731,"representative":{"4":{"username":"bo.lindqvist"}}}\n{"timestamp":1763625740,"representative":{"4":null}}\n';
}
