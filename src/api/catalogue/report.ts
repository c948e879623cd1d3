import { anchors, byRange, lsid, range, sessions, startAnchors, startRange } from './xml-param.ts';
import type { FileAnswer, Param, RecordPath, Report, Reports, Tree, XmlAnswer } from './xml-row.ts';
import {
  accessSessions,
  archives,
  jumpItemActivity,
  licences,
  listing,
  presentationListing,
  presentations,
  summaries,
  supportSessions,
  surveys,
  teamActivity,
  vaultActivity,
} from './xml-tree.ts';

const xml = (root: string, tree: Tree): XmlAnswer => ({ kind: 'xml', root, tree });
const video: FileAnswer = { kind: 'file', content: 'video', extension: 'mp4' };
const zip: FileAnswer = { kind: 'file', content: 'zip', extension: 'zip' };

const session: RecordPath = {
  path: ['session'],
  key: 'lsid',
  start: ['start_time', 'timestamp'],
  end: ['end_time', 'timestamp'],
};
const teams: RecordPath = {
  path: ['team_activity'],
  key: 'id',
  parts: { path: ['events', 'event'], time: 'timestamp' },
};
const listed: RecordPath = { path: ['session_summary'], key: 'lsid' };
const bySession = [...byRange(anchors), ['lsid'], ['lsids']];
const example = 'c69a8e10bea9428f816cfababe9815fe';
const team: Param = { kind: 'integer' };
const limit: Param = {
  kind: 'text',
  default: 'all',
  pattern: /^(all|(rep|team|site):\d+)$/,
  note: 'all, rep:ID, team:ID or site:ID',
};

const survey = (title: string): Report => ({
  title,
  product: 'rs',
  params: {
    ...range,
    ...sessions,
    report_type: { kind: ['rep', 'team', 'site'], required: true },
    id: { kind: 'text', note: 'of the representative, team or site, or all; with a range' },
  },
  sets: [...byRange(anchors, 'report_type', 'id'), ['lsid', 'report_type'], ['lsids', 'report_type']],
  answer: xml('exit_survey_list', surveys),
  record: { path: ['exit_survey'] },
  examples: ['--last 30d report_type=rep id=all', `lsid=${example} report_type=rep`],
});

/** The reports of the Reporting API (guide, Reporting API; the RS pages for those marked rs). */
export const reports: Reports = {
  AccessSession: {
    title: 'Sessions with everything that happened in them',
    product: 'pra',
    params: { ...range, ...sessions },
    sets: bySession,
    answer: xml('session_list', accessSessions),
    record: session,
    examples: ['--last 7d -o ndjson', `lsid=${example}`, '--by end --from 2016-07-01 --to 2016-08-01'],
  },
  AccessSessionListing: {
    title: 'Session ids, external keys, and whether there is a recording',
    product: 'pra',
    params: range,
    sets: byRange(anchors),
    answer: xml('session_summary_list', listing),
    record: listed,
    examples: ['--last 1d'],
  },
  AccessSessionSummary: {
    title: 'Session figures by user',
    product: 'pra',
    params: { ...range, report_type: { kind: ['user'], required: true } },
    sets: byRange(anchors),
    answer: xml('summary_list', summaries),
    record: { path: ['summary'] },
    whole: true,
    examples: ['--last 30d report_type=user -o csv'],
  },
  AccessSessionRecording: {
    title: 'Video of a session',
    product: 'pra',
    params: { lsid },
    answer: video,
    examples: [`lsid=${example}`],
  },
  CommandShellRecording: {
    title: 'Recording of a command shell',
    params: {
      lsid,
      instance: { kind: 'integer', required: true, min: 0, note: 'counted from 0; see AccessSession' },
      format: { kind: ['txt'], note: 'as text instead of video' },
    },
    answer: video,
    examples: [`lsid=${example} instance=0`, `lsid=${example} instance=2 format=txt`],
  },
  UserRecording: {
    title: "Recording of a user's screen",
    product: 'pra',
    params: { lsid, instance: { kind: 'integer' } },
    answer: video,
    examples: [`lsid=${example}`],
    sure: 'inferred',
    note: 'Named in the 23.1 guide without a description, and gone from later ones.',
  },
  EndpointLicenseUsage: {
    title: 'Endpoint licence usage, in English',
    params: {},
    answer: zip,
    examples: ['--to licences.zip'],
  },
  Team: {
    title: 'What happened in the teams',
    product: 'pra',
    params: { ...range, team_id: team },
    sets: byRange(anchors),
    answer: xml('team_activity_list', teamActivity),
    record: teams,
    examples: ['--last 7d', '--last 7d team_id=1'],
  },
  VaultAccountActivity: {
    title: 'Check-outs, rotations and uses of Vault accounts',
    params: {
      ...range,
      limit: {
        kind: 'text',
        default: 'all',
        pattern: /^(all|(rep|account):\d+)$/,
        note: 'all, rep:ID or account:ID',
      },
    },
    sets: byRange(anchors),
    answer: xml('vault_account_activity_list', vaultActivity),
    record: { path: ['vault_account_activity'], start: ['timestamp'], end: ['timestamp'] },
    examples: ['--last 1d', '--last 7d limit=account:12'],
  },
  Syslog: {
    title: 'System log',
    since: 'PRA 23.2, RS 22.1',
    params: {},
    answer: zip,
    examples: ['--to syslog.zip'],
  },
  JumpItem: {
    title: 'What happened to Jump Items',
    since: '24.3',
    params: range,
    sets: byRange(anchors),
    answer: { ...xml('jump_item_activity_list', jumpItemActivity), rootSure: 'guessed' },
    record: { path: ['jump_item_activity'] },
    examples: ['--last 7d'],
    sure: 'guessed',
    note: 'Only its name is known; whatever the appliance answers is shown.',
  },
  SupportSession: {
    title: 'Support sessions with everything that happened in them',
    product: 'rs',
    params: { ...range, ...sessions, limit },
    sets: bySession,
    answer: xml('session_list', supportSessions),
    record: session,
    examples: ['--last 7d -o ndjson', '--last 7d limit=team:1', `lsid=${example}`],
  },
  SupportSessionListing: {
    title: 'Support session ids, external keys, and whether there is a recording',
    product: 'rs',
    params: { ...range, limit },
    sets: byRange(anchors),
    answer: xml('session_summary_list', listing),
    record: listed,
    examples: ['--last 1d'],
  },
  SupportSessionSummary: {
    title: 'Support session figures by representative, team or site',
    product: 'rs',
    params: { ...range, report_type: { kind: ['rep', 'team', 'site'], required: true }, limit },
    sets: byRange(anchors),
    answer: xml('summary_list', summaries),
    record: { path: ['summary'] },
    whole: true,
    examples: ['--last 30d report_type=rep -o csv'],
  },
  SupportSessionRecording: {
    title: 'Video of a support session',
    product: 'rs',
    params: { lsid },
    answer: video,
    examples: [`lsid=${example}`],
  },
  ShowMyScreenRecording: {
    title: "Video of a representative's shared screen",
    product: 'rs',
    params: { lsid, instance: { kind: 'integer', min: 0 } },
    answer: video,
    examples: [`lsid=${example}`],
    sure: 'inferred',
  },
  PresentationSession: {
    title: 'Presentations with everything that happened in them',
    product: 'rs',
    params: { ...range, ...sessions },
    sets: bySession,
    answer: { ...xml('session_list', presentations), rootSure: 'inferred' },
    record: session,
    examples: ['--last 30d', `lsid=${example}`],
    sure: 'inferred',
  },
  PresentationSessionListing: {
    title: 'Presentation ids, and whether there is a recording',
    product: 'rs',
    params: range,
    sets: byRange(anchors),
    answer: { ...xml('session_summary_list', presentationListing), rootSure: 'inferred' },
    record: listed,
    examples: ['--last 30d'],
    sure: 'inferred',
  },
  PresentationSessionRecording: {
    title: 'Video of a presentation',
    product: 'rs',
    params: { lsid },
    answer: video,
    examples: [`lsid=${example}`],
    sure: 'inferred',
  },
  SupportCustExitSurvey: survey('What customers answered at the end of sessions'),
  SupportRepExitSurvey: survey('What representatives answered at the end of sessions'),
  SupportTeam: {
    title: 'What happened in the support teams',
    product: 'rs',
    params: { ...range, team_id: team },
    sets: byRange(anchors),
    answer: xml('team_activity_list', teamActivity),
    record: teams,
    examples: ['--last 7d', '--last 7d team_id=1'],
  },
  LicenseUsage: {
    title: 'Times when nine tenths of the licences were in use',
    product: 'rs',
    params: { ...startRange, group_by: { kind: ['hour', 'day', 'month'], required: true } },
    sets: byRange(startAnchors, 'group_by'),
    answer: xml('license_usage', licences),
    record: { path: ['license_time_intervals', 'license_time_interval'] },
    whole: true,
    examples: ['--last 30d group_by=day'],
  },
  ArchiveListing: {
    title: 'State and event archives of a day',
    product: 'rs',
    params: {
      date: { kind: 'text', required: true, pattern: /^\d{4}-\d{2}-\d{2}$/, note: 'one of the last seven' },
    },
    answer: xml('archives', archives),
    examples: ['date=2016-07-01'],
  },
  Archive: {
    title: 'One state or event archive',
    product: 'rs',
    params: {
      type: { kind: ['state', 'event'], required: true },
      date: { kind: 'text', required: true, pattern: /^\d{4}-\d{2}-\d{2}$/ },
      index: { kind: 'integer', required: true, min: 1, note: 'from ArchiveListing' },
    },
    answer: { kind: 'file', content: 'gzip', extension: 'json.gz' },
    examples: ['type=state date=2016-07-01 index=1'],
  },
};
