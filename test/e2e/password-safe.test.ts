import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { apiKey } from '../../src/sandbox/safe/world.ts';
import { safeWorld } from '../safe/world.ts';
import { bash } from '../support/spawn.ts';

// The five workflows of the vendor's usage page: with curl, in the form of the page's own Bash sample, and with btapi.
// The sandbox logs the same calls for both, in the same order.

const safe = await safeWorld();
const folder = mkdtempSync(join(tmpdir(), 'btapi-e2e-safe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => safe.sandbox.reset());

const env = { ...safe.settings, BASE: `${safe.sandbox.url.origin}/BeyondTrust/api/public/v3`, HOME: folder };

// -c makes the cookie file, -b uses it; key and user go along every time.
const curl = `
cd ${folder}
authorization='Authorization: PS-Auth key=${apiKey}; runas=doe-main\\johndoe;'
signin() { curl -s -c cookie.txt -X POST "$BASE/Auth/SignAppin" -H "Content-Type: application/json" -H "$authorization" -d ""; }
call() { curl -s --fail-with-body -b cookie.txt -X "$1" "$BASE/$2" -H "Content-Type: application/json" -H "$authorization" -d "\${3-}"; }
number() { grep -o "\\"$1\\":[0-9]*" | head -1 | grep -o '[0-9]*$'; }
set -e
signin >/dev/null
`;
const signOut = '\ncall POST Auth/Signout';

/** The calls that the sandbox got, without the base and without what they carried. */
const log = () =>
  safe.sandbox.log.map(
    ({ method, path, status }) => `${method} ${path.replace('/BeyondTrust/api/public/v3/', '')} ${status}`,
  );

const page = {
  asset: [
    'POST Workgroups/1/Assets 201',
    'POST Assets/101/ManagedSystems 201',
    'POST ManagedSystems/101/ManagedAccounts 201',
    'POST QuickRules 201',
    'POST UserGroups 201',
    'POST UserGroups/101/SmartRules/101/Roles 204',
  ],
  password: [
    'GET ManagedAccounts 200',
    'POST Requests 201',
    'GET Credentials/101 200',
    'PUT Requests/101/Checkin 204',
  ],
  session: [
    'GET ManagedAccounts 200',
    'POST Requests 201',
    'POST Requests/101/Sessions 201',
    'PUT Requests/101/Checkin 204',
  ],
  isaPassword: ['GET ManagedAccounts 200', 'POST ISARequests 201'],
  isaSession: ['GET ManagedAccounts 200', 'POST ISASessions 201'],
};
const whole = (calls: string[]) => ['POST Auth/SignAppin 200', ...calls, 'POST Auth/Signout 200'];

describe('with curl', () => {
  const find = "found=$(call GET 'ManagedAccounts?systemName=web-01&accountName=root')\n";
  const ids = 'system=$(number SystemId <<<"$found"); account=$(number AccountId <<<"$found")\n';

  test('create and manage an asset, a user group, roles', async () => {
    const script = `
      asset=$(call POST Workgroups/1/Assets '{"IPAddress":"10.0.0.5","AssetName":"web-05"}' | number AssetID)
      system=$(call POST Assets/$asset/ManagedSystems '{"PlatformID":2,"Port":22}' | number ManagedSystemID)
      account=$(call POST ManagedSystems/$system/ManagedAccounts '{"AccountName":"svc","Password":"p","ApiEnabled":true}' | number ManagedAccountID)
      rule=$(call POST QuickRules "{\\"IDs\\":[$account],\\"Title\\":\\"Web\\"}" | number SmartRuleID)
      group=$(call POST UserGroups "{\\"groupType\\":\\"BeyondInsight\\",\\"groupName\\":\\"Team\\",\\"description\\":\\"d\\",\\"SmartRuleAccess\\":[{\\"SmartRuleID\\":$rule,\\"AccessLevelID\\":1}]}" | number GroupID)
      call POST UserGroups/$group/SmartRules/$rule/Roles '{"Roles":[{"RoleID":1}],"AccessPolicyID":1}'`;
    expect(await bash(curl + script + signOut, { env })).toMatchObject({ code: 0, stdout: '' });
    expect(log()).toEqual(whole(page.asset));
  });

  test('retrieve a password', async () => {
    const script = `${find}${ids}
      request=$(call POST Requests "{\\"SystemID\\":$system,\\"AccountID\\":$account,\\"DurationMinutes\\":5}")
      call GET Credentials/$request
      call PUT Requests/$request/Checkin '{"Reason":"done"}'`;
    const got = await bash(curl + script + signOut, { env });
    expect(got).toMatchObject({ code: 0, stdout: JSON.stringify('r00t of #web "01" $HOME') });
    expect(log()).toEqual(whole(page.password));
  });

  test.each(['RDP', 'SSH'])('create a session: %s', async (access) => {
    const script = `${find}${ids}
      request=$(call POST Requests "{\\"AccessType\\":\\"${access}\\",\\"SystemID\\":$system,\\"AccountID\\":$account,\\"DurationMinutes\\":5}")
      call POST Requests/$request/Sessions '{"SessionType":"${access}"}'
      call PUT Requests/$request/Checkin '{}'`;
    const got = await bash(curl + script + signOut, { env });
    expect(got.code).toBe(0);
    expect(JSON.parse(got.stdout)).toMatchObject({ ID: '101', Host: 'session.example.com' });
    expect(log()).toEqual(whole(page.session));
  });

  test('retrieve a password as an ISA', async () => {
    const script = `${find}${ids}
      call POST ISARequests "{\\"SystemID\\":$system,\\"AccountID\\":$account}"`;
    expect((await bash(curl + script + signOut, { env })).stdout).toBe(
      JSON.stringify('r00t of #web "01" $HOME'),
    );
    expect(log()).toEqual(whole(page.isaPassword));
  });

  test('create a session as an ISA', async () => {
    const script = `${find}${ids}
      call POST ISASessions "{\\"SessionType\\":\\"ssh\\",\\"SystemID\\":$system,\\"AccountID\\":$account}"`;
    expect(JSON.parse((await bash(curl + script + signOut, { env })).stdout)).toMatchObject({
      Ticket: 'ticket-101',
    });
    expect(log()).toEqual(whole(page.isaSession));
  });

  test('without the cookie: 401', async () => {
    const got = await bash(`${curl}rm cookie.txt\ncall GET ManagedAccounts`, { env });
    expect([got.code, got.stdout]).toEqual([22, '']);
  });
});

describe('with btapi', () => {
  /** What the page asks for, in its order; btapi looks before it leaps, so there are reads between. */
  const inOrder = (wanted: readonly string[]) => {
    const calls = log();
    const places = wanted.map((call) => calls.indexOf(call));
    expect(calls[0]).toBe('POST Auth/SignAppIn 200');
    expect(calls.at(-1)).toBe('POST Auth/Signout 200');
    expect(places, calls.join('\n')).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  };

  test('create and manage an asset, a user group, roles', async () => {
    writeFileSync(
      join(folder, 'web-05.yaml'),
      `workgroup: 1
asset: {IPAddress: 10.0.0.5, AssetName: web-05}
managedSystem: {PlatformID: Linux, Port: 22}
managedAccounts: [{AccountName: svc, Password: p, ApiEnabled: true}]
quickRule: {Title: Web}
userGroup: {groupType: BeyondInsight, groupName: Team, description: d}
roles: {Roles: [Requestor], AccessPolicyID: Auto approve}
`,
    );
    const got = await bash('btapi safe asset web-05.yaml -f id', { env, cwd: folder });
    expect(got).toMatchObject({ code: 0, stdout: '1\n101\n101\n101\n101\n101\n1\n1\n', stderr: '' });
    inOrder(page.asset);
  });

  test('retrieve a password', async () => {
    const script = `
      password=$(btapi safe checkout web-01 root --reason "Ticket 12") && printf '<%s>' "$password"
      btapi safe list Requests -f RequestID | xargs -r -n1 ${'"$BTAPI"'} safe checkin`;
    const got = await bash(script, { env: { ...env, BTAPI: (await import('../support/spawn.ts')).program } });
    expect(got).toMatchObject({ code: 0, stdout: '<r00t of #web "01" $HOME>', stderr: '' });
    inOrder(page.password);
    expect((await safe.open()).requests).toEqual([]);
  });

  test('create a session', async () => {
    const script = `
      request=$(btapi safe session web-01 root --type ssh -f RequestID) && btapi safe checkin "$request"`;
    expect(await bash(script, { env })).toMatchObject({ code: 0, stdout: '', stderr: '' });
    inOrder(page.session);
    expect((await safe.open()).requests).toEqual([]);
  });

  test('retrieve a password as an ISA', async () => {
    const got = await bash('btapi safe checkout web-01 root --isa', { env });
    expect(got).toMatchObject({ code: 0, stdout: 'r00t of #web "01" $HOME', stderr: '' });
    inOrder(page.isaPassword);
  });

  test('create a session as an ISA', async () => {
    const got = await bash('btapi safe session web-01 root --type ssh --isa -f Command', { env });
    expect(got).toMatchObject({
      code: 0,
      stdout: 'ssh ticket-101@session.example.com -p 4422\n',
      stderr: '',
    });
    inOrder(page.isaSession);
  });

  test('every call by hand, one after the other, in one kept session', async () => {
    const script = `
      export BT_SAFE_KEEP_SESSION=5 XDG_CACHE_HOME=${folder}/cache
      account=$(btapi safe list ManagedAccounts systemName=web-01 accountName=root -f AccountId)
      request=$(echo "SystemID=1
AccountID=$account
DurationMinutes=5" | btapi -k safe add Requests)
      btapi safe get Credentials/$request
      btapi safe do Requests/$request/Checkin Reason=done
      btapi safe signout`;
    expect(await bash(script, { env })).toMatchObject({
      code: 0,
      stdout: `${JSON.stringify('r00t of #web "01" $HOME')}\n`,
      stderr: '',
    });
    expect(log()).toEqual(whole(page.password).map((call) => call.replace('SignAppin', 'SignAppIn')));
  });
});
