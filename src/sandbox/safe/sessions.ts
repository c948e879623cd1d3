import type { ValueObject } from '../../value.ts';
import { empty, json, type Reply } from '../exchange.ts';
import { code, listed, member, refuse } from './reply.ts';
import { allowed, ownRequest } from './requests.ts';
import { type At, bodyObject, idAt, type Route, rowOf } from './state.ts';
import type { Account } from './world.ts';

const accessOf: Record<string, string> = {
  ssh: 'SSH',
  sshticket: 'SSH',
  rdp: 'RDP',
  rdpticket: 'RDP',
  rdpfile: 'RDP',
  app: 'App',
  appfile: 'App',
};

function sessionType(body: ValueObject): string {
  const type = member(body, 'SessionType');
  if (typeof type !== 'string' || !accessOf[type.toLowerCase()]) throw refuse(400, 'SessionType is invalid');
  return type.toLowerCase();
}

/** Writes the session down and answers with its connection data, or with the file. */
function start(at: At, account: Account, type: string): Reply {
  const id = at.state.next('Sessions');
  const ticket = `ticket-${id}`;
  const host = 'session.example.com';
  const rows = at.state.tables['Sessions'] ?? [];
  at.state.tables['Sessions'] = rows;
  rows.push({
    SessionID: id,
    UserID: at.user.id,
    Status: 1,
    AccountID: account.id,
    ManagedSystemID: account.systemId,
    Protocol: accessOf[type] === 'SSH' ? 1 : 0,
  });
  if (type.endsWith('file')) {
    const file = `full address:s:${host}\r\nusername:s:${ticket}\r\nserver port:i:4489\r\n`;
    return {
      status: 201,
      headers: { 'Content-Type': 'application/octet-stream' },
      body: { bytes: new TextEncoder().encode(file) },
    };
  }
  const port = accessOf[type] === 'SSH' ? 4422 : 4489;
  return json(201, {
    ID: String(id),
    Ticket: ticket,
    Host: host,
    Port: port,
    TicketAtHost: `${ticket}@${host}`,
    Link: `${accessOf[type] === 'SSH' ? 'ssh' : 'rdp'}://${ticket}@${host}:${port}`,
    Command: accessOf[type] === 'SSH' ? `ssh ${ticket}@${host} -p ${port}` : null,
    SessionID: id,
    NodeID: null,
  });
}

const setting = (by: string, status: number) => (at: At) => {
  const id = idAt(at, 0, 'Session');
  const rows = at.state.tables['Sessions'] ?? [];
  if (by === 'SessionID') rowOf(at.state, 'Sessions', by, id, 'Session');
  for (const row of rows) if (row[by] === id) row['Status'] = status;
  return empty(204);
};

export const sessionRoutes: readonly Route[] = [
  [
    'POST',
    'Requests/{requestId}/Sessions',
    (at) => {
      const request = ownRequest(at);
      const type = sessionType(bodyObject(at));
      if (request.status === 'Pending') throw code(4034);
      if (accessOf[type] !== request.accessType) {
        throw refuse(400, `SessionType ${type} does not fit a request for ${request.accessType}`);
      }
      return start(at, request.account, type);
    },
  ],
  ['POST', 'ISASessions', (at) => start(at, allowed(at, at.user.isa), sessionType(bodyObject(at)))],
  ['GET', 'Sessions', (at) => listed(at.state.tables['Sessions'] ?? [], at.query)],
  [
    'GET',
    'Sessions/{id}',
    (at) => json(200, rowOf(at.state, 'Sessions', 'SessionID', idAt(at, 0, 'Session'), 'Session')),
  ],
  ['POST', 'Sessions/{id}/Lock', setting('SessionID', 5)],
  ['POST', 'Sessions/{id}/Terminate', setting('SessionID', 2)],
  ['POST', 'ManagedAccounts/{id}/Sessions/Lock', setting('AccountID', 5)],
  ['POST', 'ManagedAccounts/{id}/Sessions/Terminate', setting('AccountID', 2)],
  ['POST', 'ManagedSystems/{id}/Sessions/Lock', setting('ManagedSystemID', 5)],
  ['POST', 'ManagedSystems/{id}/Sessions/Terminate', setting('ManagedSystemID', 2)],
];
