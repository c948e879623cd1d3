import type { ValueObject } from '../../value.ts';

/** One who may sign in. */
export interface Person {
  id: number;
  /** As runas spells it: "doe-main\\johndoe". */
  name: string;
  fullName: string;
  password: string;
  /** Groups decide whom an application may impersonate. */
  groups: readonly string[];
  /** Ids of managed accounts: which may be requested, which as ISA. `all` is everything. */
  requests: 'all' | readonly number[];
  isa: 'all' | readonly number[];
  approves: boolean;
  /** Only for application users. */
  client?: { id: string; secret: string };
}

/** An API key registration. */
export interface Registration {
  id: number;
  name: string;
  key: string;
  needsPassword: boolean;
  /** The prompt of the second factor, where one is enforced, and the right answer. */
  challenge?: { prompt: string; answer: string };
}

export const apiKey = `c479a66f${'0123456789abcdef'.repeat(7)}c9484d01`;
const hex = (first: string) => `${first}${'fedcba9876543210'.repeat(7)}0000beef`;

/** Who can call, and with what. Every figure here may be printed: it opens nothing but the sandbox. */
export const people: readonly Person[] = [
  {
    id: 1,
    name: 'doe-main\\johndoe',
    fullName: 'John Doe',
    password: 'un1qu3',
    groups: ['Operators'],
    requests: 'all',
    isa: [1, 2],
    approves: false,
  },
  {
    id: 2,
    name: 'ann',
    fullName: 'Ann Approver',
    password: 'bracket]and;semi',
    groups: ['Approvers'],
    requests: [],
    isa: [],
    approves: true,
  },
  {
    id: 3,
    name: 'pipeline',
    fullName: 'Build pipeline',
    password: '',
    groups: ['Automation'],
    requests: 'all',
    isa: 'all',
    approves: false,
    client: {
      id: '6b2f9d0e-7c1a-4f53-9a70-3d3a4e1f5b21',
      secret: 'c2FuZGJveC1zZWNyZXQtb2YtcGlwZWxpbmUtMDE=',
    },
  },
  {
    id: 4,
    name: 'deployer',
    fullName: 'Deployments',
    password: '',
    groups: ['Automation'],
    requests: [1],
    isa: [],
    approves: false,
  },
];

export const registrations: readonly Registration[] = [
  { id: 1, name: 'Automation', key: apiKey, needsPassword: false },
  { id: 2, name: 'With password', key: hex('5ec0de11'), needsPassword: true },
  {
    id: 3,
    name: 'With second factor',
    key: hex('2fac7012'),
    needsPassword: true,
    challenge: { prompt: 'Enter the code of your token', answer: '543687' },
  },
  { id: 4, name: 'From long ago', key: '0d9a5c1e-93d1-4c8f-8f4a-2f1b6d0c7a11', needsPassword: false },
];

/** A managed account together with what the answers never show. */
export interface Account {
  id: number;
  systemId: number;
  fields: ValueObject;
  password: string;
  privateKey?: string;
  passphrase?: string;
  /** manual: a request waits for an approver. */
  approval: 'auto' | 'manual';
  /** Open requests at once; 0 is no cap. */
  cap: number;
  /** The kind ManagedAccounts?type= speaks of. */
  type: 'system' | 'domainlinked' | 'database' | 'cloud' | 'application';
}

export type Tables = Record<string, ValueObject[]>;

const organization = '7c0d5f5e-2a0f-4c38-b8de-2a4b4f1c9d10';
const date = '2026-01-05T08:00:00';

const system = (id: number, name: string, more: ValueObject): ValueObject => ({
  ManagedSystemID: id,
  EntityTypeID: 1,
  AssetID: id,
  WorkgroupID: 1,
  HostName: name,
  DnsName: `${name}.example.com`,
  IPAddress: `10.0.0.${id}`,
  SystemName: name,
  PlatformID: 2,
  Port: 22,
  Timeout: 30,
  ReleaseDuration: 120,
  MaxReleaseDuration: 525600,
  ISAReleaseDuration: 120,
  AutoManagementFlag: false,
  FunctionalAccountID: null,
  ...more,
});

const asset = (id: number, name: string, os: string): ValueObject => ({
  WorkgroupID: 1,
  AssetID: id,
  AssetName: name,
  AssetType: 'Server',
  DnsName: `${name}.example.com`,
  DomainName: null,
  IPAddress: `10.0.0.${id}`,
  MacAddress: null,
  OperatingSystem: os,
  CreateDate: date,
  LastUpdateDate: date,
  Description: null,
});

/** The little company, by collection. */
export const tables = (): Tables => ({
  Organizations: [{ OrganizationID: organization, Name: 'Default', IsActive: true }],
  Workgroups: [
    { OrganizationID: organization, ID: 1, Name: 'Default Workgroup' },
    { OrganizationID: organization, ID: 2, Name: 'Branch Office' },
  ],
  Assets: [asset(1, 'web-01', 'Linux'), asset(2, 'win-01', 'Windows'), asset(3, 'db-01', 'Linux')],
  ManagedSystems: [
    system(1, 'web-01', {}),
    system(2, 'win-01', { PlatformID: 1, Port: 3389 }),
    system(3, 'db-01', { PlatformID: 8, EntityTypeID: 2, DatabaseID: 1, InstanceName: 'ORCL', Port: 1521 }),
    system(4, 'corp.example.com', { EntityTypeID: 3, AssetID: null, DirectoryID: 1, PlatformID: 25 }),
  ],
  Databases: [
    { DatabaseID: 1, AssetID: 3, PlatformID: 8, InstanceName: 'ORCL', IsDefaultInstance: false, Port: 1521 },
  ],
  Directories: [
    { DirectoryID: 1, WorkgroupID: 1, PlatformID: 25, DomainName: 'corp.example.com', NetBiosName: 'CORP' },
  ],
  Platforms: [
    { PlatformID: 1, Name: 'Windows', ShortName: 'Windows', DefaultPort: null },
    { PlatformID: 2, Name: 'Linux', ShortName: 'Linux', DefaultPort: 22 },
    { PlatformID: 8, Name: 'Oracle', ShortName: 'Oracle', DefaultPort: 1521 },
    { PlatformID: 25, Name: 'Active Directory', ShortName: 'AD', DefaultPort: null },
  ],
  EntityTypes: [
    { EntityTypeID: 1, Name: 'Asset' },
    { EntityTypeID: 2, Name: 'Database' },
    { EntityTypeID: 3, Name: 'Directory' },
    { EntityTypeID: 4, Name: 'Cloud' },
  ],
  FunctionalAccounts: [
    { FunctionalAccountID: 1, PlatformID: 2, AccountName: 'fa-linux', DisplayName: 'fa-linux' },
  ],
  PasswordRules: [{ PasswordRuleID: 0, Name: 'Default Password Policy' }],
  AccessLevels: [
    { AccessLevelID: 0, Name: 'None' },
    { AccessLevelID: 1, Name: 'Read' },
    { AccessLevelID: 3, Name: 'Read/Write' },
  ],
  AccessPolicies: [
    { AccessPolicyID: 1, Name: 'Auto approve', Description: '', Schedules: [] },
    { AccessPolicyID: 2, Name: 'One approver', Description: '', Schedules: [] },
  ],
  Roles: [
    { RoleID: 1, Name: 'Requestor' },
    { RoleID: 2, Name: 'Approver' },
    { RoleID: 3, Name: 'Requestor/Approver' },
    { RoleID: 4, Name: 'ISA' },
    { RoleID: 5, Name: 'Auditor' },
  ],
  Permissions: [{ PermissionID: 27, Name: 'Password Safe Account Management' }],
  UserGroups: [
    {
      GroupID: 1,
      Name: 'Operators',
      Description: 'People on duty',
      GroupType: 'BeyondInsight',
      IsActive: true,
    },
    {
      GroupID: 2,
      Name: 'Approvers',
      Description: 'They say yes',
      GroupType: 'BeyondInsight',
      IsActive: true,
    },
    { GroupID: 3, Name: 'Automation', Description: 'Machines', GroupType: 'BeyondInsight', IsActive: true },
  ],
  SmartRules: [
    {
      SmartRuleID: 1,
      OrganizationID: organization,
      Title: 'All Managed Accounts',
      Description: 'All of them',
      Category: 'Managed Accounts',
      Status: 1,
      LastProcessedDate: date,
      IsReadOnly: true,
      RuleType: 'ManagedAccount',
    },
  ],
  QuickRules: [],
  TicketSystems: [],
  Nodes: [],
  Aliases: [],
});

const pem = `-----BEGIN OPENSSH PRIVATE KEY-----
c2FuZGJveCBrZXksIG9wZW5zIG5vdGhpbmc=
-----END OPENSSH PRIVATE KEY-----
`;

/** The accounts, in the form GET ManagedAccounts shows them. */
export const accounts = (): Account[] => {
  const account = (
    id: number,
    systemId: number,
    systemName: string,
    name: string,
    password: string,
    more: Partial<Account> = {},
    fields: ValueObject = {},
  ): Account => ({
    id,
    systemId,
    password,
    approval: 'auto',
    cap: 0,
    type: 'system',
    ...more,
    fields: { SystemName: systemName, AccountName: name, DomainName: null, ApiEnabled: true, ...fields },
  });
  return [
    account(1, 1, 'web-01', 'root', 'r00t of #web "01" $HOME', {
      privateKey: pem,
      passphrase: 'open sesame',
    }),
    account(2, 1, 'web-01', 'deploy', 'dep10y-S3cret', { cap: 1 }),
    account(3, 1, 'web-01', 'guarded', 'gu4rded-S3cret', { approval: 'manual' }),
    account(4, 1, 'web-01', 'console-only', 'n3ver-by-API', {}, { ApiEnabled: false }),
    account(5, 2, 'win-01', 'Administrator', 'w1n-S3cret'),
    account(6, 3, 'db-01', 'system', 'orcl-S3cret', { type: 'database' }, { InstanceName: 'ORCL' }),
    account(7, 2, 'win-01', 'svc-backup', 'c0rp-S3cret', { type: 'domainlinked' }, { DomainName: 'CORP' }),
  ];
};
