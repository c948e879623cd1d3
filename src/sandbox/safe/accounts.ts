import { isObject, type ValueObject } from '../../value.ts';
import { empty, json, type Reply } from '../exchange.ts';
import { known, oneOrList, text } from './lookup.ts';
import { listed, member, queried, refuse, words } from './reply.ts';
import { type At, bodyObject, idAt, type Route, rowOf, table } from './state.ts';
import type { Account } from './world.ts';

const accountSince = {
  UseOwnCredentials: '3.1',
  ChangeIISAppPoolFlag: '3.2',
  RestartIISAppPoolFlag: '3.2',
  WorkgroupID: '3.3',
  ChangeWindowsAutoLogonFlag: '3.4',
  ChangeComPlusFlag: '3.4',
  ChangeDComFlag: '3.4',
  ChangeSComFlag: '3.4',
  ObjectID: '3.5',
};

const hidden = ['Password', 'PrivateKey', 'Passphrase'];
const managed = (account: Account): ValueObject => {
  const rest = Object.fromEntries(Object.entries(account.fields).filter(([name]) => !hidden.includes(name)));
  return { ManagedAccountID: account.id, ManagedSystemID: account.systemId, ...rest };
};

function addAccount(at: At): Reply {
  const system = rowOf(
    at.state,
    'ManagedSystems',
    'ManagedSystemID',
    idAt(at, 0, 'Managed System'),
    'Managed System',
  );
  const body = known(at, accountSince);
  const name = words(body, 'AccountName', 245, true) ?? '';
  if (member(body, 'AutoManagementFlag') !== true) words(body, 'Password', 128, true);
  const systemId = Number(system['ManagedSystemID']);
  if (
    at.state.accounts.some(
      (one) => one.systemId === systemId && text(one.fields['AccountName']) === text(name),
    )
  ) {
    throw refuse(400, `Managed System/Account already exists: ${systemId}/${name}`);
  }
  const key = member(body, 'PrivateKey');
  const account: Account = {
    id: at.state.next('ManagedAccounts'),
    systemId,
    fields: { DomainName: null, ApiEnabled: false, SystemName: system['SystemName'] ?? null, ...body },
    password: String(member(body, 'Password') ?? 'made-by-the-rule'),
    ...(typeof key === 'string' ? { privateKey: key } : {}),
    approval: 'auto',
    cap: Number(member(body, 'MaxConcurrentRequests') ?? 1),
    type: 'system',
  };
  at.state.accounts.push(account);
  return json(201, managed(account));
}

/** GET ManagedAccounts: what the caller may request. One object when system and account name are both given. */
function requestable(at: At): Reply {
  const value = (name: string) => queried(at.query, name)?.toLowerCase();
  const type = value('type');
  const name = value('accountName');
  const rows = at.state.accounts
    .filter((one) => one.fields['ApiEnabled'] === true)
    .filter((one) => at.user.requests === 'all' || at.user.requests.includes(one.id))
    .filter((one) => !type || type === 'recent' || one.type === type)
    .filter(
      (one) => value('systemName') === undefined || text(one.fields['SystemName']) === value('systemName'),
    )
    .filter((one) => value('systemID') === undefined || String(one.systemId) === value('systemID'))
    .filter((one) => {
      const own = text(one.fields['AccountName']);
      const domain = text(one.fields['DomainName']);
      return name === undefined || name === (one.type === 'domainlinked' ? `${domain}\\${own}` : own);
    })
    .map((one) => ({
      PlatformID: 2,
      SystemId: one.systemId,
      SystemName: one.fields['SystemName'] ?? null,
      DomainName: one.fields['DomainName'] ?? null,
      AccountId: one.id,
      AccountName: one.fields['AccountName'] ?? null,
      InstanceName: one.fields['InstanceName'] ?? null,
      DefaultReleaseDuration: 120,
      MaximumReleaseDuration: 525600,
      IsChanging: false,
      ChangeState: 0,
      IsISAAccess: at.user.isa === 'all' || at.user.isa.includes(one.id),
    }));
  if (name === undefined || value('systemName') === undefined) return listed(rows, at.query, true);
  const found = rows[0];
  if (!found) throw refuse(404, 'Managed Account not found');
  return json(200, found);
}

const ofSystem = (at: At): Account[] => {
  const system = rowOf(
    at.state,
    'ManagedSystems',
    'ManagedSystemID',
    idAt(at, 0, 'Managed System'),
    'Managed System',
  );
  // Accounts of a domain belong to its directory, not here.
  return at.state.accounts.filter(
    (one) => one.systemId === system['ManagedSystemID'] && one.type !== 'domainlinked',
  );
};

const accountAt = (at: At): Account => {
  const found = at.state.accounts.find((one) => one.id === idAt(at, 0, 'Managed Account'));
  if (!found) throw refuse(404, 'Managed Account not found');
  return found;
};

function addQuickRule(at: At): Reply {
  const body = bodyObject(at);
  const title = words(body, 'Title', 75, true) ?? '';
  const ids = member(body, 'IDs') ?? member(body, 'AccountIDs');
  if (!Array.isArray(ids) || ids.length === 0) throw refuse(400, 'IDs is required');
  for (const id of ids) {
    if (!at.state.accounts.some((one) => one.id === id))
      throw refuse(404, `Managed Account not found: ${id}`);
  }
  const rules = table(at.state, 'QuickRules');
  if (rules.some((row) => text(row['Title']) === text(title))) throw refuse(409, 'Title already exists');
  const made: ValueObject = {
    SmartRuleID: at.state.next('SmartRules'),
    OrganizationID: null,
    Title: title,
    Description: words(body, 'Description', 255) ?? title,
    Category: words(body, 'Category', 50) ?? 'Quick Rules',
    Status: 1,
    LastProcessedDate: null,
    IsReadOnly: false,
    RuleType: words(body, 'RuleType', 50) ?? 'ManagedAccount',
  };
  rules.push(made);
  at.state.tables[`QuickRules/${made['SmartRuleID']}/ids`] = ids.map((id) => ({ id }));
  return json(201, made);
}

const ruleMembers = (at: At): Reply => {
  const id = idAt(at, 0, 'Quick Rule');
  rowOf(at.state, 'QuickRules', 'SmartRuleID', id, 'Quick Rule');
  const ids = table(at.state, `QuickRules/${id}/ids`).map((row) => row['id']);
  return json(200, at.state.accounts.filter((one) => ids.includes(one.id)).map(managed));
};

export const accountRoutes: readonly Route[] = [
  [
    'GET',
    'ManagedSystems/{systemId}/ManagedAccounts',
    (at) => oneOrList(at, ofSystem(at).map(managed), 'name', 'AccountName', 'Managed Account'),
  ],
  ['POST', 'ManagedSystems/{systemId}/ManagedAccounts', addAccount],
  ['GET', 'ManagedAccounts', requestable],
  ['GET', 'ManagedAccounts/{id}', (at) => json(200, managed(accountAt(at)))],
  [
    'DELETE',
    'ManagedAccounts/{id}',
    (at) => {
      at.state.accounts.splice(at.state.accounts.indexOf(accountAt(at)), 1);
      return empty(200);
    },
  ],
  [
    'PUT',
    'ManagedAccounts/{id}',
    (at) => {
      const account = accountAt(at);
      Object.assign(account.fields, known(at, accountSince));
      return json(200, managed(account));
    },
  ],
  [
    'PUT',
    'ManagedAccounts/{id}/Credentials',
    (at) => {
      const account = accountAt(at);
      const body = bodyObject(at);
      account.password = words(body, 'Password', 128) ?? account.password;
      return empty(204);
    },
  ],
  [
    'POST',
    'ManagedAccounts/{id}/Credentials/Change',
    (at) => {
      const account = accountAt(at);
      if (account.fields['AccountName'] === 'Administrator') {
        throw refuse(400, plugInLog);
      }
      const wanted = isObject(at.body) ? words(at.body, 'NewPassword', 128) : undefined;
      account.password = wanted ?? `changed-${at.state.next('changes')}`;
      return empty(204);
    },
  ],
  ['POST', 'ManagedAccounts/{id}/Credentials/Test', (at) => json(200, { Success: accountAt(at).id !== 5 })],
  ['GET', 'QuickRules', (at) => oneOrList(at, table(at.state, 'QuickRules'), 'title', 'Title', 'Quick Rule')],
  ['POST', 'QuickRules', addQuickRule],
  ['GET', 'QuickRules/{quickRuleId}/ManagedAccounts', ruleMembers],
  [
    'PUT',
    'QuickRules/{quickRuleId}/ManagedAccounts',
    (at) => {
      const ids = member(bodyObject(at), 'AccountIDs');
      if (!Array.isArray(ids)) throw refuse(400, 'AccountIDs is required');
      at.state.tables[`QuickRules/${idAt(at, 0, 'Quick Rule')}/ids`] = ids.map((id) => ({ id }));
      return ruleMembers(at);
    },
  ],
  [
    'POST',
    'QuickRules/{quickRuleId}/ManagedAccounts/{accountId}',
    (at) => {
      const ids = table(at.state, `QuickRules/${idAt(at, 0, 'Quick Rule')}/ids`);
      const id = idAt(at, 1, 'Managed Account');
      if (!ids.some((row) => row['id'] === id)) ids.push({ id });
      return ruleMembers(at);
    },
  ],
];

/** What a plug-in that failed sends: lines and lines. */
const plugInLog = `Change failed for Administrator on win-01\r\n${Array.from(
  { length: 60 },
  (_, at) =>
    `[${String(at).padStart(3, '0')}] plug-in step ${at}: connecting to 10.0.0.2:445, no route to host`,
).join('\r\n')}`;
