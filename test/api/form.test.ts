import { describe, expect, test } from 'vitest';
import { actions } from '../../src/api/catalogue/action.ts';
import { reports } from '../../src/api/catalogue/report.ts';
import type { Action, Report } from '../../src/api/catalogue/xml-row.ts';
import { encodeForm, type FormRow, formOf } from '../../src/api/form.ts';
import type { ValueObject } from '../../src/value.ts';

const row = (name: string): Action | Report => {
  const found = actions[name] ?? reports[name];
  if (!found) throw new Error(`no row ${name}`);
  return found;
};

const form = (name: string, values: ValueObject, validate = true, of: FormRow = row(name)) =>
  encodeForm(formOf(values, of, { name, help: `btapi command ${name} --help`, validate }));

const lsid = 'c69a8e10bea9428f816cfababe9815fe';

describe('values', () => {
  test('lists are joined by commas, from text, from JSON and from id__0', () => {
    expect(form('get_connected_clients', { type: 'representative,support_customer' })).toBe(
      'type=representative%2Csupport_customer',
    );
    expect(form('get_connected_clients', { id: [101, 102, '103'] })).toBe('id=101%2C102%2C103');
  });

  test.each([
    ['1', '1'],
    ['TRUE', '1'],
    ['yes', '1'],
    [true, '1'],
    [0, '0'],
    ['no', '0'],
    [false, '0'],
  ])('a flag given as %j is %s', (given, sent) => {
    expect(form('get_connected_client_list', { summary_only: given })).toBe(`summary_only=${sent}`);
  });

  test('texts stay as they are', () => {
    expect(
      form('set_session_attributes', {
        lsid,
        'session.custom.external_key': '0012',
        'session.custom.a': '1e5 & ä',
      }),
    ).toBe(`lsid=${lsid}&session.custom.external_key=0012&session.custom.a=1e5+%26+%C3%A4`);
  });

  test('a code name with two underscores is no group', () => {
    expect(form('set_session_attributes', { lsid, 'session.custom.my': { field: 'x' } })).toBe(
      `lsid=${lsid}&session.custom.my__field=x`,
    );
  });

  test('an empty attribute clears it', () => {
    expect(form('set_session_attributes', { lsid, 'session.custom.a': '' })).toBe(
      `lsid=${lsid}&session.custom.a=`,
    );
  });

  test('the session id of the guide that is a digit short is taken', () => {
    expect(form('AccessSession', { lsids: `${lsid},a5eaa58591047b88556f944804227b0` })).toContain(
      'a5eaa58591047b88556f944804227b0',
    );
  });
});

describe('what is refused before anything is sent', () => {
  test.each<[string, ValueObject, string]>([
    ['terminate_session', {}, 'calling terminate_session: lsid must be given'],
    [
      'terminate_session',
      { lsid: '' },
      'reading lsid of terminate_session: it is a session id, 32 hexadecimal digits, not ""',
    ],
    [
      'terminate_session',
      { lsid, lsdi: 'x' },
      'reading the parameters of terminate_session: it has no parameter lsdi',
    ],
    [
      'get_connected_client_list',
      { summary_only: 'maybe' },
      'reading summary_only of get_connected_client_list: it is true or false, not "maybe"',
    ],
    [
      'set_rep_status',
      { rep_id: 'seven', code_name: 'busy' },
      'reading rep_id of set_rep_status: it is a whole number, not "seven"',
    ],
    ['join_session', { lsid }, 'calling join_session: one of rep_id, rep_username must be given'],
    [
      'join_session',
      { lsid, rep_id: '7', rep_username: 'a' },
      'calling join_session: rep_id and rep_username exclude each other',
    ],
    [
      'transfer_session',
      { lsid, queue_id: 'rep' },
      'reading queue_id of transfer_session: it is rep:ID, team:ID or rep_username:NAME, not "rep"',
    ],
    [
      'send_chat_message',
      { lsid, body: 'x', to_rep: '7' },
      'calling send_chat_message: to_rep needs team_id, impersonate',
    ],
    [
      'import_jump_shortcut',
      { name: 'a' },
      'calling import_jump_shortcut: one of local_jump_hostname, remote_jump_hostname, remote_vnc_hostname, remote_rdp_hostname, shelljump_hostname, protocol_tunnel_hostname, url says what it is to be',
    ],
    [
      'import_jump_shortcut',
      { name: 'a', url: 'x', remote_vnc_hostname: 'y' },
      'calling import_jump_shortcut: remote_vnc_hostname and url exclude each other',
    ],
    [
      'import_jump_shortcut',
      { name: 'a', local_jump_hostname: 'y', group: 'g', jumpoint: 'x' },
      'reading the parameters of import_jump_shortcut: it has no parameter jumpoint',
    ],
    ['AccessSession', { start_date: '2016-07-01' }, 'calling AccessSession: start_date needs duration'],
    [
      'AccessSession',
      { start_date: '2016-07-01', end_date: '2016-07-01', duration: '1' },
      'calling AccessSession: start_date and end_date exclude each other',
    ],
    [
      'AccessSession',
      { start_date: '2016-07-01', start_time: '1467360000', duration: '1' },
      'calling AccessSession: start_date and start_time exclude each other',
    ],
    [
      'AccessSession',
      { duration: '1' },
      'calling AccessSession: one of start_date, start_time, end_date, end_time, lsid, lsids must be given',
    ],
    ['AccessSession', { lsid, duration: '1' }, 'calling AccessSession: duration does not go with lsid'],
    [
      'SupportCustExitSurvey',
      { start_date: '2016-07-01', duration: '1', report_type: 'rep' },
      'calling SupportCustExitSurvey: start_date needs id',
    ],
    [
      'set_session_attributes',
      { lsid, 'session.custom.a': 'x'.repeat(1025) },
      'reading session.custom.a of set_session_attributes: 1025 characters, and 1024 are the most',
    ],
  ])('%s %j', (name, values, message) => {
    expect(() => form(name, values)).toThrow(expect.objectContaining({ message, code: 2 }));
  });

  test('attributes may have 10 KB together, counted in bytes', () => {
    const fields = (count: number, text: string): ValueObject =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`session.custom.f${index}`, text]));
    expect(form('set_session_attributes', { lsid, ...fields(10, 'x'.repeat(1024)) })).toContain('f9=');
    expect(() =>
      form('set_session_attributes', { lsid, ...fields(10, 'x'.repeat(1024)), 'session.custom.z': 'y' }),
    ).toThrow('10241 bytes');
    expect(() => form('set_session_attributes', { lsid, ...fields(6, 'é'.repeat(1000)) })).toThrow(
      '12000 bytes',
    );
  });

  test('a slip is corrected', () => {
    expect(() => form('terminate_session', { lsdi: 'x' })).toThrow(
      expect.objectContaining({ hint: 'did you mean lsid? --no-validate sends it all the same' }),
    );
  });
});

describe('--no-validate', () => {
  test('sends what the rows do not know, but not what the appliance would cut', () => {
    expect(form('terminate_session', { lsid: 'x', new: true }, false)).toBe('lsid=x&new=1');
    expect(form('import_jump_shortcut', { 'web site_name': 'a', url: 'b' }, false)).toBe(
      'web+site_name=a&url=b',
    );
    expect(() => form('set_session_attributes', { 'session.custom.a': 'x'.repeat(2000) }, false)).toThrow(
      '1024 are the most',
    );
  });
});

test('every shape of a shortcut is chosen by the parameter that tells it', () => {
  for (const [discriminator, { params }] of Object.entries(actions['import_jump_shortcut']?.shapes ?? {})) {
    const values = Object.fromEntries(
      Object.entries(params).map(([name, { kind }]) => [name, sample(name, kind)]),
    );
    expect(form('import_jump_shortcut', values)).toContain(`${discriminator}=`);
  }
});

const sample = (name: string, kind: unknown): string =>
  name === 'local_address' ? '127.0.0.2' : kind === 'integer' ? '100' : kind === 'flag' ? '1' : 'x';
