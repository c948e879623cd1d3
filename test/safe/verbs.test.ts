import { describe, expect, test } from 'vitest';
import { safeWorld } from './world.ts';

const safe = await safeWorld();
const { run } = safe;
/** Without the calls of the session. */
const inner = (calls: string[]) => calls.filter((call) => !/Auth\/Sign/.test(call));

describe('list', () => {
  test('names in any case, filters too; one object comes out as a list', async () => {
    const got = await run('safe list managedaccounts SYSTEMNAME=web-01 accountname=root -f AccountId');
    expect(got).toMatchObject({ code: 0, stdout: '1\n', stderr: '' });
    expect(inner(got.calls)).toEqual([
      'GET managedaccounts?systemName=web-01&accountName=root&limit=1000&offset=0',
    ]);
  });

  test('envelopes are opened, pages followed, a limit kept', async () => {
    const all = await run('safe list ManagedSystems -f ManagedSystemID');
    expect(all.stdout).toBe('1\n2\n3\n4\n');
    const two = await run('safe list ManagedSystems --limit 2 -f ManagedSystemID');
    expect(two.stdout).toBe('1\n2\n');
    expect(inner(two.calls)).toEqual(['GET ManagedSystems?limit=2&offset=0']);
  });

  test('an empty list is a list', async () => {
    expect(await run('safe list Requests')).toMatchObject({ code: 0, stdout: '[]\n', stderr: '' });
    expect(await run('safe list Requests -K')).toMatchObject({ code: 0, stdout: '' });
  });

  test('filters from standard input', async () => {
    const got = await run('safe -k list ManagedAccounts -f AccountName', { stdin: 'systemname=db-01\n' });
    expect(got).toMatchObject({ code: 0, stdout: 'system\n' });
  });

  test.each([
    ['an unknown filter', 'safe list ManagedAccounts systemname=x sistemID=1', 'did you mean systemID?'],
    ['an item', 'safe list ManagedSystems/5', 'it is not a collection'],
    ['an action', 'safe list Requests/5/Checkin', 'it is not a collection'],
    ['a gap', 'safe list Workgroups//Assets', 'is empty'],
  ])('exit 2: %s', async (_name, line, said) => {
    const got = await run(line);
    expect([got.code, inner(got.calls)]).toEqual([2, []]);
    expect(got.stderr).toContain(said);
  });

  test('the newest body version, or another', async () => {
    expect(inner((await run('safe list Secrets-Safe/Secrets')).calls)).toEqual([
      'GET Secrets-Safe/Secrets?version=3.2&limit=1000&offset=0',
    ]);
    const old = await run('safe list Secrets-Safe/Secrets --api-version 3.0');
    expect(inner(old.calls)).toEqual(['GET Secrets-Safe/Secrets?version=3.0&limit=1000&offset=0']);
  });
});

describe('get', () => {
  test('an item, a single thing, a credential', async () => {
    expect((await run('safe get managedsystems 2 -f SystemName')).stdout).toBe('win-01\n');
    expect((await run('safe get Configuration/Version -f Version')).stdout).toBe('25.2.0.1\n');
    await run('safe checkout web-01 root');
    expect((await run('safe get Credentials/101 type=passphrase')).stdout).toBe('"open sesame"\n');
  });

  test.each(['safe get ManagedSystems', 'safe get QuickRules', 'safe get ManagedSystems abc'])(
    'exit 2: %s',
    async (line) => {
      expect(await run(line)).toMatchObject({ code: 2, stdout: '', calls: [] });
    },
  );
});

describe('add and update', () => {
  test('typed by the row, PUT and POST as the API has them', async () => {
    const made = await run([
      ...'safe add Workgroups/1/Assets ipaddress=10.9.9.9 ASSETNAME=0012'.split(' '),
      '-f',
      'AssetID',
    ]);
    expect(made).toMatchObject({ code: 0, stdout: '101\n' });
    expect(inner(made.calls)).toEqual([
      'POST Workgroups/1/Assets {"IPAddress":"10.9.9.9","AssetName":"0012"}',
    ]);
    const system = await run('safe add Assets/101/ManagedSystems PlatformID=2 Port=22 AutoManagementFlag=no');
    expect(inner(system.calls)).toEqual([
      'POST Assets/101/ManagedSystems?version=3.3 {"PlatformID":2,"Port":22,"AutoManagementFlag":false}',
    ]);
  });

  test('a bare id, a link without a body, a list as body', async () => {
    const request = await run('safe add Requests SystemID=1 AccountID=1 DurationMinutes=5');
    expect(request).toMatchObject({ code: 0, stdout: '101\n' });
    const link = await run('safe add ManagedSystems/1/LinkedAccounts/7');
    expect(inner(link.calls)).toEqual(['POST ManagedSystems/1/LinkedAccounts/7']);
    const many = await run('safe add UserGroups/1/Permissions PermissionID=27 AccessLevelID=3');
    expect(inner(many.calls)).toEqual([
      'POST UserGroups/1/Permissions [{"PermissionID":27,"AccessLevelID":3}]',
    ]);
  });

  test('parameters of the query are told from members of the body', async () => {
    const got = await run('safe add ISARequests systemid=1 accountid=1 TYPE=passphrase');
    expect(inner(got.calls)).toEqual(['POST ISARequests?type=passphrase {"SystemID":1,"AccountID":1}']);
  });

  test('JSON on standard input passes as it is', async () => {
    const got = await run('safe add Workgroups', { stdin: '{"Name":"New","Odd":1}' });
    expect(inner(got.calls)).toEqual(['POST Workgroups {"Name":"New","Odd":1}']);
  });

  test('update puts what is given; --merge keeps the rest', async () => {
    const put = await run('safe update Databases 1 Port=1522 PlatformID=8 InstanceName=ORCL');
    expect(inner(put.calls)).toEqual(['PUT Databases/1 {"Port":1522,"PlatformID":8,"InstanceName":"ORCL"}']);
    const merged = await run('safe update Databases 1 version=19c --merge');
    expect(inner(merged.calls)).toEqual([
      'GET Databases/1',
      'PUT Databases/1 {"PlatformID":8,"InstanceName":"ORCL","IsDefaultInstance":false,"Port":1522,"Version":"19c"}',
    ]);
  });

  test.each([
    ['an unknown field', 'safe add Workgroups Nam=x', 'did you mean Name?'],
    ['a wrong type', 'safe add Requests SystemID=one', 'it is a whole number'],
    ['the same twice', 'safe add Workgroups Name=x name=y', 'given twice'],
    ['nothing to add', 'safe add AccessPolicies/Test x=1', 'nothing can be added there'],
    ['no version', 'safe update ManagedSystems 1 Port=1 --api-version three', 'is no version'],
    ['a missing parameter', 'safe update Credentials Password=x', 'workgroupName is missing'],
  ])('exit 2: %s', async (_name, line, said) => {
    const got = await run(line);
    expect([got.code, inner(got.calls)]).toEqual([2, []]);
    expect(got.stderr).toContain(said);
  });
});

describe('delete and do', () => {
  test('by id, several, by name', async () => {
    const got = await run('safe delete ManagedAccounts 6 7');
    expect(got).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(inner(got.calls)).toEqual(['DELETE ManagedAccounts/6', 'DELETE ManagedAccounts/7']);
    expect((await run('safe delete ManagedAccounts 5 999')).code).toBe(7);
    const named = await run(['safe', 'delete', 'QuickRules', 'title=Web servers']);
    expect(inner(named.calls)).toEqual(['DELETE QuickRules?title=Web+servers']);
  });

  test('a whole collection only when that was meant', async () => {
    for (const line of [
      'safe delete ManagedSystems/1/LinkedAccounts',
      'safe delete ManagedSystems',
      'safe delete QuickRules',
      'safe delete QuickRules title=',
      'safe delete UserGroups name=',
    ]) {
      expect(await run(line)).toMatchObject({ code: 2, stdout: '', calls: [] });
    }
    expect(await run(['safe', 'delete', 'ManagedSystems/1/LinkedAccounts', ''])).toMatchObject({
      code: 2,
      calls: [],
    });
    const all = await run('safe delete ManagedSystems/1/LinkedAccounts --all');
    expect(inner(all.calls)).toEqual(['DELETE ManagedSystems/1/LinkedAccounts']);
    const one = await run('safe delete ManagedSystems/1/LinkedAccounts 7');
    expect(inner(one.calls)).toEqual(['DELETE ManagedSystems/1/LinkedAccounts/7']);
  });

  test('actions are PUT or POST, with a body where they take one', async () => {
    await run('safe checkout web-01 root');
    const rotate = await run('safe do requests/101/rotateoncheckin');
    expect(inner(rotate.calls)).toEqual(['PUT requests/101/rotateoncheckin']);
    const checkin = await run('safe do Requests/101/Checkin reason=done');
    expect(checkin).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(inner(checkin.calls)).toEqual(['PUT Requests/101/Checkin {"Reason":"done"}']);
    const test = await run('safe do AccessPolicies/Test SystemId=1 AccountId=1 DurationMinutes=5');
    expect(test).toMatchObject({ code: 0, stdout: '[]\n' });
    // It changes nothing, so a rehearsal sends it.
    const rehearsed = await run(
      '--dry-run safe do AccessPolicies/Test SystemId=1 AccountId=1 DurationMinutes=5',
    );
    expect(inner(rehearsed.calls)).toHaveLength(1);
  });
});

describe('errors in one line', () => {
  test('a log of a plug-in: its first line, all of it with -v', async () => {
    const short = await run('safe do ManagedAccounts/5/Credentials/Change');
    expect(short).toMatchObject({
      code: 4,
      stdout: '',
      stderr:
        'btapi: doing ManagedAccounts/5/Credentials/Change: Change failed for Administrator on win-01 (400)\n' +
        'hint: -v shows the other 60 lines\n',
    });
    const long = await run('-v safe do ManagedAccounts/5/Credentials/Change');
    expect(long.stderr.match(/plug-in step \d+/g)).toHaveLength(60);
  });

  test.each([
    ['a sentence as JSON', 'safe add QuickRules Title=x', 4, 'IDs is required (400)'],
    [
      'an object with "error"',
      'safe get Secrets-Safe/Safes 6b2f9d0e-7c1a-4f53-9a70-3d3a4e1f5b21',
      6,
      'was not found (404)',
    ],
    ['a 403 of the role', 'safe list Requests queue=app', 3, 'Access denied (403)'],
    ['a page of a proxy', 'safe list Roles', 5, 'with an HTML or XML page'],
    ['a server in pain', 'safe list Nodes', 5, '(500)'],
  ])('%s', async (name, line, code, said) => {
    if (name.startsWith('a page')) safe.sandbox.fault('html;path=Roles');
    if (name.startsWith('a server')) safe.sandbox.fault('500;path=Nodes');
    const got = await run(line);
    expect([got.code, got.stdout]).toEqual([code, '']);
    expect(got.stderr).toContain(said);
  });

  test('a write that may have happened says so, and is not repeated', async () => {
    safe.sandbox.fault('close-after;path=Workgroups;method=POST');
    const got = await run('safe add Workgroups Name=x');
    expect(got.code).toBe(5);
    expect(got.stderr).toContain('it may have happened');
    expect(inner(got.calls)).toHaveLength(1);
  });

  test('no answer at all', async () => {
    const got = await run('safe list Workgroups', { env: { BT_SAFE_URL: 'http://127.0.0.1:1' } });
    expect(got.code).toBe(5);
    expect(got.stderr).toMatch(/^btapi: signing in: 127\.0\.0\.1:1: the connection was refused\n/);
  });
});

describe('looking things up', () => {
  const nowhere = { BT_SAFE_URL: '', BT_SAFE_KEY: '', BT_SAFE_RUNAS: '' };

  test('paths and what they take, without settings', async () => {
    const all = await run('safe resources', { env: nowhere });
    expect(all.stdout.split('\n')).toHaveLength(144);
    const one = await run('safe resources workgroups/1/assets', { env: nowhere });
    expect(one.stdout).toContain(
      'btapi safe add Workgroups/{workgroup}/Assets, needs Asset Management (Read/Write)',
    );
    expect(one.stdout).toMatch(/^ {2}IPAddress +text +required, up to 46 characters$/m);
    expect((await run('safe resources quarantine', { env: nowhere })).stdout).toMatch(
      /^Users\/\{id\}\/Quarantine /,
    );
    expect(await run('safe resources Workgrups', { env: nowhere })).toMatchObject({
      code: 2,
      stdout: '',
      calls: [],
    });
  });

  test('a terminal where a body is needed: the fields, no waiting', async () => {
    const got = await run('safe add Workgroups', { tty: true });
    expect(got.code).toBe(2);
    expect(got.stderr).toContain('Fields of Workgroups:');
    expect(got.stderr).toContain('btapi -k safe add Workgroups');
  });
});

test.each([
  ['safe li', 'list\tlist a collection, every page\n'],
  ['safe list request', ''],
  ['safe list Requests sta', 'status=\t\n'],
  ['safe add requests Sy', 'SystemID=\t\n'],
  ['safe do Requests/ID/Ch', 'Requests/ID/Checkin\tCheck a request in\n'],
])('completion: %s', async (line, wanted) => {
  expect((await run(['__complete', '--', ...line.split(' ')], { env: { BT_SAFE_URL: '' } })).stdout).toBe(
    wanted,
  );
});
