import type { Fields, Table } from '../row.ts';

const assetCreate = {
  IPAddress: { kind: 'text', required: true, max: 46 },
  AssetName: { kind: 'text', max: 128 },
  DnsName: { kind: 'text', max: 255 },
  DomainName: { kind: 'text', max: 64 },
  MacAddress: { kind: 'text', max: 128 },
  AssetType: { kind: 'text', max: 64 },
  OperatingSystem: { kind: 'text', max: 255 },
  Description: { kind: 'text', max: 255 },
} as const satisfies Fields;

const assetUpdate = {
  WorkgroupID: { kind: 'integer' },
  IPAddress: { kind: 'text', max: 46 },
  AssetName: { kind: 'text', max: 128 },
  DnsName: { kind: 'text', max: 255 },
  DomainName: { kind: 'text', max: 64 },
  MacAddress: { kind: 'text', max: 128 },
  AssetType: { kind: 'text', max: 64 },
  OperatingSystem: { kind: 'text', max: 255 },
  Description: { kind: 'text', max: 255 },
} as const satisfies Fields;

const assetSearch = {
  AssetName: { kind: 'text' },
  DnsName: { kind: 'text' },
  DomainName: { kind: 'text' },
  IPAddress: { kind: 'text' },
  MacAddress: { kind: 'text' },
  AssetType: { kind: 'text' },
} as const satisfies Fields;

const attributeTypeCreate = { Name: { kind: 'text', required: true } } as const satisfies Fields;

const attributeCreate = {
  ParentAttributeID: { kind: 'integer', nullable: true },
  ShortName: { kind: 'text', required: true },
  LongName: { kind: 'text', required: true },
  Description: { kind: 'text' },
  ValueInt: { kind: 'integer', nullable: true },
} as const satisfies Fields;

const importCreate = {
  WorkgroupID: { kind: 'integer', required: true },
  ImportType: { kind: 'text' },
  Filter: { kind: 'text' },
  FileName: { kind: 'text', required: true },
  FileContents: { kind: 'list', of: { kind: 'integer' } },
  Base64FileContents: { kind: 'text' },
} as const satisfies Fields;

const workgroupCreate = {
  OrganizationID: { kind: 'text', nullable: true },
  Name: { kind: 'text', required: true, max: 256 },
} as const satisfies Fields;

const asset = {
  WorkgroupID: { kind: 'integer' },
  AssetID: { kind: 'integer' },
  AssetName: { kind: 'text' },
  AssetType: { kind: 'text', nullable: true },
  DnsName: { kind: 'text', nullable: true },
  DomainName: { kind: 'text', nullable: true },
  IPAddress: { kind: 'text' },
  MacAddress: { kind: 'text', nullable: true },
  OperatingSystem: { kind: 'text', nullable: true },
  CreateDate: { kind: 'time' },
  LastUpdateDate: { kind: 'time' },
  Description: { kind: 'text', nullable: true },
} as const satisfies Fields;

const attribute = {
  AttributeID: { kind: 'integer' },
  AttributeTypeID: { kind: 'integer' },
  ParentAttributeID: { kind: 'integer', nullable: true },
  ShortName: { kind: 'text' },
  LongName: { kind: 'text' },
  Description: { kind: 'text' },
  ValueInt: { kind: 'integer', nullable: true },
  IsReadOnly: { kind: 'flag' },
  ChildAttributes: { kind: 'list', of: { kind: 'object' } },
} as const satisfies Fields;

const attributeType = {
  AttributeTypeID: { kind: 'integer' },
  Name: { kind: 'text' },
  IsReadOnly: { kind: 'flag' },
} as const satisfies Fields;

const organization = {
  OrganizationID: { kind: 'text' },
  Name: { kind: 'text' },
  IsActive: { kind: 'flag' },
} as const satisfies Fields;

const oracleInternetDirectory = {
  OracleInternetDirectoryID: { kind: 'text' },
  OrganizationID: { kind: 'text' },
  Name: { kind: 'text' },
  Description: { kind: 'text' },
} as const satisfies Fields;

const oracleService = { Name: { kind: 'text' } } as const satisfies Fields;

const oracleServiceResult = {
  Success: { kind: 'flag' },
  Message: { kind: 'text' },
  Services: { kind: 'list', of: { kind: 'object', fields: oracleService } },
} as const satisfies Fields;

const oracleTestResult = { Success: { kind: 'flag' } } as const satisfies Fields;

const workgroup = {
  OrganizationID: { kind: 'text' },
  ID: { kind: 'integer' },
  Name: { kind: 'text' },
} as const satisfies Fields;

const vulnerability = {
  VulnerabilityID: { kind: 'text' },
  Name: { kind: 'text' },
  Description: { kind: 'text' },
  Severity: { kind: 'integer' },
  Solution: { kind: 'text' },
  BaseScore: { kind: 'number' },
  BaseVector: { kind: 'text' },
  LastDiscoveryDate: { kind: 'time' },
  CreatedDate: { kind: 'time' },
  UpdatedDate: { kind: 'time' },
  Port: { kind: 'integer', nullable: true },
  Protocol: { kind: 'text' },
  IsExploitable: { kind: 'flag' },
  IsVulnerable: { kind: 'flag' },
  TemporalScore: { kind: 'number', nullable: true },
  TemporalVector: { kind: 'text' },
} as const satisfies Fields;

/** Assets, attributes, workgroups, organizations, imports. */
export const assets: Table = {
  'Workgroups/{workgroup}/Assets': {
    title: 'Assets of a workgroup',
    verbs: {
      list: { needs: 'Asset Management (Read)', sure: 'seen' },
      add: { fields: assetCreate, needs: 'Asset Management (Read/Write)', sure: 'seen' },
      delete: { query: { name: { kind: 'text', required: true } }, sure: 'inferred' },
    },
    fields: asset,
    filters: { name: { kind: 'text' } },
    paged: true,
  },
  Assets: {
    title: 'Assets',
    item: 'id',
    verbs: {
      get: { sure: 'seen' },
      update: { method: 'PUT', fields: assetUpdate, sure: 'inferred' },
      delete: { sure: 'seen' },
    },
    fields: asset,
  },
  'Assets/Search': {
    title: 'Look for assets',
    verbs: {
      do: {
        body: 'required',
        fields: assetSearch,
        paged: true,
        effect: 'read',
        answer: 'list',
        sure: 'inferred',
      },
    },
    fields: asset,
  },
  'SmartRules/{id}/Assets': {
    title: 'Assets of a smart rule',
    verbs: { list: { sure: 'seen' } },
    fields: asset,
    paged: true,
  },
  'Assets/{id}/Attributes': {
    title: 'Attributes of an asset',
    verbs: { list: { sure: 'seen' }, delete: { sure: 'inferred' } },
    fields: attribute,
  },
  'Assets/{id}/Attributes/{attributeId}': {
    title: 'One attribute of an asset',
    verbs: { add: { body: 'none', sure: 'inferred' }, delete: { sure: 'inferred' } },
    fields: attribute,
  },
  'ManagedAccounts/{id}/Attributes': {
    title: 'Attributes of a managed account',
    verbs: { list: { sure: 'seen' }, delete: { sure: 'seen' } },
    fields: attribute,
  },
  'ManagedAccounts/{id}/Attributes/{attributeId}': {
    title: 'One attribute of a managed account',
    verbs: { add: { body: 'none', sure: 'seen' }, delete: { sure: 'seen' } },
    fields: attribute,
  },
  'ManagedSystems/{id}/Attributes': {
    title: 'Attributes of a managed system',
    verbs: { list: { sure: 'seen' }, delete: { sure: 'seen' } },
    fields: attribute,
  },
  'ManagedSystems/{id}/Attributes/{attributeId}': {
    title: 'One attribute of a managed system',
    verbs: { add: { body: 'none', sure: 'seen' }, delete: { sure: 'seen' } },
    fields: attribute,
  },
  AttributeTypes: {
    title: 'Attribute types',
    item: 'id',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: attributeTypeCreate, sure: 'seen' },
      get: { sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: attributeType,
  },
  'AttributeTypes/{id}/Attributes': {
    title: 'Attributes of an attribute type',
    verbs: { list: { sure: 'seen' }, add: { fields: attributeCreate, sure: 'seen' } },
    fields: attribute,
  },
  Attributes: {
    title: 'Attributes',
    item: 'id',
    verbs: { get: { sure: 'seen' }, delete: { sure: 'seen' } },
    fields: attribute,
  },
  Imports: {
    title: 'Imports of scan or account files',
    verbs: { add: { fields: importCreate, answer: 'number', sure: 'seen' } },
    fields: {},
  },
  Organizations: {
    title: 'Organizations',
    item: 'id',
    itemKind: 'guid',
    verbs: { list: { sure: 'seen' }, get: { sure: 'seen' } },
    fields: organization,
    filters: { name: { kind: 'text' } },
  },
  OracleInternetDirectories: {
    title: 'Oracle Internet Directories',
    item: 'id',
    itemKind: 'guid',
    verbs: { list: { sure: 'seen' }, get: { sure: 'seen' } },
    fields: oracleInternetDirectory,
  },
  'OracleInternetDirectories/{id}/Services/Query': {
    title: 'Services of an Oracle Internet Directory',
    verbs: { do: { effect: 'read', sure: 'seen' } },
    fields: oracleServiceResult,
  },
  'OracleInternetDirectories/{id}/Test': {
    title: 'Try the connection of an Oracle Internet Directory',
    verbs: { do: { effect: 'read', sure: 'seen' } },
    fields: oracleTestResult,
  },
  Workgroups: {
    title: 'Workgroups',
    item: 'id',
    verbs: { list: { sure: 'seen' }, add: { fields: workgroupCreate, sure: 'seen' }, get: { sure: 'seen' } },
    fields: workgroup,
    filters: { name: { kind: 'text' } },
  },
  'Assets/{assetId}/Vulnerabilities': {
    title: 'Vulnerabilities of an asset',
    verbs: { list: { sure: 'inferred' } },
    fields: vulnerability,
    filters: { smartRuleID: { kind: 'integer' } },
  },
};
