import type { Fields, Table } from '../row.ts';

const safeWrite = {
  Name: { kind: 'text', required: true },
  Description: { kind: 'text', max: 256 },
} as const satisfies Fields;

const folderWrite = {
  Name: { kind: 'text', required: true, max: 256 },
  Description: { kind: 'text', max: 256 },
  ParentId: { kind: 'text', nullable: true, note: 'for a folder below a safe' },
  UserGroupId: { kind: 'integer' },
} as const satisfies Fields;

const folderMove = {
  DestinationFolderId: { kind: 'text', required: true },
  DuplicateNameAction: { kind: 'text' },
} as const satisfies Fields;

const secretUrl = {
  Id: { kind: 'text' },
  CredentialId: { kind: 'text' },
  Url: { kind: 'text', max: 2048 },
} as const satisfies Fields;

const secretOwner = {
  OwnerId: { kind: 'integer' },
  Owner: { kind: 'text' },
  Email: { kind: 'text' },
  GroupId: { kind: 'integer' },
  UserId: { kind: 'integer' },
  Name: { kind: 'text' },
} as const satisfies Fields;

const secretCredentialWrite = {
  Title: { kind: 'text', required: true, max: 256 },
  Description: { kind: 'text', max: 256 },
  Notes: { kind: 'text', max: 4000 },
  Urls: { kind: 'list', of: { kind: 'object', fields: secretUrl } },
  OwnerId: { kind: 'integer', until: '3.0', note: 'with OwnerType Group' },
  OwnerType: { kind: ['User', 'Group'], until: '3.0' },
  Owners: { kind: 'list', since: '3.1', of: { kind: 'object', fields: secretOwner } },
  Username: { kind: 'text', required: true },
  Password: { kind: 'secret', writeOnly: true, max: 256, note: 'or PasswordRuleID' },
  PasswordRuleID: { kind: 'integer' },
} as const satisfies Fields;

const secretTextWrite = {
  Title: { kind: 'text', required: true, max: 256 },
  Description: { kind: 'text', max: 256 },
  Notes: { kind: 'text', max: 4000 },
  Urls: { kind: 'list', of: { kind: 'object', fields: secretUrl } },
  OwnerId: { kind: 'integer', until: '3.0' },
  OwnerType: { kind: ['User', 'Group'], until: '3.0' },
  Owners: { kind: 'list', since: '3.1', of: { kind: 'object', fields: secretOwner } },
  Text: { kind: 'secret', required: true, writeOnly: true, max: 4096 },
  FolderId: { kind: 'text' },
} as const satisfies Fields;

const secretFileMeta = {
  Title: { kind: 'text', required: true, max: 256 },
  Description: { kind: 'text', max: 256 },
  Notes: { kind: 'text', max: 4000 },
  Urls: { kind: 'list', of: { kind: 'object', fields: secretUrl } },
  OwnerId: { kind: 'integer', until: '3.0' },
  OwnerType: { kind: ['User', 'Group'], until: '3.0' },
  Owners: { kind: 'list', since: '3.1', of: { kind: 'object', fields: secretOwner } },
  FileName: { kind: 'text', required: true, max: 256 },
} as const satisfies Fields;

const safe = {
  Id: { kind: 'text' },
  Name: { kind: 'text' },
  Description: { kind: 'text', nullable: true },
} as const satisfies Fields;

const folder = {
  Id: { kind: 'text' },
  Name: { kind: 'text' },
  Description: { kind: 'text', nullable: true },
  ParentId: { kind: 'text', nullable: true },
  UserGroupId: { kind: 'integer' },
} as const satisfies Fields;

const secret = {
  Id: { kind: 'text' },
  Title: { kind: 'text' },
  Description: { kind: 'text', nullable: true },
  SecretType: { kind: 'text' },
  Username: { kind: 'text', nullable: true },
  Password: { kind: 'secret', nullable: true },
  Text: { kind: 'secret', nullable: true },
  FileName: { kind: 'text', nullable: true },
  FileHash: { kind: 'text', nullable: true },
  OwnerId: { kind: 'integer', nullable: true },
  OwnerType: { kind: 'text', nullable: true },
  Owner: { kind: 'text', nullable: true },
  Owners: { kind: 'list', of: { kind: 'object', fields: secretOwner } },
  Folder: { kind: 'text' },
  FolderId: { kind: 'text' },
  FolderPath: { kind: 'text' },
  Notes: { kind: 'text', nullable: true },
  Urls: { kind: 'list', of: { kind: 'object', fields: secretUrl } },
  CreatedOn: { kind: 'time' },
  CreatedBy: { kind: 'text' },
  ModifiedOn: { kind: 'time' },
  ModifiedBy: { kind: 'text' },
  SecretValueModifiedOn: { kind: 'time', nullable: true, since: '3.2' },
} as const satisfies Fields;

/** Secrets Safe: safes, folders and secrets. */
export const secrets: Table = {
  'Secrets-Safe/Safes': {
    title: 'Safes',
    item: 'id',
    itemKind: 'guid',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: safeWrite, sure: 'seen' },
      get: { sure: 'seen' },
      update: { method: 'PUT', fields: safeWrite, sure: 'inferred' },
      delete: { sure: 'seen' },
    },
    fields: safe,
  },
  'Secrets-Safe/Folders': {
    title: 'Folders',
    item: 'folderId',
    itemKind: 'guid',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: folderWrite, sure: 'seen' },
      get: { sure: 'seen' },
      update: { method: 'PUT', fields: folderWrite, sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: folder,
    filters: {
      folderName: { kind: 'text' },
      folderPath: { kind: 'text' },
      includeSubfolders: { kind: 'flag' },
      rootOnly: { kind: 'flag' },
      folderOwnerId: { kind: 'integer' },
    },
    paged: true,
  },
  'Secrets-Safe/Folders/{folderId}/Move': {
    title: 'Move a folder',
    verbs: { do: { method: 'PUT', body: 'required', fields: folderMove, answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'Secrets-Safe/Secrets': {
    title: 'Secrets',
    item: 'secretId',
    itemKind: 'guid',
    verbs: {
      list: { version: '3.2', sure: 'seen' },
      get: { version: '3.2', sure: 'seen' },
      update: { method: 'PUT', fields: secretCredentialWrite, version: '3.2', sure: 'seen' },
      delete: { sure: 'seen' },
    },
    fields: secret,
    filters: {
      path: { kind: 'text' },
      title: { kind: 'text' },
      separator: { kind: 'text', default: '/' },
      decrypt: { kind: 'flag' },
      afterDate: { kind: 'time' },
    },
    paged: true,
  },
  'Secrets-Safe/Secrets/{secretId}/Text': {
    title: 'Text of a secret',
    verbs: {
      get: { sure: 'seen' },
      update: { method: 'PUT', fields: secretTextWrite, version: '3.2', sure: 'seen' },
    },
    fields: secret,
  },
  'Secrets-Safe/Secrets/{secretId}/File': {
    title: 'File of a secret',
    verbs: {
      get: { sure: 'seen' },
      update: { method: 'PUT', upload: true, fields: secretFileMeta, version: '3.2', sure: 'seen' },
    },
    fields: secret,
  },
  'Secrets-Safe/Secrets/{secretId}/File/Download': {
    title: 'Contents of a file secret',
    verbs: { download: { sure: 'seen' } },
    fields: {},
  },
  'Secrets-Safe/Secrets/{secretId}/Shares': {
    title: 'Shares of a secret',
    verbs: { list: { sure: 'seen' } },
    fields: {},
  },
  'Secrets-Safe/Folders/{folderId}/Secrets': {
    title: 'Secrets of a folder',
    verbs: {
      list: { version: '3.2', sure: 'seen' },
      add: { fields: secretCredentialWrite, version: '3.2', sure: 'seen' },
    },
    fields: secret,
  },
  'Secrets-Safe/Folders/{folderId}/Secrets/Text': {
    title: 'New text secrets',
    verbs: { add: { fields: secretTextWrite, version: '3.2', sure: 'seen' } },
    fields: secret,
  },
  'Secrets-Safe/Folders/{folderId}/Secrets/File': {
    title: 'New file secrets',
    verbs: { add: { upload: true, fields: secretFileMeta, version: '3.2', sure: 'seen' } },
    fields: secret,
    note: 'file=PATH names the local file, at most 5,000,000 bytes',
  },
};
