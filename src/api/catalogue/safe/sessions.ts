import type { Fields, Table } from '../row.ts';

const sessionCreate = {
  SessionType: {
    kind: ['ssh', 'sshticket', 'rdp', 'rdpticket', 'rdpfile', 'app', 'appfile'],
    required: true,
  },
  NodeID: { kind: 'text', nullable: true },
  Resolution: { kind: 'text', nullable: true, note: 'name not certain' },
  RDPAdminSwitch: { kind: 'flag', nullable: true, note: 'name not certain' },
  SpanMultipleMonitors: { kind: 'flag', note: 'name not certain' },
} as const satisfies Fields;

const isaSessionCreate = {
  SessionType: {
    kind: ['ssh', 'sshticket', 'rdp', 'rdpticket', 'rdpfile', 'app', 'appfile'],
    required: true,
  },
  SystemID: { kind: 'integer', required: true },
  AccountID: { kind: 'integer', required: true },
  ApplicationID: { kind: 'integer', nullable: true, note: 'name not certain' },
  DurationMinutes: { kind: 'integer', nullable: true },
  Reason: { kind: 'text' },
  Resolution: { kind: 'text', nullable: true, note: 'name not certain' },
  NodeID: { kind: 'text', nullable: true, note: 'name not certain' },
  RecordSession: { kind: 'flag', note: 'name not certain' },
} as const satisfies Fields;

const adminSessionCreate = {
  SessionType: { kind: ['ssh', 'sshticket', 'rdp', 'rdpticket', 'rdpfile'], required: true },
  HostName: { kind: 'text', required: true },
  Port: { kind: 'integer', nullable: true },
  DomainName: { kind: 'text', nullable: true },
  UserName: { kind: 'text', required: true },
  Password: { kind: 'secret', required: true, writeOnly: true },
  Reason: { kind: 'text', nullable: true },
  Resolution: { kind: 'text', nullable: true },
  RDPAdminSwitch: { kind: 'flag' },
  SmartSizing: { kind: 'flag' },
  NodeID: { kind: 'text', nullable: true },
} as const satisfies Fields;

const keystrokeSearch = {
  Data: { kind: 'text', required: true },
  Type: { kind: 'integer' },
} as const satisfies Fields;

const replayCreate = {
  id: { kind: 'text', required: true },
  record_key: { kind: 'text', required: true },
  protocol: { kind: ['RDP', 'SSH'], required: true },
  headless: { kind: 'flag' },
} as const satisfies Fields;

const replayUpdate = {
  speed: { kind: 'integer' },
  offset: { kind: 'integer' },
  next: { kind: 'integer' },
} as const satisfies Fields;

const session = {
  SessionID: { kind: 'integer' },
  UserID: { kind: 'integer' },
  NodeID: { kind: 'text', nullable: true },
  Status: {
    kind: 'integer',
    min: 0,
    max: 9,
    note: '0 not started, 1 running, 2 done, 5 locked, 7 ended, 8 logged off, 9 disconnected',
  },
  ArchiveStatus: { kind: 'integer' },
  Protocol: { kind: 'integer' },
  StartTime: { kind: 'time', nullable: true },
  EndTime: { kind: 'time', nullable: true },
  Duration: { kind: 'integer', nullable: true },
  AssetName: { kind: 'text' },
  ManagedSystemID: { kind: 'integer' },
  ManagedAccountID: { kind: 'integer' },
  ManagedAccountName: { kind: 'text' },
  RecordKey: { kind: 'text' },
  Token: { kind: 'text' },
  ApplicationID: { kind: 'integer', nullable: true },
  RequestID: { kind: 'integer', nullable: true },
  SessionType: { kind: 'text' },
} as const satisfies Fields;

const sessionStart = {
  ID: { kind: 'text' },
  Ticket: { kind: 'text' },
  Host: { kind: 'text' },
  Port: { kind: 'text' },
  TicketAtHost: { kind: 'text' },
  Link: { kind: 'text' },
  Command: { kind: 'text' },
  SessionID: { kind: 'integer' },
  NodeID: { kind: 'text', nullable: true },
} as const satisfies Fields;

const keystroke = {
  KeystrokeID: { kind: 'integer' },
  SessionID: { kind: 'integer' },
  TimeMarker: { kind: 'integer' },
  Type: { kind: 'integer' },
  Data: { kind: 'text' },
} as const satisfies Fields;

const replay = {
  tstamp: { kind: 'integer' },
  end: { kind: 'integer' },
  offset: { kind: 'integer' },
  next: { kind: 'integer' },
  speed: { kind: 'integer' },
  eof: { kind: 'flag' },
  headless: { kind: 'integer' },
  duration: { kind: 'integer' },
} as const satisfies Fields;

const replayCreated = {
  id: { kind: 'text' },
  ticket: { kind: 'text' },
  protocol: { kind: 'text' },
} as const satisfies Fields;

const node = {
  NodeID: { kind: 'text' },
  HostName: { kind: 'text' },
  DisplayName: { kind: 'text' },
  LastHeartbeat: { kind: 'time', nullable: true },
  IsActive: { kind: 'flag' },
} as const satisfies Fields;

/** Sessions, their keystrokes and replays. */
export const sessions: Table = {
  Sessions: {
    title: 'Sessions',
    item: 'id',
    verbs: { list: { sure: 'seen' }, get: { sure: 'seen' } },
    fields: session,
    filters: { status: { kind: 'text' }, userID: { kind: 'integer' } },
  },
  'Requests/{requestId}/Sessions': {
    title: 'Sessions of a request',
    verbs: { add: { fields: sessionCreate, needs: 'Owner of the request', sure: 'seen' } },
    fields: sessionStart,
  },
  ISASessions: {
    title: 'ISA sessions: without approval',
    verbs: { add: { fields: isaSessionCreate, needs: 'ISA role', sure: 'seen' } },
    fields: sessionStart,
  },
  'Sessions/Admin': {
    title: 'Administrator session to any host',
    verbs: { add: { fields: adminSessionCreate, sure: 'seen' } },
    fields: sessionStart,
  },
  'Sessions/{id}/Lock': {
    title: 'Lock a session',
    verbs: { do: { answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'ManagedAccounts/{id}/Sessions/Lock': {
    title: 'Lock the sessions of an account',
    verbs: { do: { answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'ManagedSystems/{id}/Sessions/Lock': {
    title: 'Lock the sessions of a system',
    verbs: { do: { answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'Sessions/{id}/Terminate': {
    title: 'End a session',
    verbs: { do: { answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'ManagedAccounts/{id}/Sessions/Terminate': {
    title: 'End the sessions of an account',
    verbs: { do: { answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'ManagedSystems/{id}/Sessions/Terminate': {
    title: 'End the sessions of a system',
    verbs: { do: { answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'Sessions/{sessionId}/Keystrokes': {
    title: 'Keystrokes of a session',
    verbs: { list: { sure: 'seen' } },
    fields: keystroke,
  },
  Keystrokes: { title: 'Keystrokes', item: 'id', verbs: { get: { sure: 'seen' } }, fields: keystroke },
  'Keystrokes/Search': {
    title: 'Look for keystrokes',
    verbs: {
      do: { body: 'required', fields: keystrokeSearch, effect: 'read', answer: 'list', sure: 'seen' },
    },
    fields: keystroke,
  },
  'pbsm/replay': {
    title: 'Replays of recorded sessions',
    item: 'replayId',
    itemKind: 'text',
    verbs: {
      add: { fields: replayCreate, sure: 'seen', answers: replayCreated },
      get: {
        query: { jpeg: { kind: 'integer' }, png: { kind: 'integer' }, screen: { kind: 'integer' } },
        sure: 'inferred',
      },
      update: { method: 'PUT', fields: replayUpdate, sure: 'inferred' },
      delete: { sure: 'inferred' },
    },
    fields: replay,
  },
  Nodes: {
    title: 'Nodes',
    verbs: { list: { sure: 'inferred' } },
    fields: node,
    filters: { includeInactive: { kind: 'flag' } },
  },
};
