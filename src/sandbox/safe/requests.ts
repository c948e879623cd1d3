import type { ValueObject } from '../../value.ts';
import { empty, json, type Reply } from '../exchange.ts';
import { code, member, queried, refuse, whole, words } from './reply.ts';
import { type AccessRequest, type At, bodyObject, idAt, type Route, type State } from './state.ts';
import type { Account } from './world.ts';

const kinds = ['View', 'RDP', 'SSH', 'App'];

/** Open means: it holds a slot. Those whose time is over close by themselves. */
export function openRequests(state: State): AccessRequest[] {
  const now = state.clock.now();
  for (const one of state.requests) if (one.expires <= now && one.status !== 'Denied') one.status = 'Closed';
  return state.requests.filter((one) => one.status === 'Active' || one.status === 'Pending');
}

const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

const shown = (one: AccessRequest): ValueObject => ({
  RequestID: one.id,
  SystemID: one.account.systemId,
  SystemName: one.account.fields['SystemName'] ?? null,
  AccountID: one.account.id,
  AccountName: one.account.fields['AccountName'] ?? null,
  DomainName: one.account.fields['DomainName'] ?? null,
  AliasID: null,
  ApplicationID: null,
  RequestReleaseDate: stamp(one.created),
  ApprovedDate: one.status === 'Pending' ? null : stamp(one.created),
  CanceledDate: null,
  ExpiresDate: stamp(one.expires),
  Status: one.status,
  AccessType: one.accessType,
  Reason: one.reason,
  RequestorUserID: one.owner.id,
  RequestorName: one.owner.name,
});

const may = (list: 'all' | readonly number[], id: number): boolean => list === 'all' || list.includes(id);

/** The account, when system and account belong together, the API may use it, and `list` allows it; else 4031. */
export function allowed(at: At, list: 'all' | readonly number[]): Account {
  const body = bodyObject(at);
  const systemId = whole(body, 'SystemID');
  const accountId = whole(body, 'AccountID');
  const account = at.state.accounts.find((one) => one.id === accountId);
  if (account?.systemId !== systemId || account.fields['ApiEnabled'] !== true || !may(list, accountId)) {
    throw code(4031);
  }
  return account;
}

function create(at: At): Reply {
  const body = bodyObject(at);
  const account = allowed(at, at.user.requests);
  const minutes = whole(body, 'DurationMinutes', 1, 525600);
  const accessType = kinds.find((kind) => kind === (member(body, 'AccessType') ?? 'View'));
  if (!accessType) throw refuse(400, 'AccessType is invalid');
  const reason = words(body, 'Reason', 1000) ?? null;
  if (accessType === 'App') whole(body, 'ApplicationID');
  const option = member(body, 'ConflictOption') ?? null;
  if (option !== null && option !== 'reuse' && option !== 'renew')
    throw refuse(400, 'ConflictOption is invalid');
  const open = openRequests(at.state).filter((one) => one.account === account);
  const mine = open.find((one) => one.owner === at.user && one.accessType === accessType);
  if (mine && option === 'reuse' && mine.status === 'Active') return json(200, mine.id);
  if (mine && option === 'renew') mine.status = 'Closed';
  else if (mine) throw refuse(409, `A request exists already: ${mine.id}`);
  const taken = open.filter((one) => one.status === 'Active' || one.status === 'Pending').length;
  if (account.cap > 0 && taken >= account.cap) throw code(4035);
  const now = at.state.clock.now();
  const made: AccessRequest = {
    id: at.state.next('Requests'),
    owner: at.user,
    account,
    accessType,
    status: account.approval === 'auto' ? 'Active' : 'Pending',
    created: now,
    expires: now + minutes * 60_000,
    minutes,
    reason,
    rotate: member(body, 'RotateOnCheckin') !== false,
  };
  at.state.requests.push(made);
  return json(201, made.id);
}

function list(at: At): Reply {
  const status = queried(at.query, 'status') ?? 'all';
  const queue = queried(at.query, 'queue') ?? 'req';
  if (queue === 'app' && !at.user.approves) throw refuse(403, 'Access denied');
  const found = openRequests(at.state)
    .filter((one) => queue === 'app' || one.owner === at.user)
    .filter((one) => status === 'all' || one.status.toLowerCase() === status.toLowerCase());
  return json(200, found.map(shown));
}

/** The open request of the caller that the path names. */
export function ownRequest(at: At): AccessRequest {
  const id = idAt(at, 0, 'Request');
  const found = openRequests(at.state).find((one) => one.id === id && one.owner === at.user);
  if (found) return found;
  const denied = at.state.requests.find((one) => one.id === id && one.status === 'Denied');
  throw denied ? refuse(403, 'The request was denied') : refuse(404, 'Request not found');
}

/** What is kept for an account under the asked type; a JSON string, as the API gives it. */
export function credential(account: Account, query: URLSearchParams): string {
  const type = (queried(query, 'type') ?? 'password').toLowerCase();
  if (!['password', 'dsskey', 'passphrase'].includes(type)) throw refuse(400, 'type is invalid');
  const value =
    type === 'password' ? account.password : type === 'dsskey' ? account.privateKey : account.passphrase;
  if (value === undefined) throw refuse(404, `The account has no ${type}`);
  return value;
}

function retrieve(at: At): Reply {
  const request = ownRequest(at);
  if (request.status === 'Pending') throw code(4034);
  if (request.accessType !== 'View') throw refuse(400, 'The request is not for a credential');
  return json(200, credential(request.account, at.query));
}

function checkin(at: At): Reply {
  const request = ownRequest(at);
  if (at.body !== null) words(bodyObject(at), 'Reason', 1000);
  request.status = 'Closed';
  if (request.rotate && request.account.fields['ChangePasswordAfterAnyReleaseFlag'] === true) {
    request.account.password = `rotated-${at.state.next('rotations')}`;
  }
  return empty(204);
}

/** Sets the status of a pending request, whoever asks: the hook of the sandbox uses it too. */
export function decide(state: State, id: number, status: 'Active' | 'Denied'): void {
  const found = openRequests(state).find((one) => one.id === id);
  if (!found) throw refuse(404, 'Request not found');
  found.status = status;
}

const deciding = (status: 'Active' | 'Denied') => (at: At) => {
  if (!at.user.approves) throw refuse(403, 'Access denied');
  decide(at.state, idAt(at, 0, 'Request'), status);
  return empty(204);
};

const ending =
  (matches: (request: AccessRequest, id: number) => boolean) =>
  (at: At): Reply => {
    const id = idAt(at, 0, 'Object');
    for (const one of openRequests(at.state)) if (matches(one, id)) one.status = 'Closed';
    return empty(204);
  };

function isa(at: At): Reply {
  const account = allowed(at, at.user.isa);
  const body = bodyObject(at);
  const minutes = member(body, 'DurationMinutes');
  if (minutes !== undefined && minutes !== null) whole(body, 'DurationMinutes', 1, 525600);
  words(body, 'Reason', 1000);
  return json(201, credential(account, at.query));
}

export const requestRoutes: readonly Route[] = [
  ['GET', 'Requests', list],
  ['POST', 'Requests', create],
  ['PUT', 'Requests/{requestId}/Checkin', checkin],
  ['PUT', 'Requests/{requestId}/Approve', deciding('Active')],
  ['PUT', 'Requests/{requestId}/Deny', deciding('Denied')],
  [
    'PUT',
    'Requests/{requestId}/RotateOnCheckin',
    (at) => {
      ownRequest(at).rotate = true;
      return empty(204);
    },
  ],
  ['POST', 'ManagedAccounts/{id}/Requests/Terminate', ending((one, id) => one.account.id === id)],
  ['POST', 'ManagedSystems/{id}/Requests/Terminate', ending((one, id) => one.account.systemId === id)],
  ['POST', 'Users/{id}/Requests/Terminate', ending((one, id) => one.owner.id === id)],
  ['GET', 'Credentials/{requestId}', retrieve],
  ['POST', 'ISARequests', isa],
];
