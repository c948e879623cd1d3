import type { Fields, Table } from '../row.ts';
import { managedAccount, requestableAccount } from './shapes.ts';

const functionalAccountCreate = {
  PlatformID: { kind: 'integer', required: true },
  DomainName: { kind: 'text', max: 500 },
  AccountName: { kind: 'text', required: true, max: 245 },
  DisplayName: { kind: 'text', max: 100 },
  Password: { kind: 'secret', writeOnly: true },
  PrivateKey: { kind: 'secret', writeOnly: true },
  Passphrase: { kind: 'secret', writeOnly: true },
  Description: { kind: 'text', max: 1000 },
  ElevationCommand: { kind: 'text', max: 80 },
  TenantID: { kind: 'text', max: 36 },
  ObjectID: { kind: 'text', max: 36 },
  Secret: { kind: 'secret', writeOnly: true, max: 255 },
  ServiceAccountEmail: { kind: 'text', max: 255 },
  AzureInstance: { kind: ['AzurePublic', 'AzureUsGovernment'] },
} as const satisfies Fields;

const managedAccountWrite = {
  AccountName: { kind: 'text', required: true, max: 245 },
  Password: { kind: 'secret', writeOnly: true, max: 128, note: 'needed without AutoManagementFlag' },
  DomainName: { kind: 'text', max: 50 },
  UserPrincipalName: { kind: 'text', max: 500 },
  SAMAccountName: { kind: 'text', max: 20 },
  DistinguishedName: { kind: 'text', max: 1000 },
  PrivateKey: { kind: 'secret', writeOnly: true },
  Passphrase: { kind: 'secret', writeOnly: true, note: 'for an encrypted PrivateKey' },
  PasswordFallbackFlag: { kind: 'flag', default: false },
  LoginAccountFlag: { kind: 'flag' },
  Description: { kind: 'text', max: 1024 },
  PasswordRuleID: { kind: 'integer', default: 0, note: '0 is a rule too' },
  ApiEnabled: { kind: 'flag', default: false, note: 'true, or it cannot be requested here' },
  ReleaseNotificationEmail: { kind: 'text', max: 255 },
  ChangeServicesFlag: { kind: 'flag', default: false },
  RestartServicesFlag: { kind: 'flag', default: false },
  ChangeTasksFlag: { kind: 'flag', default: false },
  ReleaseDuration: { kind: 'integer', min: 1, max: 525600, default: 120, note: 'minutes' },
  MaxReleaseDuration: { kind: 'integer', min: 1, max: 525600, default: 525600 },
  ISAReleaseDuration: { kind: 'integer', min: 1, max: 525600, default: 120 },
  MaxConcurrentRequests: { kind: 'integer', min: 0, max: 999, default: 1 },
  AutoManagementFlag: { kind: 'flag', default: false },
  DSSAutoManagementFlag: { kind: 'flag', default: false },
  CheckPasswordFlag: { kind: 'flag', default: false },
  ChangePasswordAfterAnyReleaseFlag: { kind: 'flag', default: false },
  ResetPasswordOnMismatchFlag: { kind: 'flag', default: false },
  ChangeFrequencyType: { kind: ['first', 'last', 'xdays'], default: 'first' },
  ChangeFrequencyDays: { kind: 'integer', min: 1, max: 999, note: 'with xdays' },
  ChangeTime: { kind: 'text', default: '23:30', note: 'HH:MM' },
  NextChangeDate: { kind: 'text', note: 'YYYY-MM-DD' },
  UseOwnCredentials: { kind: 'flag', since: '3.1' },
  ChangeIISAppPoolFlag: { kind: 'flag', since: '3.2' },
  RestartIISAppPoolFlag: { kind: 'flag', since: '3.2' },
  WorkgroupID: { kind: 'integer', nullable: true, since: '3.3' },
  ChangeWindowsAutoLogonFlag: { kind: 'flag', since: '3.4' },
  ChangeComPlusFlag: { kind: 'flag', since: '3.4' },
  ChangeDComFlag: { kind: 'flag', since: '3.4' },
  ChangeSComFlag: { kind: 'flag', since: '3.4' },
  ObjectID: { kind: 'text', since: '3.5', max: 36 },
} as const satisfies Fields;

const application = {
  ApplicationID: { kind: 'integer' },
  Name: { kind: 'text' },
  DisplayName: { kind: 'text' },
  Version: { kind: 'text' },
  Command: { kind: 'text' },
  Parameters: { kind: 'text' },
  Publisher: { kind: 'text' },
  ApplicationType: { kind: 'text' },
  FunctionalAccountID: { kind: 'integer', nullable: true },
  ManagedSystemID: { kind: 'integer', nullable: true },
  IsActive: { kind: 'flag' },
} as const satisfies Fields;

const functionalAccount = {
  FunctionalAccountID: { kind: 'integer' },
  PlatformID: { kind: 'integer' },
  DomainName: { kind: 'text', nullable: true },
  AccountName: { kind: 'text' },
  DisplayName: { kind: 'text' },
  Description: { kind: 'text', nullable: true },
  ElevationCommand: { kind: 'text', nullable: true },
  SystemReferenceCount: { kind: 'integer' },
  TenantID: { kind: 'text', nullable: true },
  ObjectID: { kind: 'text', nullable: true },
  AzureInstance: { kind: 'text', nullable: true },
} as const satisfies Fields;

const propagationActionType = {
  PropagationActionTypeID: { kind: 'integer' },
  Name: { kind: 'text' },
} as const satisfies Fields;

const propagationAction = {
  PropagationActionID: { kind: 'integer' },
  PropagationActionTypeID: { kind: 'integer' },
  Name: { kind: 'text' },
  Description: { kind: 'text' },
} as const satisfies Fields;

/** Managed and functional accounts, what is linked to them, propagation. */
export const accounts: Table = {
  Applications: {
    title: 'Applications',
    item: 'id',
    verbs: { list: { sure: 'seen' }, get: { sure: 'seen' } },
    fields: application,
  },
  'ManagedAccounts/{accountId}/Applications': {
    title: 'Applications of a managed account',
    verbs: { list: { sure: 'inferred' }, delete: { sure: 'inferred' } },
    fields: application,
  },
  'ManagedAccounts/{accountId}/Applications/{applicationId}': {
    title: 'One application of a managed account',
    verbs: { add: { body: 'none', sure: 'inferred' }, delete: { sure: 'inferred' } },
    fields: application,
  },
  FunctionalAccounts: {
    title: 'Functional accounts',
    item: 'id',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: functionalAccountCreate, sure: 'seen' },
      get: { sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: functionalAccount,
  },
  ManagedAccounts: {
    title: 'Managed accounts: those you may request',
    item: 'id',
    verbs: {
      list: { needs: 'Requestor, Requestor/Approver or ISA role', sure: 'seen' },
      get: { needs: 'Password Safe Account Management (Read)', sure: 'seen', answers: managedAccount },
      update: {
        method: 'PUT',
        fields: managedAccountWrite,
        version: '3.5',
        needs: 'Password Safe Account Management (Full control)',
        sure: 'seen',
        answers: managedAccount,
      },
      delete: { sure: 'seen' },
    },
    fields: requestableAccount,
    filters: {
      systemName: { kind: 'text' },
      accountName: { kind: 'text' },
      systemID: { kind: 'integer' },
      workgroupName: { kind: 'text' },
      applicationDisplayName: { kind: 'text' },
      ipAddress: { kind: 'text' },
      type: { kind: ['system', 'recent', 'domainlinked', 'database', 'cloud', 'application'] },
    },
    paged: true,
    note: 'list shows the accounts this user may request; get and update need account management',
  },
  'ManagedSystems/{systemId}/ManagedAccounts': {
    title: 'Managed accounts of a managed system',
    verbs: {
      list: { sure: 'seen' },
      add: {
        fields: managedAccountWrite,
        version: '3.5',
        needs: 'Password Safe Account Management (Full control)',
        sure: 'seen',
      },
      delete: { sure: 'seen' },
    },
    fields: managedAccount,
    filters: { name: { kind: 'text' } },
  },
  'ManagedSystems/{systemId}/ManagedAccounts/{accountName}': {
    title: 'A managed account by its name',
    verbs: { delete: { sure: 'seen' } },
    fields: {},
  },
  'SmartRules/{id}/ManagedAccounts': {
    title: 'Managed accounts of a smart rule',
    verbs: { list: { sure: 'seen' } },
    fields: managedAccount,
  },
  'ManagedSystems/{systemId}/LinkedAccounts': {
    title: 'Linked accounts of a managed system',
    verbs: {
      list: { needs: 'Password Safe System Management (Read)', sure: 'seen' },
      delete: { sure: 'inferred' },
    },
    fields: managedAccount,
  },
  'ManagedSystems/{systemId}/LinkedAccounts/{accountId}': {
    title: 'One linked account of a managed system',
    verbs: { add: { body: 'none', sure: 'seen' }, delete: { sure: 'seen' } },
    fields: managedAccount,
  },
  'ManagedAccounts/{id}/SyncedAccounts': {
    title: 'Synced accounts of a managed account',
    verbs: { list: { sure: 'seen' }, delete: { sure: 'inferred' } },
    fields: managedAccount,
  },
  'ManagedAccounts/{id}/SyncedAccounts/{syncedAccountId}': {
    title: 'One synced account of a managed account',
    verbs: { add: { body: 'none', sure: 'seen' }, delete: { sure: 'seen' } },
    fields: managedAccount,
  },
  PropagationActionTypes: {
    title: 'Propagation action types',
    verbs: { list: { sure: 'seen' } },
    fields: propagationActionType,
  },
  PropagationActions: {
    title: 'Propagation actions',
    item: 'id',
    verbs: { list: { sure: 'seen' }, get: { sure: 'seen' } },
    fields: propagationAction,
  },
  'ManagedAccounts/{id}/PropagationActions': {
    title: 'Propagation actions of a managed account',
    verbs: { list: { sure: 'seen' }, delete: { sure: 'seen' } },
    fields: propagationAction,
  },
  'ManagedAccounts/{id}/PropagationActions/{propagationActionId}': {
    title: 'One propagation action of a managed account',
    verbs: {
      add: { body: 'optional', fields: { SmartRuleID: { kind: 'integer', nullable: true } }, sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: {},
  },
};
