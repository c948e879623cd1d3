import type { ValueObject } from '../../value.ts';
import { json, type Reply } from '../exchange.ts';
import { known, oneOrList, text } from './lookup.ts';
import { member, refuse, whole, words } from './reply.ts';
import { type At, bodyObject, idAt, type Route, rowOf, table } from './state.ts';

/** A workgroup by id or name. */
function workgroup(at: At): ValueObject {
  const wanted = at.params[0] ?? '';
  const found = table(at.state, 'Workgroups').find(
    (row) => String(row['ID']) === wanted || text(row['Name']) === wanted.toLowerCase(),
  );
  if (!found) throw refuse(404, 'Workgroup not found');
  return found;
}

function addAsset(at: At): Reply {
  const group = workgroup(at);
  const body = bodyObject(at);
  const now = new Date(at.state.clock.now()).toISOString().slice(0, 19);
  const made: ValueObject = {
    WorkgroupID: group['ID'] ?? null,
    AssetID: at.state.next('Assets'),
    AssetName: words(body, 'AssetName', 128) ?? null,
    AssetType: words(body, 'AssetType', 64) ?? null,
    DnsName: words(body, 'DnsName', 255) ?? null,
    DomainName: words(body, 'DomainName', 64) ?? null,
    IPAddress: words(body, 'IPAddress', 46, true) ?? null,
    MacAddress: words(body, 'MacAddress', 128) ?? null,
    OperatingSystem: words(body, 'OperatingSystem', 255) ?? null,
    CreateDate: now,
    LastUpdateDate: now,
    Description: words(body, 'Description', 255) ?? null,
  };
  table(at.state, 'Assets').push(made);
  return json(201, made);
}

const systemSince = {
  RemoteClientType: '3.1',
  ApplicationHostID: '3.2',
  IsApplicationHost: '3.2',
  AccessURL: '3.3',
};

function addSystem(at: At, from: ValueObject): Reply {
  const body = known(at, systemSince);
  if (
    at.state.tables['ManagedSystems']?.some((row) => row['AssetID'] === from['AssetID'] && from['AssetID'])
  ) {
    throw refuse(409, `Managed System already exists: ${text(from['SystemName'])}`);
  }
  whole(body, 'PlatformID');
  const managed = member(body, 'AutoManagementFlag') === true;
  if (managed) whole(body, 'FunctionalAccountID');
  for (const name of ['ReleaseDuration', 'MaxReleaseDuration', 'ISAReleaseDuration']) {
    if (member(body, name) !== undefined) whole(body, name, 1, 525600);
  }
  const made: ValueObject = {
    ManagedSystemID: at.state.next('ManagedSystems'),
    EntityTypeID: 1,
    ReleaseDuration: 120,
    MaxReleaseDuration: 525600,
    ISAReleaseDuration: 120,
    AutoManagementFlag: false,
    PasswordRuleID: 0,
    ...from,
    ...body,
    // Only a system that is managed keeps its functional account; nobody is told.
    FunctionalAccountID: managed ? (member(body, 'FunctionalAccountID') ?? null) : null,
  };
  table(at.state, 'ManagedSystems').push(made);
  return json(201, made);
}

export const assetRoutes: readonly Route[] = [
  ['GET', 'Workgroups', (at) => oneOrList(at, table(at.state, 'Workgroups'), 'name', 'Name', 'Workgroup')],
  [
    'GET',
    'Workgroups/{workgroup}/Assets',
    (at) => {
      const group = workgroup(at)['ID'];
      const rows = table(at.state, 'Assets').filter((row) => row['WorkgroupID'] === group);
      return oneOrList(at, rows, 'name', 'AssetName', 'Asset');
    },
  ],
  ['POST', 'Workgroups/{workgroup}/Assets', addAsset],
  [
    'GET',
    'Assets/{assetId}/ManagedSystems',
    (at) => {
      const id = idAt(at, 0, 'Asset');
      rowOf(at.state, 'Assets', 'AssetID', id, 'Asset');
      return json(200, rowOf(at.state, 'ManagedSystems', 'AssetID', id, 'Managed System'));
    },
  ],
  [
    'POST',
    'Assets/{assetId}/ManagedSystems',
    (at) => {
      const asset = rowOf(at.state, 'Assets', 'AssetID', idAt(at, 0, 'Asset'), 'Asset');
      const name = asset['AssetName'] ?? null;
      const { AssetID = null, WorkgroupID = null, DnsName = null, IPAddress = null } = asset;
      return addSystem(at, { AssetID, WorkgroupID, HostName: name, DnsName, IPAddress, SystemName: name });
    },
  ],
  [
    'POST',
    'Workgroups/{workgroup}/ManagedSystems',
    (at) => {
      const name = words(bodyObject(at), 'HostName', 128, true) ?? '';
      return addSystem(at, { WorkgroupID: workgroup(at)['ID'] ?? null, SystemName: name });
    },
  ],
];
