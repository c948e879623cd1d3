import type { Fields, Table } from '../row.ts';

const roleRef = { RoleID: { kind: 'integer', required: true } } as const satisfies Fields;

const roleSet = {
  Roles: { kind: 'list', required: true, of: { kind: 'object', fields: roleRef } },
  AccessPolicyID: { kind: 'integer', nullable: true, note: 'needed with a requestor role' },
} as const satisfies Fields;

const permissionLevel = {
  PermissionID: { kind: 'integer', required: true },
  AccessLevelID: { kind: 'integer', required: true },
} as const satisfies Fields;

const smartRuleAccess = {
  SmartRuleID: { kind: 'integer', required: true },
  AccessLevelID: { kind: 'integer', required: true },
} as const satisfies Fields;

const userGroupCreate = {
  groupType: { kind: ['BeyondInsight', 'EntraId', 'ActiveDirectory', 'LdapDirectory'], required: true },
  groupName: { kind: 'text', required: true, max: 200 },
  description: { kind: 'text', max: 255 },
  isActive: { kind: 'flag', default: true },
  Permissions: { kind: 'list', of: { kind: 'object', fields: permissionLevel } },
  SmartRuleAccess: { kind: 'list', of: { kind: 'object', fields: smartRuleAccess } },
  ApplicationRegistrationIDs: { kind: 'list', of: { kind: 'integer' } },
  ClientId: { kind: 'text', when: 'groupType=EntraId' },
  TenantId: { kind: 'text', when: 'groupType=EntraId' },
  ClientSecret: { kind: 'secret', writeOnly: true, when: 'groupType=EntraId' },
  AzureInstance: { kind: ['AzurePublic', 'AzureUsGovernment'], when: 'groupType=EntraId' },
  forestName: { kind: 'text', when: 'groupType=ActiveDirectory' },
  domainName: { kind: 'text', required: true, max: 250, when: 'groupType=ActiveDirectory' },
  bindUser: { kind: 'text', when: 'groupType=ActiveDirectory,LdapDirectory' },
  bindPassword: { kind: 'secret', writeOnly: true, when: 'groupType=ActiveDirectory,LdapDirectory' },
  useSSL: { kind: 'flag', when: 'groupType=ActiveDirectory,LdapDirectory' },
  ExcludedFromGlobalSync: { kind: 'flag', when: 'groupType=ActiveDirectory' },
  OverrideGlobalSyncSettings: { kind: 'flag', when: 'groupType=ActiveDirectory' },
  groupDistinguishedName: { kind: 'text', required: true, max: 500, when: 'groupType=LdapDirectory' },
  hostName: { kind: 'text', required: true, when: 'groupType=LdapDirectory' },
  port: { kind: 'integer', when: 'groupType=LdapDirectory' },
  membershipAttribute: { kind: 'text', required: true, when: 'groupType=LdapDirectory' },
  accountAttribute: { kind: 'text', required: true, when: 'groupType=LdapDirectory' },
} as const satisfies Fields;

const userUpdate = {
  UserName: { kind: 'text' },
  FirstName: { kind: 'text' },
  LastName: { kind: 'text' },
  EmailAddress: { kind: 'text' },
  Password: { kind: 'secret', writeOnly: true },
} as const satisfies Fields;

const userCreate = {
  UserType: { kind: ['BeyondInsight', 'ActiveDirectory', 'LdapDirectory', 'Application'], required: true },
  UserName: { kind: 'text', required: true, when: 'UserType=BeyondInsight,ActiveDirectory,Application' },
  FirstName: { kind: 'text', required: true, when: 'UserType=BeyondInsight' },
  LastName: { kind: 'text', when: 'UserType=BeyondInsight' },
  EmailAddress: { kind: 'text', required: true, when: 'UserType=BeyondInsight' },
  Password: { kind: 'secret', required: true, writeOnly: true, when: 'UserType=BeyondInsight' },
  ForestName: { kind: 'text', when: 'UserType=ActiveDirectory' },
  DomainName: { kind: 'text', required: true, when: 'UserType=ActiveDirectory' },
  BindUser: { kind: 'text', when: 'UserType=ActiveDirectory,LdapDirectory' },
  BindPassword: { kind: 'secret', writeOnly: true, when: 'UserType=ActiveDirectory,LdapDirectory' },
  UseSSL: { kind: 'flag', when: 'UserType=ActiveDirectory,LdapDirectory' },
  HostName: { kind: 'text', required: true, when: 'UserType=LdapDirectory' },
  DistinguishedName: { kind: 'text', required: true, when: 'UserType=LdapDirectory' },
  AccountNameAttribute: { kind: 'text', required: true, when: 'UserType=LdapDirectory' },
  Port: { kind: 'integer', when: 'UserType=LdapDirectory' },
  AccessPolicyID: { kind: 'integer', required: true, when: 'UserType=Application' },
} as const satisfies Fields;

const role = {
  RoleID: { kind: 'integer', note: 'often 1 requestor, 2 approver, 3 both, 4 ISA' },
  Name: { kind: 'text' },
} as const satisfies Fields;

const permission = { PermissionID: { kind: 'integer' }, Name: { kind: 'text' } } as const satisfies Fields;

const userGroup = {
  GroupID: { kind: 'integer' },
  Name: { kind: 'text' },
  DistinguishedName: { kind: 'text', nullable: true },
  Description: { kind: 'text' },
  GroupType: { kind: 'text' },
  AccountAttribute: { kind: 'text', nullable: true },
  MembershipAttribute: { kind: 'text', nullable: true },
  ApplicationRegistrationIDs: { kind: 'list', of: { kind: 'integer' } },
  IsActive: { kind: 'flag' },
} as const satisfies Fields;

const user = {
  UserID: { kind: 'integer' },
  UserName: { kind: 'text' },
  DomainName: { kind: 'text', nullable: true },
  DistinguishedName: { kind: 'text', nullable: true },
  FirstName: { kind: 'text' },
  LastName: { kind: 'text' },
  EmailAddress: { kind: 'text' },
  IsQuarantined: { kind: 'flag' },
  IsActive: { kind: 'flag', note: 'name not certain' },
  ClientID: { kind: 'text', nullable: true, note: 'name not certain' },
  AccessPolicyID: { kind: 'integer', nullable: true, note: 'name not certain' },
  UserType: { kind: 'text', note: 'name not certain' },
} as const satisfies Fields;

/** Users, groups, roles and permissions. */
export const users: Table = {
  Roles: { title: 'Roles', verbs: { list: { sure: 'seen' } }, fields: role },
  'UserGroups/{userGroupId}/SmartRules/{smartRuleId}/Roles': {
    title: 'Roles of a group on a smart rule',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: roleSet, answer: 'none', sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: role,
    note: 'the access level comes first',
  },
  Permissions: { title: 'Permissions', verbs: { list: { sure: 'seen' } }, fields: permission },
  'UserGroups/{id}/Permissions': {
    title: 'Permissions of a user group',
    verbs: {
      list: { sure: 'seen' },
      add: { many: true, fields: permissionLevel, answer: 'none', sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: permissionLevel,
  },
  UserGroups: {
    title: 'User groups',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: userGroupCreate, sure: 'seen' },
      delete: { query: { name: { kind: 'text', required: true } }, sure: 'seen' },
    },
    fields: userGroup,
    filters: { name: { kind: 'text' } },
  },
  'UserGroups/{id}': {
    title: 'One user group',
    verbs: { get: { sure: 'seen' }, delete: { sure: 'seen' } },
    fields: userGroup,
  },
  'UserGroups/{id}/Users': {
    title: 'Users of a user group',
    verbs: { list: { sure: 'seen' }, add: { fields: userUpdate, sure: 'seen' } },
    fields: user,
  },
  Users: {
    title: 'Users',
    item: 'id',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: userCreate, sure: 'seen' },
      get: { sure: 'seen' },
      update: { method: 'PUT', fields: userUpdate, sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: user,
    filters: { username: { kind: 'text' }, includeInactive: { kind: 'flag' } },
  },
  'Users/{id}/Quarantine': { title: 'Quarantine a user', verbs: { do: { sure: 'seen' } }, fields: user },
  'Users/{id}/RecycleClientSecret': {
    title: 'Give an application user a new client secret',
    verbs: { do: { answer: 'text', sure: 'seen' } },
    fields: {},
  },
  'Users/{userId}/UserGroups': {
    title: 'User groups of a user',
    verbs: { list: { sure: 'inferred' } },
    fields: userGroup,
  },
  'Users/{userId}/UserGroups/{userGroupId}': {
    title: 'One user group of a user',
    verbs: { add: { body: 'none', sure: 'seen' }, delete: { sure: 'seen' } },
    fields: {},
  },
};
