import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { safeWorld } from './world.ts';

const safe = await safeWorld();
const file = join(mkdtempSync(join(tmpdir(), 'btapi-asset-')), 'web-05.yaml');

const description = `
workgroup: default workgroup
asset: {IPAddress: 10.0.0.5, AssetName: web-05}
managedSystem:
  PlatformID: Linux
  Port: 22
  AutoManagementFlag: true
  FunctionalAccountID: fa-linux
  PasswordRuleID: Default Password Policy
managedAccounts:
  - {AccountName: root, Password: first-S3cret, ApiEnabled: true}
  - {AccountName: deploy, Password: second-S3cret, ApiEnabled: true}
quickRule: {Title: Web servers}
userGroup:
  groupType: BeyondInsight
  groupName: Web team
  description: People of the web servers
roles:
  Roles: [Requestor]
  AccessPolicyID: Auto approve
`;
beforeEach(() => writeFileSync(file, description));

const writes = (calls: string[]) =>
  calls.filter((call) => /^(POST|PUT) /.test(call) && !call.includes('Auth/'));

test('everything in the order the API wants, names where it wants ids', async () => {
  const got = await safe.run(`safe asset ${file}`);
  expect(got.stderr).toBe('');
  expect(got.code).toBe(0);
  expect(JSON.parse(got.stdout)).toEqual([
    { step: 'workgroup', name: 'default workgroup', id: 1, done: 'exists' },
    { step: 'asset', name: 'web-05', id: 101, done: 'created' },
    { step: 'managedSystem', name: 'web-05', id: 101, done: 'created' },
    { step: 'managedAccount', name: 'root', id: 101, done: 'created' },
    { step: 'managedAccount', name: 'deploy', id: 102, done: 'created' },
    { step: 'quickRule', name: 'Web servers', id: 101, done: 'created' },
    { step: 'userGroup', name: 'Web team', id: 101, done: 'created' },
    { step: 'accessLevel', name: 'Web servers', id: 1, done: 'created' },
    { step: 'role', name: 'Web servers', id: 1, done: 'created' },
  ]);
  expect(writes(got.calls)).toEqual([
    'POST Workgroups/1/Assets {"IPAddress":"10.0.0.5","AssetName":"web-05"}',
    'POST Assets/101/ManagedSystems?version=3.3 {"PlatformID":2,"Port":22,"AutoManagementFlag":true,"FunctionalAccountID":1,"PasswordRuleID":0}',
    'POST ManagedSystems/101/ManagedAccounts?version=3.5 {"AccountName":"root","Password":"first-S3cret","ApiEnabled":true}',
    'POST ManagedSystems/101/ManagedAccounts?version=3.5 {"AccountName":"deploy","Password":"second-S3cret","ApiEnabled":true}',
    'POST QuickRules {"Title":"Web servers","IDs":[101,102]}',
    'POST UserGroups {"groupType":"BeyondInsight","groupName":"Web team","description":"People of the web servers"}',
    'POST UserGroups/101/SmartRules/101/AccessLevels {"AccessLevelID":1}',
    'POST UserGroups/101/SmartRules/101/Roles {"AccessPolicyID":1,"Roles":[{"RoleID":1}]}',
  ]);
  expect((await safe.run('safe checkout web-05 deploy')).stdout).toBe('second-S3cret');
});

test('twice: nothing is made twice', async () => {
  await safe.run(`safe asset ${file}`);
  const got = await safe.run(`safe asset ${file}`);
  expect(writes(got.calls)).toEqual([]);
  const steps = JSON.parse(got.stdout) as { done: string }[];
  expect(new Set(steps.map((step) => step.done))).toEqual(new Set(['exists']));
  expect(steps).toHaveLength(9);
});

test('an account more is put into the rule that is there', async () => {
  await safe.run(`safe asset ${file}`);
  const more = '  - {AccountName: audit, Password: third-S3cret}\nquickRule';
  writeFileSync(file, description.replace('quickRule', more));
  const got = await safe.run(`safe asset ${file}`);
  expect(writes(got.calls)).toEqual([
    'POST ManagedSystems/101/ManagedAccounts?version=3.5 {"AccountName":"audit","Password":"third-S3cret"}',
    'POST QuickRules/101/ManagedAccounts/103 {}',
  ]);
  expect(JSON.parse(got.stdout)).toContainEqual({
    step: 'quickRule',
    name: 'Web servers',
    id: 101,
    done: 'changed',
  });
});

test('JSON, and standard input', async () => {
  const json = '{"workgroup":1,"asset":{"IPAddress":"10.0.0.9"}}';
  const got = await safe.run('safe asset - -K', { stdin: json });
  expect(got.stdout).toContain('1__done=created\n');
});

test('a failure says what exists by then; the next run goes on from there', async () => {
  safe.sandbox.fault('400x1;path=QuickRules;method=POST');
  const got = await safe.run(`safe asset ${file}`);
  expect([got.code, got.stdout]).toEqual([4, '']);
  expect(got.stderr).toContain('btapi: creating quick rule Web servers: ');
  expect(got.stderr).toContain('  created: asset web-05 (101)\n');
  expect(got.stderr).toContain('  created: managedAccount deploy (102)\n');
  const again = await safe.run(`safe asset ${file}`);
  expect(again.code).toBe(0);
  expect(writes(again.calls)[0]).toMatch(/^POST QuickRules /);
});

test('members of the description may be spelt in any case', async () => {
  const spelt = description.replace('{Title: Web servers}', '{title: Web servers, ids: [deploy]}');
  writeFileSync(file, spelt.replace('  Roles:', '  accesslevelid: Read\n  roles:'));
  expect(writes((await safe.run(`safe asset ${file}`)).calls)).toEqual(
    expect.arrayContaining([
      'POST QuickRules {"title":"Web servers","IDs":[102]}',
      'POST UserGroups/101/SmartRules/101/Roles {"AccessPolicyID":1,"Roles":[{"RoleID":1}]}',
    ]),
  );
});

test('two runs at once: both succeed', async () => {
  const both = await Promise.all([safe.run(`safe asset ${file}`), safe.run(`safe asset ${file}`)]);
  expect(both.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  const last = await safe.run(`safe asset ${file}`);
  expect(last.stdout).not.toContain('created');
});

test.each([
  [
    'a functional account that would be dropped',
    'AutoManagementFlag: true',
    'AutoManagementFlag: false',
    'would drop it',
  ],
  [
    'a requestor without a policy',
    '  AccessPolicyID: Auto approve',
    '',
    'a requestor role takes an access policy',
  ],
  ['an unknown key', 'quickRule:', 'quickrules:', 'did you mean quickRule?'],
  ['an unknown field', 'AccountName: root', 'AcountName: root', 'did you mean AccountName?'],
  ['an empty name', 'AccountName: root', "AccountName: ''", 'managedAccounts lacks AccountName'],
  ['a rule over nobody', 'Title: Web servers', 'Title: W, IDs: [toor]', 'names toor, which is not among'],
  ['no asset', 'asset:', '#', 'asset is missing'],
])('exit 2 before anything is made: %s', async (_name, from, to, said) => {
  writeFileSync(file, description.replace(from, to));
  const got = await safe.run(`safe asset ${file}`);
  expect([got.code, got.stdout, writes(got.calls)]).toEqual([2, '', []]);
  expect(got.stderr).toContain(said);
});

test('an unknown name: exit 6 before anything is made', async () => {
  writeFileSync(file, description.replace('PlatformID: Linux', 'PlatformID: Plan 9'));
  const got = await safe.run(`safe asset ${file}`);
  expect([got.code, writes(got.calls)]).toEqual([6, []]);
  expect(got.stderr).toContain('Platforms has no "Plan 9"');
});

test('a trace shows the passwords no more than a rehearsal does', async () => {
  const got = await safe.run(`-v safe asset ${file}`);
  expect(got.stderr).toMatch(/POST \S+ManagedAccounts\?version=3\.5 .*"Password":"\*\*\*"/);
  expect(got.stderr).not.toContain('S3cret');
});

test('a rehearsal makes nothing and shows every write, without the passwords', async () => {
  const got = await safe.run(`--dry-run -o ndjson safe asset ${file}`);
  expect(got.code).toBe(0);
  expect(writes(got.calls)).toEqual([]);
  expect(got.stdout).not.toContain('S3cret');
  expect(got.stdout).toContain('ManagedSystems/NEW/ManagedAccounts');
});
