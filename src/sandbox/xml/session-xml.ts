import type { World } from '../world.ts';
import type { Session } from './sessions.ts';
import { el, els, iso, type Markup } from './write.ts';

const moment = (name: string, seconds: number | undefined): Markup =>
  seconds === undefined ? el(name) : el(name, { timestamp: seconds }, iso(seconds));

const length = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

const download = (session: Session, more = ''): string =>
  `https://access.example.com/session_download?lsid=${session.lsid}${more}`;

/** One `<session>` of AccessSession or SupportSession, with what happened in it. */
export function sessionXml(
  world: World,
  session: Session,
  attributes: Readonly<Record<string, string>>,
): Markup {
  const { user, end } = session;
  const customer = { gsnumber: 22 };
  const closed = end !== undefined;
  return el(
    'session',
    { lsid: session.lsid },
    ...els({ session_type: 'support', lseq: session.lseq }),
    moment('start_time', session.start),
    moment('end_time', end),
    ...els({ duration: length((end ?? Math.floor(world.now() / 1000)) - session.start) }),
    el('external_key', {}, attributes['external_key'] ?? session.externalKey),
    el(
      'custom_attributes',
      {},
      Object.entries(attributes)
        .filter(([name]) => name !== 'external_key')
        .map(([name, value]) => el('custom_attribute', { display_name: name, code_name: name }, value)),
    ),
    ...(closed
      ? els({
          session_chat_view_url: download(session, '&dl_action=chat&view=1'),
          session_chat_download_url: download(session, '&dl_action=chat'),
        })
      : []),
    ...(closed && session.recording
      ? els({
          session_recording_view_url: download(session, '&view=1'),
          session_recording_download_url: download(session),
        })
      : []),
    ...(session.shells > 0 ? [shells(session)] : []),
    ...els({ file_transfer_count: 2, file_move_count: 0, file_delete_count: 1 }),
    el('primary_customer', customer, session.host),
    ...(world.product === 'pra'
      ? [el('jump_group', { type: 'shared', id: 1 }, 'Servers'), el('jumpoint', { id: 1 }, 'Head office')]
      : [el('public_site', { id: 1 }, 'Default')]),
    el('primary_rep', { gsnumber: user.gsnumber, id: user.id }, user.publicName),
    el(
      'customer_list',
      {},
      el(
        'customer',
        customer,
        els({
          username: session.host,
          public_ip: '198.51.100.23:61606',
          private_ip: '10.0.0.4',
          hostname: session.host.toUpperCase(),
          os: 'Windows Server 2022 Datacenter (21H2)',
        }),
      ),
    ),
    el('rep_list', {}, representative(session)),
    ...(world.product === 'rs'
      ? [
          el('team_list', {}, el('team', { id: 1 }, 'Service Desk')),
          moment('rep_join_time', session.start + 9),
        ]
      : []),
    el('session_details', {}, events(session)),
  );
}

const shells = (session: Session): Markup =>
  el(
    'command_shell_recordings',
    {},
    Array.from({ length: session.shells }, (_, instance) =>
      el(
        'command_shell_recording',
        { instance },
        els({
          download_url: download(session, `&instance=${instance}`),
          view_url: download(session, `&instance=${instance}&view=1`),
        }),
      ),
    ),
  );

/** A `<representative>` who owned the session. */
export const representative = ({ user, start, end }: Session): Markup =>
  el(
    'representative',
    { gsnumber: user.gsnumber, id: user.id },
    els({
      username: user.username,
      display_name: user.publicName,
      public_display_name: user.publicName,
      private_display_name: user.privateName,
      public_ip: '[2001:db8:57b:230::d987]:56722',
      private_ip: 'Unknown',
      os: 'Unknown',
      session_owner: true,
      seconds_involved: (end ?? start + 900) - start,
    }),
  );

function events(session: Session): Markup[] {
  const { user, start, end } = session;
  const event = (offset: number, type: string, ...content: Markup[]): Markup =>
    el('event', { timestamp: start + offset, event_type: type }, ...content);
  const rep = (name: string): Markup =>
    el(name, { type: 'representative', gsnumber: user.gsnumber }, user.publicName);
  const customer = (name: string): Markup => el(name, { type: 'customer', gsnumber: 22 }, session.host);
  const values = (fields: Record<string, string>): Markup =>
    el(
      'data',
      {},
      Object.entries(fields).map(([name, value]) => el('value', { name, value })),
    );
  return [
    event(0, 'Session Start'),
    event(
      0,
      'Conference Owner Changed',
      el('destination', { type: 'system', gsnumber: 0 }, 'Pre-start Conference'),
      values({ owner: 'Pre-start Conference' }),
    ),
    event(
      9,
      'Conference Member Added',
      rep('performed_by'),
      values({
        name: user.publicName,
        public_ip: '203.0.113.9:50123',
        hostname: 'WS-0101',
        os: 'Windows 11 "Enterprise"',
      }),
    ),
    event(
      60,
      'Chat Message',
      rep('performed_by'),
      customer('destination'),
      el('body', {}, `if (a < b && c > d) echo "${session.host}"\n  second line `),
    ),
    event(
      90,
      'File Upload',
      rep('performed_by'),
      customer('destination'),
      ...els({ filename: 'C:\\Temp\\patch & notes.txt', filesize: 4_294_967_296 }),
    ),
    event(
      120,
      'File Download',
      customer('performed_by'),
      rep('destination'),
      el('files', {}, el('file', { name: `${session.index}.log`, size: session.index * 10 })),
    ),
    ...Array.from({ length: session.shells }, () =>
      event(150, 'Command Shell Session Started', rep('performed_by')),
    ),
    ...(session.recording ? [event(160, 'Screen Recording', rep('performed_by'))] : []),
    ...(end === undefined ? [] : [event(end - start, 'Session End')]),
  ];
}
