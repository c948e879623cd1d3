import type { Fields, Table } from '../row.ts';
import { requestableAccount } from './shapes.ts';

const credentialsSet = {
  Password: { kind: 'secret', writeOnly: true },
  PublicKey: { kind: 'text', note: 'with PrivateKey, when UpdateSystem is true' },
  PrivateKey: { kind: 'secret', writeOnly: true },
  Passphrase: { kind: 'secret', writeOnly: true },
  UpdateSystem: { kind: 'flag', default: true },
} as const satisfies Fields;

const credentialsChange = {
  Queue: { kind: 'flag', default: false },
  NewPassword: { kind: 'secret', writeOnly: true, note: 'name not certain' },
  Password: { kind: 'secret', writeOnly: true },
  PublicKey: { kind: 'text' },
  PrivateKey: { kind: 'secret', writeOnly: true },
  Passphrase: { kind: 'secret', writeOnly: true },
  UpdateSystem: { kind: 'flag', default: true },
} as const satisfies Fields;

const aliasRequestCreate = {
  AccessType: { kind: ['View', 'RDP', 'SSH', 'App'], default: 'View' },
  DurationMinutes: { kind: 'integer', required: true, min: 1, max: 525600 },
  Reason: { kind: 'text', max: 1000 },
  AccessPolicyScheduleID: { kind: 'integer', nullable: true, note: 'default: the best one' },
  ConflictOption: { kind: ['reuse', 'renew'], note: 'without it a clash is refused' },
  TicketSystemID: { kind: 'integer', nullable: true },
  TicketNumber: { kind: 'text', nullable: true, note: 'where the policy wants a ticket' },
  RotateOnCheckin: { kind: 'flag', default: true, note: 'if the policy allows the choice' },
} as const satisfies Fields;

const aliasCredential = {
  AliasId: { kind: 'integer' },
  AliasName: { kind: 'text' },
  SystemId: { kind: 'integer' },
  SystemName: { kind: 'text' },
  DomainName: { kind: 'text', nullable: true },
  AccountId: { kind: 'integer' },
  AccountName: { kind: 'text' },
  Password: { kind: 'secret' },
} as const satisfies Fields;

const credentialsTestResult = { Success: { kind: 'flag' } } as const satisfies Fields;

const aliasMapping = {
  AliasID: { kind: 'integer' },
  ManagedSystemID: { kind: 'integer' },
  ManagedAccountID: { kind: 'integer' },
  Status: { kind: 'text' },
} as const satisfies Fields;

const alias = {
  ...requestableAccount,
  AliasId: { kind: 'integer' },
  AliasName: { kind: 'text' },
  AliasState: { kind: 'integer' },
  MappedAccounts: { kind: 'list', of: { kind: 'object', fields: aliasMapping } },
} as const satisfies Fields;

/** Reading, setting, testing and changing credentials; aliases. */
export const credentials: Table = {
  'Credentials/{requestId}': {
    title: 'Credential of an open request',
    verbs: {
      get: {
        query: { type: { kind: ['password', 'dsskey', 'passphrase'], default: 'password' } },
        answer: 'text',
        sure: 'seen',
      },
    },
    fields: {},
  },
  'Aliases/{aliasId}/Credentials': {
    title: 'Credential of an alias request',
    item: 'requestId',
    verbs: {
      get: {
        query: { type: { kind: ['password', 'dsskey', 'passphrase'], default: 'password' } },
        sure: 'seen',
      },
    },
    fields: aliasCredential,
  },
  'ManagedAccounts/{id}/Credentials': {
    title: 'Credentials of a managed account',
    verbs: {
      get: { query: { type: { kind: 'text' } }, answer: 'text', sure: 'seen' },
      update: { method: 'PUT', fields: credentialsSet, answer: 'none', sure: 'seen' },
    },
    fields: {},
  },
  Credentials: {
    title: 'Credential of an account named by workgroup, asset and name',
    verbs: {
      update: {
        method: 'PUT',
        fields: credentialsSet,
        query: {
          workgroupName: { kind: 'text', required: true },
          assetName: { kind: 'text', required: true },
          accountName: { kind: 'text', required: true },
        },
        answer: 'none',
        sure: 'inferred',
      },
    },
    fields: {},
  },
  'ManagedAccounts/{id}/Credentials/Test': {
    title: 'Try the stored credential of an account',
    verbs: { do: { effect: 'read', sure: 'seen' } },
    fields: credentialsTestResult,
  },
  'ManagedAccounts/{id}/Credentials/Change': {
    title: 'Change the credential of an account',
    verbs: {
      do: {
        body: 'optional',
        fields: credentialsChange,
        answer: 'none',
        needs: 'Password Safe Account Management (Full control)',
        sure: 'seen',
      },
    },
    fields: {},
  },
  'ManagedSystems/{systemId}/ManagedAccounts/Credentials/Change': {
    title: 'Change the credentials of all accounts of a system',
    verbs: {
      do: { answer: 'none', needs: 'Password Safe API Global Quarantine (Full control)', sure: 'seen' },
    },
    fields: {},
  },
  Aliases: {
    title: 'Aliases',
    item: 'id',
    verbs: { list: { sure: 'seen' }, get: { sure: 'seen' } },
    fields: alias,
    filters: { state: { kind: 'text' }, name: { kind: 'text' } },
  },
  'Aliases/{aliasId}/Requests': {
    title: 'Requests for an alias',
    verbs: { add: { fields: aliasRequestCreate, answer: 'number', sure: 'seen' } },
    fields: {},
  },
};
