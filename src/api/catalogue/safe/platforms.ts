import type { Fields, Table } from '../row.ts';

const epmApplication = {
  GroupId: { kind: 'text' },
  Name: { kind: 'text' },
  Path: { kind: 'text' },
} as const satisfies Fields;

const entityType = {
  EntityTypeID: { kind: 'integer' },
  Name: { kind: 'text' },
  Description: { kind: 'text' },
} as const satisfies Fields;

const platform = {
  PlatformID: { kind: 'integer' },
  Name: { kind: 'text' },
  ShortName: { kind: 'text' },
  PortFlag: { kind: 'flag' },
  DefaultPort: { kind: 'integer', nullable: true },
  SupportsElevationFlag: { kind: 'flag' },
  DomainNameFlag: { kind: 'flag' },
  AutoManagementFlag: { kind: 'flag' },
  DSSAutoManagementFlag: { kind: 'flag' },
  ManageableFlag: { kind: 'flag' },
  DSSFlag: { kind: 'flag' },
  LoginAccountFlag: { kind: 'flag' },
  DefaultSessionType: { kind: 'text', nullable: true },
  ApplicationHostFlag: { kind: 'flag' },
  RequiresApplicationHost: { kind: 'flag' },
  RequiresTenantID: { kind: 'flag' },
  RequiresObjectID: { kind: 'flag' },
  RequiresSecret: { kind: 'flag' },
} as const satisfies Fields;

const operatingSystem = {
  OperatingSystemID: { kind: 'integer' },
  Name: { kind: 'text' },
} as const satisfies Fields;

/** What can be managed: platforms, entity types, operating systems; EPM policies and subscriptions. */
export const platforms: Table = {
  EntityTypes: { title: 'Entity types', verbs: { list: { sure: 'seen' } }, fields: entityType },
  EPMPolicies: { title: 'EPM policies', verbs: { list: { sure: 'inferred' } }, fields: {} },
  'EPMPolicies/{id}/EPMApplications/Add': {
    title: 'Add an application to an EPM policy',
    verbs: { do: { body: 'required', fields: epmApplication, answer: 'none', sure: 'seen' } },
    fields: {},
  },
  Platforms: {
    title: 'Platforms',
    item: 'id',
    verbs: { list: { sure: 'seen' }, get: { sure: 'inferred' } },
    fields: platform,
  },
  'EntityTypes/{id}/Platforms': {
    title: 'Platforms of an entity type',
    verbs: { list: { sure: 'inferred' } },
    fields: platform,
  },
  OperatingSystems: {
    title: 'Operating systems',
    verbs: { list: { sure: 'seen' } },
    fields: operatingSystem,
  },
  'Subscriptions/Delivery': {
    title: 'Subscription deliveries',
    verbs: { list: { sure: 'seen' } },
    fields: {},
  },
  'Subscriptions/Delivery/Download': {
    title: 'Files of a subscription delivery',
    verbs: { download: { method: 'POST', query: { id: { kind: 'integer' } }, sure: 'seen' } },
    fields: {},
  },
};
