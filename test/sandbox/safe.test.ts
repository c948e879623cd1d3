import { describe, expect, test } from 'vitest';
import { parsePsAuth } from '../../src/sandbox/safe/sign-in.ts';
import { sandboxOf } from './client.ts';
import { application, johndoe, keys, safeClient, signedIn } from './safe-client.ts';

const seeded = { seed: true };

describe('signing in (usage page, Authorization Header)', () => {
  test.each([
    ['PS-Auth key=k; runas=u;', { key: 'k', runas: 'u' }],
    ['PS-Auth key= k; runas=doe-main\\johndoe', { key: 'k', runas: 'doe-main\\johndoe' }],
    ['PS-Auth runas=u;key=k;pwd=[p]x;y];', { key: 'k', runas: 'u', pwd: 'p]x;y' }],
    ['PS-Auth key=k; runas=u; pwd=[p]; challenge=5;', { key: 'k', runas: 'u', pwd: 'p', challenge: '5' }],
    ['PS-Auth key=k; runas=u; pwd=p;', undefined],
    ['PS-Auth key=k; user=u;', undefined],
    ['Bearer abc', undefined],
  ])('%s', (header, parts) => {
    expect(parsePsAuth(header)).toEqual(parts);
  });

  test('a session is a cookie: with it every call, without it none', async () => {
    const sandbox = await sandboxOf(seeded);
    const client = safeClient(sandbox, johndoe);
    expect((await client.call('GET', 'Workgroups')).status).toBe(401);
    const answer = await client.signIn();
    expect(answer).toMatchObject({
      status: 200,
      body: { UserId: 1, EmailAddress: null, UserName: 'doe-main\\johndoe', Name: 'John Doe' },
    });
    expect((await client.call('GET', 'Workgroups')).status).toBe(200);
    expect(await client.call('POST', 'Auth/Signout')).toMatchObject({ status: 200, body: '' });
    expect((await client.call('GET', 'Workgroups')).status).toBe(401);
  });

  test.each([
    ['no key', 'PS-Auth runas=doe-main\\johndoe;'],
    ['wrong key', 'PS-Auth key=c479; runas=doe-main\\johndoe;'],
    ['unknown user', `PS-Auth key=${keys.plain}; runas=nobody;`],
    ['password missing', `PS-Auth key=${keys.password}; runas=doe-main\\johndoe;`],
    ['password without brackets', `PS-Auth key=${keys.password}; runas=doe-main\\johndoe; pwd=un1qu3;`],
    ['wrong password', `PS-Auth key=${keys.password}; runas=doe-main\\johndoe; pwd=[unique];`],
  ])('refused without a prompt: %s', async (_name, header) => {
    const answer = await safeClient(await sandboxOf(seeded), header).signIn();
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate-2fa')).toBeNull();
  });

  test.each([
    ['a GUID as key', `PS-Auth key=${keys.guid}; runas=DOE-MAIN\\johndoe`],
    ['a password', `PS-Auth key=${keys.password}; runas=doe-main\\johndoe; pwd=[un1qu3];`],
    ['a password with ] and ;', `PS-Auth key=${keys.password}; runas=ann; pwd=[bracket]and;semi];`],
  ])('accepted: %s', async (_name, header) => {
    expect((await safeClient(await sandboxOf(seeded), header).signIn()).status).toBe(200);
  });

  test('a second factor takes two calls in one session', async () => {
    const sandbox = await sandboxOf(seeded);
    const header = `PS-Auth key=${keys.factor}; runas=doe-main\\johndoe; pwd=[un1qu3];`;
    const client = safeClient(sandbox, header);
    const asked = await client.signIn();
    expect(asked.status).toBe(401);
    expect(asked.headers.get('www-authenticate-2fa')).toBe('Enter the code of your token');
    expect((await client.call('GET', 'Workgroups')).status).toBe(401);
    const answered = { authorization: `${header} challenge=543687;` };
    const stranger = await safeClient(sandbox, header).signIn(answered);
    expect(stranger.status).toBe(401);
    expect((await client.signIn(answered)).status).toBe(200);
    expect((await client.call('GET', 'Workgroups')).status).toBe(200);
  });

  test('a wrong answer is an ordinary refusal', async () => {
    const header = `PS-Auth key=${keys.factor}; runas=doe-main\\johndoe; pwd=[un1qu3];`;
    const client = safeClient(await sandboxOf(seeded), header);
    await client.signIn();
    const answer = await client.signIn({ authorization: `${header} challenge=1;` });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate-2fa')).toBeNull();
  });

  test('OAuth: a token alone opens nothing, SignAppIn does, RunAs only within a group', async () => {
    const sandbox = await sandboxOf(seeded);
    const ask = (secret: string) =>
      fetch(new URL('/BeyondTrust/api/public/v3/Auth/connect/token', sandbox.url), {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: application.id,
          client_secret: secret,
        }),
      });
    const wrong = await ask('no');
    expect([wrong.status, await wrong.json()]).toEqual([400, { error: 'invalid_client' }]);
    const token = (await (await ask(application.secret)).json()) as Record<string, unknown>;
    expect(token).toMatchObject({ expires_in: 600, token_type: 'Bearer', scope: 'publicapi' });
    const client = safeClient(sandbox, `Bearer ${token['access_token']}`);
    expect((await client.call('GET', 'Workgroups')).status).toBe(401);
    expect(await client.signIn()).toMatchObject({ status: 200, body: { UserName: 'pipeline' } });
    expect((await client.call('GET', 'Workgroups')).status).toBe(200);
    expect(await client.signIn({ RunAs: 'deployer' })).toMatchObject({ body: { UserName: 'deployer' } });
    expect((await client.signIn({ RunAs: 'ann' })).status).toBe(403);
  });

  test('20 idle minutes end a session; the address before 6.2 answers too', async () => {
    let now = 1_000_000;
    const sandbox = await sandboxOf({ ...seeded, clock: { now: () => now } });
    const client = safeClient(sandbox, johndoe, '/eEye.RetinaCS.Server/api/public/v3/');
    await client.signIn();
    now += 19 * 60_000;
    expect((await client.call('GET', 'workgroups')).status).toBe(200);
    now += 20 * 60_000;
    expect((await client.call('GET', 'Workgroups')).status).toBe(401);
  });
});

describe('requests', () => {
  const wanted = { SystemID: 1, AccountID: 1, DurationMinutes: 5 };

  test('ask, retrieve, check in; then there is nothing any more', async () => {
    const client = await signedIn(await sandboxOf(seeded));
    const made = await client.call('POST', 'Requests', { ...wanted, AccessType: 'View', Reason: 'test' });
    expect(made).toMatchObject({ status: 201, body: 101 });
    expect(await client.call('GET', 'Credentials/101')).toMatchObject({
      status: 200,
      body: 'r00t of #web "01" $HOME',
    });
    expect((await client.call('GET', 'Credentials/101?type=dsskey')).body).toMatch(/^-----BEGIN OPENSSH/);
    expect((await client.call('GET', 'Credentials/101?type=passphrase')).body).toBe('open sesame');
    expect((await client.call('PUT', 'Requests/101/Checkin', { Reason: 'done' })).status).toBe(204);
    expect((await client.call('GET', 'Credentials/101')).status).toBe(404);
    expect((await client.call('PUT', 'Requests/101/Checkin')).status).toBe(404);
  });

  test.each([
    ['an account the API may not use', { ...wanted, AccountID: 4 }, 403, 4031],
    ['an account of another system', { ...wanted, SystemID: 2 }, 403, 4031],
    ['no duration', { SystemID: 1, AccountID: 1 }, 400, 'DurationMinutes is required'],
    ['too long', { ...wanted, DurationMinutes: 525601 }, 400, 'DurationMinutes must be between 1 and 525600'],
    ['an unknown access', { ...wanted, AccessType: 'VNC' }, 400, 'AccessType is invalid'],
  ])('refused: %s', async (_name, body, status, said) => {
    const client = await signedIn(await sandboxOf(seeded));
    expect(await client.call('POST', 'Requests', body)).toMatchObject({ status, body: said });
  });

  test('a clash is refused, reuse gives the same id, renew a new one', async () => {
    const client = await signedIn(await sandboxOf(seeded));
    await client.call('POST', 'Requests', wanted);
    expect((await client.call('POST', 'Requests', wanted)).status).toBe(409);
    expect(await client.call('POST', 'Requests', { ...wanted, ConflictOption: 'reuse' })).toMatchObject({
      status: 200,
      body: 101,
    });
    expect(await client.call('POST', 'Requests', { ...wanted, ConflictOption: 'renew' })).toMatchObject({
      status: 201,
      body: 102,
    });
    expect((await client.call('GET', 'Requests')).body).toMatchObject([{ RequestID: 102, Status: 'Active' }]);
  });

  test('approval: 4034 until somebody says yes', async () => {
    const sandbox = await sandboxOf(seeded);
    const client = await signedIn(sandbox);
    await client.call('POST', 'Requests', { ...wanted, AccountID: 3 });
    expect(await client.call('GET', 'Credentials/101')).toMatchObject({ status: 403, body: 4034 });
    expect((await client.call('PUT', 'Requests/101/Approve')).status).toBe(403);
    const ann = safeClient(sandbox, `PS-Auth key=${keys.plain}; runas=ann;`);
    await ann.signIn();
    expect((await ann.call('GET', 'Requests?queue=app')).body).toMatchObject([{ RequestID: 101 }]);
    expect((await ann.call('PUT', 'Requests/101/Approve', { Reason: 'fine' })).status).toBe(204);
    expect((await client.call('GET', 'Credentials/101')).body).toBe('gu4rded-S3cret');
  });

  test('the cap of an account: 4035, until one is checked in', async () => {
    const client = await signedIn(await sandboxOf(seeded));
    const one = { ...wanted, AccountID: 2 };
    await client.call('POST', 'Requests', one);
    expect(await client.call('POST', 'Requests', { ...one, AccessType: 'SSH' })).toMatchObject({
      status: 403,
      body: 4035,
    });
    await client.call('PUT', 'Requests/101/Checkin');
    expect((await client.call('POST', 'Requests', { ...one, AccessType: 'SSH' })).status).toBe(201);
  });

  test('a request ends with its minutes', async () => {
    let now = 0;
    const client = await signedIn(await sandboxOf({ ...seeded, clock: { now: () => now } }));
    await client.call('POST', 'Requests', wanted);
    now = 5 * 60_000;
    expect((await client.call('GET', 'Credentials/101')).status).toBe(404);
  });

  test('a session fits its request', async () => {
    const client = await signedIn(await sandboxOf(seeded));
    await client.call('POST', 'Requests', { ...wanted, AccessType: 'RDP' });
    expect((await client.call('POST', 'Requests/101/Sessions', { SessionType: 'ssh' })).status).toBe(400);
    const file = await client.call('POST', 'Requests/101/Sessions', { SessionType: 'rdpfile' });
    expect([file.status, file.headers.get('content-type')]).toEqual([201, 'application/octet-stream']);
    expect(file.body).toMatch(/^full address:s:/);
    expect((await client.call('GET', 'Credentials/101')).status).toBe(400);
  });
});

describe('order traps and dropped members', () => {
  test('roles need the access level first, and a policy for requestors', async () => {
    const client = await signedIn(await sandboxOf(seeded));
    const roles = { Roles: [{ RoleID: 1 }] };
    const path = 'UserGroups/1/SmartRules/1/Roles';
    expect((await client.call('POST', path, { ...roles, AccessPolicyID: 1 })).status).toBe(400);
    const level = await client.call('POST', 'UserGroups/1/SmartRules/1/AccessLevels', { AccessLevelID: 1 });
    expect(level.status).toBe(200);
    expect((await client.call('POST', path, roles)).status).toBe(400);
    expect((await client.call('POST', path, { ...roles, AccessPolicyID: 1 })).status).toBe(204);
    expect((await client.call('GET', path)).body).toEqual([{ RoleID: 1, Name: 'Requestor' }]);
  });

  test('what a body version does not know is dropped, and so is a functional account nobody uses', async () => {
    const client = await signedIn(await sandboxOf(seeded));
    await client.call('POST', 'Workgroups/Default Workgroup/Assets', {
      IPAddress: '10.9.9.9',
      AssetName: 'n',
    });
    const body = { PlatformID: 2, FunctionalAccountID: 1, RemoteClientType: 'EPM' };
    const made = await client.call('POST', 'Assets/101/ManagedSystems', body);
    expect(made).toMatchObject({ status: 201, body: { FunctionalAccountID: null } });
    expect(made.body).not.toHaveProperty('RemoteClientType');
    const put = { AccountName: 'svc', Password: 'x', WorkgroupID: 1 };
    const old = await client.call('POST', 'ManagedSystems/101/ManagedAccounts', put);
    expect(old.body).not.toHaveProperty('WorkgroupID');
    expect(old.body).not.toHaveProperty('Password');
    const again = await client.call('POST', 'ManagedSystems/101/ManagedAccounts', put);
    expect(again).toMatchObject({ status: 400, body: 'Managed System/Account already exists: 101/svc' });
  });

  test('a filter that hits one turns the list into an object', async () => {
    const client = await signedIn(await sandboxOf(seeded));
    expect((await client.call('GET', 'Workgroups?name=branch office')).body).toMatchObject({ ID: 2 });
    expect((await client.call('GET', 'UserGroups?name=nobody')).status).toBe(404);
    const one = await client.call('GET', 'ManagedAccounts?systemName=web-01&accountName=root');
    expect(one.body).toMatchObject({ SystemId: 1, AccountId: 1 });
    const paged = await client.call('GET', 'ManagedSystems?limit=2&offset=1');
    expect(paged.body).toMatchObject({
      TotalCount: 4,
      Data: [{ ManagedSystemID: 2 }, { ManagedSystemID: 3 }],
    });
    expect((await client.call('GET', 'ManagedAccounts?limit=2')).body).toHaveLength(2);
  });
});

test('secrets: owners from 3.1, envelopes from 3.2, files, errors with "error"', async () => {
  const sandbox = await sandboxOf(seeded);
  const client = await signedIn(sandbox);
  const safe = (await client.call('POST', 'Secrets-Safe/Safes', { Name: 'Ops' })).body as { Id: string };
  const folder = `secrets-safe/folders/${safe.Id}/secrets`;
  const secret = { Title: 'db', Username: 'app', Password: 'p' };
  expect(await client.call('POST', `${folder}?version=3.1`, secret)).toMatchObject({
    status: 400,
    body: { error: 'Owners is required' },
  });
  expect((await client.call('POST', folder, secret)).status).toBe(201);
  expect((await client.call('POST', folder, secret)).status).toBe(409);
  expect((await client.call('DELETE', `Secrets-Safe/Safes/${safe.Id}`)).status).toBe(409);
  expect((await client.call('GET', 'Secrets-Safe/Secrets')).body).toHaveLength(1);
  expect((await client.call('GET', 'Secrets-Safe/Secrets?version=3.2&decrypt=false')).body).toEqual({
    TotalCount: 1,
    Data: [expect.not.objectContaining({ Password: 'p' })],
  });
});
