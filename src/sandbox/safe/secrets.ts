import { createHash, randomUUID } from 'node:crypto';
import { isObject, type Value, type ValueObject } from '../../value.ts';
import { empty, json, type Reply } from '../exchange.ts';
import { parts } from './multipart.ts';
import { complaint, member, queried, words } from './reply.ts';
import { type At, bodyObject, type Route, table } from './state.ts';

const files = new WeakMap<ValueObject, Uint8Array>();

function found(at: At, name: string, index = 0): ValueObject {
  const row = table(at.state, name).find((one) => one['Id'] === at.params[index]?.toLowerCase());
  if (!row) throw complaint(404, `${name.slice(0, -1)} was not found`);
  return row;
}

const version = (at: At): string => queried(at.query, 'version') ?? '3.0';

function add(at: At, type: 'Credential' | 'Text' | 'File', body: ValueObject, file?: Uint8Array): Reply {
  const folder = [...table(at.state, 'Folders'), ...table(at.state, 'Safes')].find(
    (one) => one['Id'] === at.params[0]?.toLowerCase(),
  );
  if (!folder) throw complaint(404, 'Folder was not found');
  const title = words(body, 'Title', 256, true) ?? '';
  const owners = member(body, 'Owners');
  if (version(at) !== '3.0' && !(Array.isArray(owners) && owners.length > 0)) {
    throw complaint(400, 'Owners is required');
  }
  const clash = table(at.state, 'Secrets').some(
    (one) => one['FolderId'] === folder['Id'] && String(one['Title']).toLowerCase() === title.toLowerCase(),
  );
  if (clash) throw complaint(409, `A secret titled ${title} exists in this folder`);
  const now = new Date(at.state.clock.now()).toISOString();
  const made: ValueObject = {
    Id: randomUUID(),
    Title: title,
    Description: words(body, 'Description', 256) ?? null,
    SecretType: type,
    FolderId: folder['Id'] ?? null,
    Folder: folder['Name'] ?? null,
    FolderPath: folder['Name'] ?? null,
    Notes: words(body, 'Notes', 4000) ?? null,
    Owners: Array.isArray(owners) ? owners : [{ OwnerId: at.user.id, Owner: at.user.name }],
    CreatedOn: now,
    CreatedBy: at.user.name,
    ModifiedOn: now,
    ModifiedBy: at.user.name,
  };
  if (type === 'Credential') {
    made['Username'] = words(body, 'Username', 256, true) ?? null;
    made['Password'] =
      words(body, 'Password', 256, member(body, 'PasswordRuleID') === undefined) ?? 'made-by-the-rule';
  }
  if (type === 'Text') made['Text'] = words(body, 'Text', 4096, true) ?? null;
  if (type === 'File') {
    const bytes = file ?? new Uint8Array();
    if (bytes.length > 5_000_000) throw complaint(400, 'The file is larger than 5 MB');
    made['FileName'] = words(body, 'FileName', 256, true) ?? null;
    made['FileHash'] = createHash('sha256').update(bytes).digest('hex');
    files.set(made, bytes);
  }
  table(at.state, 'Secrets').push(made);
  return json(201, made);
}

function listSecrets(at: At, rows: readonly ValueObject[]): Reply {
  const title = queried(at.query, 'title')?.toLowerCase();
  const path = queried(at.query, 'path')?.toLowerCase();
  const limit = Number(queried(at.query, 'limit') ?? 1000);
  const offset = Number(queried(at.query, 'offset') ?? 0);
  const all = rows
    .filter((one) => title === undefined || String(one['Title']).toLowerCase() === title)
    .filter((one) => path === undefined || String(one['FolderPath']).toLowerCase() === path);
  const shown = all.slice(offset, offset + limit).map((one) => {
    if (queried(at.query, 'decrypt')?.toLowerCase() !== 'false') return one;
    const { Password: _, Text: __, ...rest } = one;
    return rest;
  });
  return json(200, version(at) >= '3.2' ? { TotalCount: all.length, Data: shown } : shown);
}

function addFolder(at: At, kind: 'Folders' | 'Safes'): Reply {
  const body = bodyObject(at);
  const name = words(body, 'Name', 256, true) ?? '';
  if (table(at.state, kind).some((one) => one['Name'] === name))
    throw complaint(409, `${name} exists already`);
  const parent: Value = member(body, 'ParentId') ?? null;
  const known = [...table(at.state, 'Safes'), ...table(at.state, 'Folders')].some(
    (one) => one['Id'] === parent,
  );
  if (kind === 'Folders' && parent !== null && !known) throw complaint(404, 'Folder was not found');
  const made: ValueObject = {
    Id: randomUUID(),
    Name: name,
    Description: member(body, 'Description') ?? null,
  };
  if (kind === 'Folders') made['ParentId'] = parent;
  table(at.state, kind).push(made);
  return json(201, made);
}

const remove =
  (kind: 'Folders' | 'Safes' | 'Secrets') =>
  (at: At): Reply => {
    const row = found(at, kind);
    const inside = [...table(at.state, 'Secrets'), ...table(at.state, 'Folders')].some(
      (one) => one['FolderId'] === row['Id'] || one['ParentId'] === row['Id'],
    );
    if (inside) throw complaint(409, 'The folder is not empty');
    const rows = table(at.state, kind);
    rows.splice(rows.indexOf(row), 1);
    return empty(200);
  };

export const secretRoutes: readonly Route[] = [
  ['GET', 'Secrets-Safe/Safes', (at) => json(200, table(at.state, 'Safes'))],
  ['POST', 'Secrets-Safe/Safes', (at) => addFolder(at, 'Safes')],
  ['GET', 'Secrets-Safe/Safes/{id}', (at) => json(200, found(at, 'Safes'))],
  ['DELETE', 'Secrets-Safe/Safes/{id}', remove('Safes')],
  [
    'GET',
    'Secrets-Safe/Folders',
    (at) => {
      const name = queried(at.query, 'folderName')?.toLowerCase();
      const rows = table(at.state, 'Folders');
      return json(
        200,
        rows.filter((one) => name === undefined || String(one['Name']).toLowerCase() === name),
      );
    },
  ],
  ['POST', 'Secrets-Safe/Folders', (at) => addFolder(at, 'Folders')],
  ['GET', 'Secrets-Safe/Folders/{folderId}', (at) => json(200, found(at, 'Folders'))],
  ['DELETE', 'Secrets-Safe/Folders/{folderId}', remove('Folders')],
  ['GET', 'Secrets-Safe/Secrets', (at) => listSecrets(at, table(at.state, 'Secrets'))],
  ['GET', 'Secrets-Safe/Secrets/{secretId}', (at) => json(200, found(at, 'Secrets'))],
  ['GET', 'Secrets-Safe/Secrets/{secretId}/Text', (at) => json(200, found(at, 'Secrets'))],
  ['GET', 'Secrets-Safe/Secrets/{secretId}/File', (at) => json(200, found(at, 'Secrets'))],
  [
    'GET',
    'Secrets-Safe/Secrets/{secretId}/File/Download',
    (at) => {
      const row = found(at, 'Secrets');
      const bytes = files.get(row);
      if (!bytes) throw complaint(400, 'The secret is no file');
      return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body: { bytes } };
    },
  ],
  [
    'PUT',
    'Secrets-Safe/Secrets/{secretId}',
    (at) => {
      const row = found(at, 'Secrets');
      Object.assign(row, bodyObject(at), { ModifiedBy: at.user.name });
      return json(200, row);
    },
  ],
  ['DELETE', 'Secrets-Safe/Secrets/{secretId}', remove('Secrets')],
  [
    'GET',
    'Secrets-Safe/Folders/{folderId}/Secrets',
    (at) => {
      const id = at.params[0]?.toLowerCase() ?? null;
      return listSecrets(
        at,
        table(at.state, 'Secrets').filter((one) => one['FolderId'] === id),
      );
    },
  ],
  ['POST', 'Secrets-Safe/Folders/{folderId}/Secrets', (at) => add(at, 'Credential', bodyObject(at))],
  ['POST', 'Secrets-Safe/Folders/{folderId}/Secrets/Text', (at) => add(at, 'Text', bodyObject(at))],
  [
    'POST',
    'Secrets-Safe/Folders/{folderId}/Secrets/File',
    (at) => {
      const sent = parts(at.exchange.body, at.exchange.headers['content-type']);
      const meta = sent.get('secretmetadata');
      const file = sent.get('file') ?? sent.get('files');
      if (!meta || !file) throw complaint(400, 'secretmetadata and file are required');
      const body = JSON.parse(new TextDecoder().decode(meta)) as Value;
      if (!isObject(body)) throw complaint(400, 'secretmetadata is invalid');
      return add(at, 'File', body, file);
    },
  ],
];
