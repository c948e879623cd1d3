import type { Fields, Table } from '../row.ts';

const requestCreate = {
  AccessType: { kind: ['View', 'RDP', 'SSH', 'App'], default: 'View' },
  SystemID: { kind: 'integer', required: true },
  AccountID: { kind: 'integer', required: true },
  ApplicationID: { kind: 'integer', nullable: true, note: 'needed for App' },
  DurationMinutes: { kind: 'integer', required: true, min: 1, max: 525600 },
  Reason: { kind: 'text', max: 1000 },
  AccessPolicyScheduleID: { kind: 'integer', nullable: true, note: 'default: the best one' },
  ConflictOption: { kind: ['reuse', 'renew'], note: 'without it a clash is refused' },
  TicketSystemID: { kind: 'integer', nullable: true },
  TicketNumber: { kind: 'text', nullable: true, note: 'where the policy wants a ticket' },
  RotateOnCheckin: { kind: 'flag', default: true, note: 'if the policy allows the choice' },
} as const satisfies Fields;

const reasonBody = { Reason: { kind: 'text', max: 1000 } } as const satisfies Fields;

const requestSetCreate = {
  AccessTypes: { kind: 'list', required: true, of: { kind: 'text' }, note: 'two or more' },
  SystemID: { kind: 'integer', required: true },
  AccountID: { kind: 'integer', required: true },
  DurationMinutes: { kind: 'integer', required: true, min: 1, max: 525600 },
  Reason: { kind: 'text' },
  TicketSystemID: { kind: 'integer', nullable: true },
  TicketNumber: { kind: 'text', nullable: true },
} as const satisfies Fields;

const isaRequestCreate = {
  SystemID: { kind: 'integer', required: true },
  AccountID: { kind: 'integer', required: true },
  DurationMinutes: { kind: 'integer', nullable: true, note: 'default: that of the account' },
  Reason: { kind: 'text', max: 256 },
} as const satisfies Fields;

const request = {
  RequestID: { kind: 'integer' },
  SystemID: { kind: 'integer' },
  SystemName: { kind: 'text' },
  AccountID: { kind: 'integer' },
  AccountName: { kind: 'text' },
  DomainName: { kind: 'text', nullable: true },
  AliasID: { kind: 'integer', nullable: true },
  ApplicationID: { kind: 'integer', nullable: true },
  RequestReleaseDate: { kind: 'time' },
  ApprovedDate: { kind: 'time', nullable: true },
  CanceledDate: { kind: 'time', nullable: true },
  ExpiresDate: { kind: 'time' },
  Status: { kind: 'text' },
  AccessType: { kind: 'text' },
  Reason: { kind: 'text', nullable: true },
  ManagedSystemName: { kind: 'text' },
  APIOnlyAccess: { kind: 'flag' },
  RequestorUserID: { kind: 'integer' },
  RequestorName: { kind: 'text' },
  TotpEnabled: { kind: 'flag' },
  TotpParameters: { kind: 'any' },
} as const satisfies Fields;

const requestSet = {
  RequestSetID: { kind: 'text' },
  Requests: { kind: 'list', of: { kind: 'object', fields: request } },
} as const satisfies Fields;

const ticketSystem = {
  TicketSystemID: { kind: 'integer' },
  IsActive: { kind: 'flag' },
  TicketSystemName: { kind: 'text' },
  Description: { kind: 'text' },
  IsDefaultSystem: { kind: 'flag' },
} as const satisfies Fields;

/** Requests: ask, approve, check in. */
export const requests: Table = {
  Requests: {
    title: 'Requests for credentials and sessions',
    verbs: {
      list: { sure: 'seen' },
      add: {
        fields: requestCreate,
        answer: 'number',
        needs: 'Requestor or Requestor/Approver role',
        sure: 'seen',
      },
    },
    fields: request,
    filters: {
      status: { kind: ['all', 'active', 'pending'], default: 'all' },
      queue: { kind: ['req', 'app'], default: 'req' },
    },
  },
  'Requests/{requestId}/Checkin': {
    title: 'Check a request in',
    verbs: { do: { method: 'PUT', body: 'optional', fields: reasonBody, answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'Requests/{requestId}/Approve': {
    title: 'Approve a request',
    verbs: { do: { method: 'PUT', body: 'optional', fields: reasonBody, answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'Requests/{requestId}/Deny': {
    title: 'Deny a request',
    verbs: { do: { method: 'PUT', body: 'optional', fields: reasonBody, answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'Requests/{requestId}/RotateOnCheckin': {
    title: 'Have the password changed at check-in',
    verbs: { do: { method: 'PUT', answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'ManagedAccounts/{managedAccountId}/Requests/Terminate': {
    title: 'End all requests for an account',
    verbs: { do: { body: 'optional', fields: reasonBody, answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'ManagedSystems/{managedSystemId}/Requests/Terminate': {
    title: 'End all requests for a system',
    verbs: { do: { body: 'optional', fields: reasonBody, answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'Users/{userId}/Requests/Terminate': {
    title: 'End all requests of a user',
    verbs: { do: { body: 'optional', fields: reasonBody, answer: 'none', sure: 'seen' } },
    fields: {},
  },
  RequestSets: {
    title: 'Sets of requests for several kinds of access',
    verbs: { list: { sure: 'seen' }, add: { fields: requestSetCreate, sure: 'seen' } },
    fields: requestSet,
    filters: { status: { kind: ['all', 'active', 'pending'] } },
  },
  ISARequests: {
    title: 'ISA requests: a credential without approval',
    verbs: {
      add: {
        fields: isaRequestCreate,
        query: { type: { kind: ['password', 'dsskey', 'passphrase'], default: 'password' } },
        answer: 'text',
        needs: 'ISA role',
        sure: 'seen',
      },
    },
    fields: {},
  },
  TicketSystems: { title: 'Ticket systems', verbs: { list: { sure: 'seen' } }, fields: ticketSystem },
};
