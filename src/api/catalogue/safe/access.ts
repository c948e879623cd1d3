import type { Fields, Table } from '../row.ts';

const accessLevelSet = { AccessLevelID: { kind: 'integer', required: true } } as const satisfies Fields;

const accessPolicyTest = {
  SystemId: { kind: 'integer', required: true },
  AccountId: { kind: 'integer', required: true },
  DurationMinutes: { kind: 'integer', required: true, min: 1, max: 525600 },
} as const satisfies Fields;

const addressGroupWrite = { Name: { kind: 'text', required: true } } as const satisfies Fields;

const addressWrite = {
  Type: { kind: 'text', required: true },
  Value: { kind: 'text', required: true },
  Omit: { kind: 'flag' },
} as const satisfies Fields;

const apiAuthRule = {
  Type: { kind: 'text' },
  Value: { kind: 'text' },
  Description: { kind: 'text' },
} as const satisfies Fields;

const apiRegistration = {
  Id: { kind: 'integer' },
  Name: { kind: 'text' },
  RegistrationType: { kind: 'text' },
  Active: { kind: 'flag' },
  Visible: { kind: 'flag' },
  AccessTokenDuration: { kind: 'integer', note: 'minutes' },
  MultiFactorAuthenticationEnforced: { kind: 'flag' },
  ClientCertificateRequired: { kind: 'flag' },
  UserPasswordRequired: { kind: 'flag' },
  VerifyPsrunSignature: { kind: 'flag' },
  IPAuthenticationRules: { kind: 'list', of: { kind: 'object', fields: apiAuthRule } },
  PSRUNRules: { kind: 'list' },
  XForwardedForAuthenticationRules: { kind: 'list', of: { kind: 'object', fields: apiAuthRule } },
} as const satisfies Fields;

const accessLevel = {
  AccessLevelID: { kind: 'integer', note: 'often 1 read, 3 read and write' },
  Name: { kind: 'text' },
} as const satisfies Fields;

const accessPolicyAccessType = {
  AccessType: { kind: 'text' },
  IsSession: { kind: 'flag' },
  RecordSession: { kind: 'flag' },
  MinApprovers: { kind: 'integer' },
  MaxConcurrent: { kind: 'integer' },
} as const satisfies Fields;

const accessPolicySchedule = {
  ScheduleID: { kind: 'integer' },
  RequireReason: { kind: 'flag' },
  RequireTicketSystem: { kind: 'flag' },
  TicketSystemID: { kind: 'integer', nullable: true },
  AccessTypes: { kind: 'list', of: { kind: 'object', fields: accessPolicyAccessType } },
} as const satisfies Fields;

const accessPolicy = {
  AccessPolicyID: { kind: 'integer' },
  Name: { kind: 'text' },
  Description: { kind: 'text' },
  Schedules: { kind: 'list', of: { kind: 'object', fields: accessPolicySchedule } },
} as const satisfies Fields;

const addressGroup = {
  AddressGroupID: { kind: 'integer' },
  OrganizationID: { kind: 'text', note: 'name not certain' },
  Name: { kind: 'text' },
} as const satisfies Fields;

const address = {
  AddressID: { kind: 'integer' },
  AddressGroupID: { kind: 'integer' },
  Omit: { kind: 'flag' },
  Type: { kind: 'text' },
  Value: { kind: 'text' },
  LastUpdatedDate: { kind: 'time', nullable: true },
} as const satisfies Fields;

const entitlement = {
  GroupID: { kind: 'integer' },
  Name: { kind: 'text' },
  SmartRuleId: { kind: 'integer' },
  Title: { kind: 'text' },
  SmartRuleType: { kind: 'text' },
  AccessLevel: { kind: 'text' },
  RoleId: { kind: 'integer' },
  RoleName: { kind: 'text' },
  DedicatedAccountPermissionOverride: { kind: 'text' },
  DedicatedToAppUserID: { kind: 'integer' },
  DedicatedToAppUserName: { kind: 'text' },
  IsAdministratorGroup: { kind: 'flag' },
  UserID: { kind: 'integer' },
  UserName: { kind: 'text' },
  ManagedAccountId: { kind: 'integer' },
  AccountName: { kind: 'text' },
  RationalizedSystemName: { kind: 'text' },
  ApplicationName: { kind: 'text' },
  AccessPolicyName: { kind: 'text' },
  ManagedSystemID: { kind: 'integer' },
  ApplicationID: { kind: 'integer' },
} as const satisfies Fields;

/** Who may do what: access levels and policies, address groups, API registrations, entitlements. */
export const access: Table = {
  AccessLevels: {
    title: 'Access levels',
    verbs: { list: { needs: 'User Accounts Management (Read)', sure: 'seen' } },
    fields: accessLevel,
  },
  'UserGroups/{userGroupId}/SmartRules/{smartRuleId}/AccessLevels': {
    title: 'Access level of a group on a smart rule',
    verbs: { add: { fields: accessLevelSet, answer: 'none', sure: 'seen' } },
    fields: {},
    note: 'set this before the roles',
  },
  AccessPolicies: {
    title: 'Access policies',
    verbs: { list: { needs: 'Password Safe Role Management (Read)', sure: 'seen' } },
    fields: accessPolicy,
  },
  'AccessPolicies/Test': {
    title: 'Try which policies allow a request now',
    verbs: {
      do: {
        body: 'required',
        fields: accessPolicyTest,
        effect: 'read',
        answer: 'list',
        needs: 'Requestor role',
        sure: 'seen',
      },
    },
    fields: accessPolicy,
  },
  AddressGroups: {
    title: 'Address groups',
    item: 'id',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: addressGroupWrite, sure: 'seen' },
      get: { sure: 'seen' },
      update: { method: 'PUT', fields: addressGroupWrite, sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: addressGroup,
    filters: { name: { kind: 'text' } },
  },
  'Organizations/{orgId}/AddressGroups': {
    title: 'Address groups of an organization',
    verbs: { list: { sure: 'seen' } },
    fields: addressGroup,
  },
  'AddressGroups/{id}/Addresses': {
    title: 'Addresses of an address group',
    verbs: { list: { sure: 'seen' }, add: { fields: addressWrite, sure: 'seen' }, delete: { sure: 'seen' } },
    fields: address,
  },
  Addresses: {
    title: 'Addresses',
    item: 'id',
    verbs: {
      get: { sure: 'seen' },
      update: { method: 'PUT', fields: addressWrite, sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: address,
  },
  ApiRegistrations: {
    title: 'API registrations',
    item: 'id',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: apiRegistration, sure: 'seen' },
      get: { sure: 'seen' },
      update: { method: 'PUT', fields: apiRegistration, sure: 'seen' },
      delete: { sure: 'inferred' },
    },
    fields: apiRegistration,
  },
  'ApiRegistrations/{id}/Key': {
    title: 'Key of an API registration',
    verbs: { get: { answer: 'text', sure: 'inferred' } },
    fields: {},
  },
  'ApiRegistrations/{id}/Rotate': {
    title: 'Give an API registration a new key',
    verbs: { do: { answer: 'text', sure: 'inferred' } },
    fields: {},
  },
  Entitlements: {
    title: 'Entitlements',
    verbs: { list: { sure: 'seen' } },
    fields: entitlement,
    filters: { groupIds: { kind: 'text' } },
  },
};
