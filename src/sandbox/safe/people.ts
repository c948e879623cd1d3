import type { ValueObject } from '../../value.ts';
import { empty, json, type Reply } from '../exchange.ts';
import { listed, member, queried, refuse, whole, words } from './reply.ts';
import { type At, bodyObject, idAt, type Route, rowOf, type State, table } from './state.ts';

const groupTypes = ['BeyondInsight', 'ActiveDirectory', 'LdapDirectory', 'EntraId'];

function groups(at: At): Reply {
  const name = queried(at.query, 'name')?.toLowerCase();
  const rows = table(at.state, 'UserGroups');
  if (name === undefined) return listed(rows, at.query);
  const found = rows.find((row) => String(row['Name']).toLowerCase() === name);
  if (!found) throw refuse(404, 'User Group not found');
  return json(200, found);
}

/** A rule of either kind: quick rules share ids and levels with smart rules. */
function rule(state: State, id: number): ValueObject {
  const found = [...table(state, 'SmartRules'), ...table(state, 'QuickRules')].find(
    (row) => row['SmartRuleID'] === id,
  );
  if (!found) throw refuse(404, 'Smart Rule not found');
  return found;
}

const levelsOf = (group: number, smartRule: number): string =>
  `UserGroups/${group}/SmartRules/${smartRule}/AccessLevels`;

function setLevel(state: State, group: number, body: ValueObject, smartRule: number): void {
  const level = whole(body, 'AccessLevelID');
  rowOf(state, 'AccessLevels', 'AccessLevelID', level, 'Access Level');
  rule(state, smartRule);
  state.tables[levelsOf(group, smartRule)] = [{ AccessLevelID: level }];
}

function addGroup(at: At): Reply {
  const body = bodyObject(at);
  const type = words(body, 'groupType', 50, true) ?? '';
  if (!groupTypes.includes(type)) throw refuse(400, 'groupType is invalid');
  const name = words(body, 'groupName', 200, true) ?? '';
  if (type === 'BeyondInsight') words(body, 'description', 255, true);
  if (type === 'ActiveDirectory') words(body, 'domainName', 250, true);
  if (table(at.state, 'UserGroups').some((row) => String(row['Name']).toLowerCase() === name.toLowerCase())) {
    throw refuse(409, `User Group already exists: ${name}`);
  }
  const id = at.state.next('UserGroups');
  const access = member(body, 'SmartRuleAccess');
  if (Array.isArray(access)) {
    for (const one of access) {
      if (one !== null && typeof one === 'object' && !Array.isArray(one)) {
        setLevel(at.state, id, one, whole(one, 'SmartRuleID'));
      }
    }
  }
  const made: ValueObject = {
    GroupID: id,
    Name: name,
    DistinguishedName: null,
    Description: words(body, 'description', 255) ?? '',
    GroupType: type,
    AccountAttribute: null,
    MembershipAttribute: null,
    ApplicationRegistrationIDs: member(body, 'ApplicationRegistrationIDs') ?? [],
    IsActive: member(body, 'isActive') !== false,
  };
  table(at.state, 'UserGroups').push(made);
  return json(201, made);
}

function both(at: At): { group: number; smartRule: number } {
  const group = idAt(at, 0, 'User Group');
  rowOf(at.state, 'UserGroups', 'GroupID', group, 'User Group');
  const smartRule = idAt(at, 1, 'Smart Rule');
  rule(at.state, smartRule);
  return { group, smartRule };
}

function setRoles(at: At): Reply {
  const { group, smartRule } = both(at);
  const body = bodyObject(at);
  const roles = member(body, 'Roles');
  if (!Array.isArray(roles)) throw refuse(400, 'Roles is required');
  if (!at.state.tables[levelsOf(group, smartRule)]) {
    throw refuse(400, 'The group has no access to the smart rule');
  }
  const rows = roles.map((one) => {
    const object = one !== null && typeof one === 'object' && !Array.isArray(one) ? one : {};
    return rowOf(at.state, 'Roles', 'RoleID', whole(object, 'RoleID'), 'Role');
  });
  const requests = rows.some((row) => row['RoleID'] === 1 || row['RoleID'] === 3);
  const policy = member(body, 'AccessPolicyID') ?? null;
  if (requests && policy === null) throw refuse(400, 'AccessPolicyID is required');
  if (policy !== null) rowOf(at.state, 'AccessPolicies', 'AccessPolicyID', policy, 'Access Policy');
  at.state.tables[`UserGroups/${group}/SmartRules/${smartRule}/Roles`] = rows;
  return empty(204);
}

export const peopleRoutes: readonly Route[] = [
  ['GET', 'UserGroups', groups],
  ['POST', 'UserGroups', addGroup],
  [
    'POST',
    'UserGroups/{userGroupId}/SmartRules/{smartRuleId}/AccessLevels',
    (at) => {
      const { group, smartRule } = both(at);
      setLevel(at.state, group, bodyObject(at), smartRule);
      return empty(200);
    },
  ],
  [
    'GET',
    'UserGroups/{userGroupId}/SmartRules/{smartRuleId}/Roles',
    (at) => {
      const { group, smartRule } = both(at);
      return json(200, table(at.state, `UserGroups/${group}/SmartRules/${smartRule}/Roles`));
    },
  ],
  ['POST', 'UserGroups/{userGroupId}/SmartRules/{smartRuleId}/Roles', setRoles],
  [
    'GET',
    'UserGroups/{id}/SmartRules',
    (at) => {
      const group = idAt(at, 0, 'User Group');
      rowOf(at.state, 'UserGroups', 'GroupID', group, 'User Group');
      const rules = [...table(at.state, 'SmartRules'), ...table(at.state, 'QuickRules')];
      const found = rules.filter((row) => at.state.tables[levelsOf(group, Number(row['SmartRuleID']))]);
      return json(200, found);
    },
  ],
];
