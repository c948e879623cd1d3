import { expect, test } from 'vitest';
import { fresh } from './client.ts';

const ids = (json: unknown): number[] => (json as { id: number }[]).map(({ id }) => id);

test('deleting a Jump Group deletes its items, not the personal ones of a user with that number', async () => {
  const client = await fresh({ seed: true });
  client.sandbox.store.put('jump-item/shell-jump', 9, {
    id: 9,
    name: 'mine',
    jump_group_id: 1,
    jump_group_type: 'personal',
  });
  expect((await client.call('DELETE', 'jump-group/1')).status).toBe(204);
  expect(ids((await client.get('jump-item/shell-jump')).json)).toEqual([9]);
  expect(ids((await client.get('jump-client')).json)).toEqual([2]);
});

test('deleting a Jumpoint deletes its nodes and items', async () => {
  const client = await fresh({ seed: true });
  expect((await client.call('DELETE', 'jumpoint/2')).status).toBe(204);
  expect(client.sandbox.store.items('jumpoint/2/node')).toEqual([]);
  expect((await client.get('jump-item/remote-rdp')).json).toEqual([]);
  expect(ids((await client.get('jump-item/shell-jump')).json)).toEqual([1, 2]);
});

test('copying an item answers 200 with words about the copy', async () => {
  const client = await fresh({ seed: true });
  const body = { jump_group_id: 2, jump_group_type: 'shared', name: 'copy' };
  const answer = await client.call('POST', 'jump-item/shell-jump/1/copy', body);
  expect([answer.status, answer.json]).toEqual([200, { action: 'copy', success: '1', destId: 3 }]);
  expect((await client.get('jump-item/shell-jump/3')).json).toMatchObject({
    name: 'copy',
    jump_group_id: 2,
    tag: 'i-0web1',
  });
  expect((await client.call('POST', 'jump-item/shell-jump/99/copy', body)).status).toBe(404);
  expect((await client.call('POST', 'jump-item/shell-jump/1/copy', {})).status).toBe(422);
});

test('copying a group policy answers 201 with the policy', async () => {
  const client = await fresh({ seed: true });
  const answer = await client.call('POST', 'group-policy/1/copy', { name: 'Night' });
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({ id: 3, name: 'Night', perm_shell_jump: true });
});

test('provisioning answers 204, with or without a list of users', async () => {
  const client = await fresh({ seed: true });
  for (const [path, body] of [
    ['group-policy/1/provision', undefined],
    ['user/provision', undefined],
    ['user/provision', { user_ids: [2, 999] }],
  ] as const) {
    const answer = await client.call('POST', path, body);
    expect([path, answer.status, answer.text]).toEqual([path, 204, '']);
  }
  expect((await client.call('POST', 'group-policy/1/provision', { force: true })).status).toBe(401);
});

test.each([
  ['jumpoint', { jumpoint_id: 2 }, 'jumpoint/2'],
  ['jump-group', { jump_group_id: 2 }, 'jump-group/2'],
  ['member', { security_provider_id: 1, user_id: 3 }, 'member/3'],
  ['password-safe-target', { password_safe_target_id: 5 }, 'password-safe-target/5'],
])('adding a %s to a policy is 201 without body, removing it 204', async (kind, body, item) => {
  const client = await fresh({ seed: true });
  const added = await client.call('POST', `group-policy/1/${kind}`, body);
  expect([added.status, added.text]).toEqual([201, '']);
  expect((await client.get(`group-policy/1/${item}`)).json).toMatchObject(body);
  expect((await client.call('DELETE', `group-policy/1/${item}`)).status).toBe(204);
  expect((await client.get(`group-policy/1/${item}`)).status).toBe(404);
});

test.each([
  ['vault-account', { account_id: 60 }, 'vault-account/60'],
  ['vault-account-group', { account_group_id: 2 }, 'vault-account-group/2'],
])(
  'adding a %s to a policy is 201 with the object, removing it 200 without body',
  async (kind, body, item) => {
    const client = await fresh({ seed: true });
    const added = await client.call('POST', `group-policy/1/${kind}`, body);
    expect([added.status, added.json]).toEqual([201, expect.objectContaining({ ...body, role: 'inject' })]);
    const gone = await client.call('DELETE', `group-policy/1/${item}`);
    expect([gone.status, gone.text]).toEqual([200, '']);
  },
);

test('a Jump Group of a policy takes no jump_group_type, and not twice the same', async () => {
  const client = await fresh({ seed: true });
  const add = (body: object) => client.call('POST', 'group-policy/1/jump-group', body);
  expect((await add({ jump_group_id: 2, jump_group_type: 'shared' })).status).toBe(401);
  expect((await add({ jump_group_id: 1 })).status).toBe(422);
});

test('members are named as their provider wants it', async () => {
  const client = await fresh({ seed: true });
  const add = (body: object) =>
    client.call('POST', 'group-policy/1/member', body).then(({ status }) => status);
  expect(await add({ user_id: 3 })).toBe(422);
  expect(await add({ security_provider_id: 1, group_name: 'x' })).toBe(422);
  expect(await add({ security_provider_id: 2, group_name: 'x' })).toBe(201);
  expect(await add({ security_provider_id: 2, group_name: 'x', user_id: 3 })).toBe(422);
});

test('sending a permission defines the status of the policy', async () => {
  const client = await fresh({ seed: true });
  const changed = await client.call('PATCH', 'group-policy/2', { perm_shell_jump: true });
  expect(changed.json).toMatchObject({ access_perm_status: 'defined' });
});

test('policies of a user can be read and changed, local users only', async () => {
  const client = await fresh({ seed: true });
  expect(ids((await client.get('user/2/group-policies')).json)).toEqual([1]);
  const changed = await client.call('PATCH', 'user/2/group-policy-changes', { added: [1, 2], removed: [1] });
  expect([changed.status, ids(changed.json)]).toEqual([200, [2]]);
  client.sandbox.store.put('user', 3, { id: 3, security_provider_id: 2 });
  expect((await client.call('PATCH', 'user/3/group-policy-changes', { added: [2] })).status).toBe(422);
});

test('administrators cannot be deleted', async () => {
  const client = await fresh({ seed: true });
  expect((await client.call('DELETE', 'user/1')).status).toBe(403);
  expect((await client.call('DELETE', 'user/3')).status).toBe(204);
});

test('a user needs no password, and never shows one', async () => {
  const client = await fresh({ seed: true });
  const body = { username: 'eve', public_display_name: 'Eve', password: 'geheim-1' };
  const added = await client.call('POST', 'user', body);
  expect(added.status).toBe(201);
  expect(added.json).not.toHaveProperty('password');
  expect((await client.get('user/4')).text).not.toContain('geheim');
});

test('an approval runs from request to answer', async () => {
  const client = await fresh({ seed: true });
  const request = {
    user_id: 3,
    jump_item_type: 'shell_jump',
    jump_item_id: 2,
    start: 1_900_000_000,
    duration: 3600,
  };
  expect((await client.call('POST', 'jump-approval/request', { ...request, jump_item_id: 1 })).status).toBe(
    400,
  );
  expect((await client.call('POST', 'jump-approval/request', request)).json).toEqual({
    message: 'The request was created.',
  });
  expect((await client.get('jump-approval/2?state=pending')).json).toMatchObject([
    { id: 1, state: 'pending' },
  ]);
  expect((await client.get('jump-approval/3')).json).toEqual([]);
  const answer = { id: 1, user_id: 2, answer: 'approved' };
  expect((await client.call('POST', 'jump-approval/approve', answer)).status).toBe(200);
  expect((await client.call('POST', 'jump-approval/approve', answer)).status).toBe(400);
  expect((await client.get('jump-approval/2/view/1')).json).toMatchObject({
    state: 'approved',
    start_timestamp: '2030-03-17T17:46:40+00:00',
  });
  expect((await client.get('jump-approval/session-status/3')).json).toMatchObject([
    { id: 1, start_timestamp: 1_900_000_000, end_timestamp: 1_900_003_600, expired: false },
  ]);
});

test('expired vendor users come back once, nobody else does', async () => {
  const client = await fresh({ seed: true });
  expect((await client.call('POST', 'vendor/1/user/1/reactivate')).status).toBe(200);
  expect((await client.get('vendor/1/user/1')).json).toMatchObject({ is_expired: false });
  expect((await client.call('POST', 'vendor/1/reactivate')).status).toBe(400);
  const body = { username: 'a', public_display_name: 'A', password: 'p', email_address: 'a@b.c' };
  const added = await client.call('POST', 'vendor/1/user', body);
  expect([added.status, added.json]).toEqual([
    200,
    expect.objectContaining({ id: 2, username: 'a', is_expired: false }),
  ]);
});

test('a job runs on each of its endpoints', async () => {
  const client = await fresh({ seed: true });
  const body = {
    name: 'j',
    start_at: '2030-01-01T00:00:00Z',
    operating_system: 'Linux',
    endpoint_ids: [1],
    payload: { cmd: 'sh', script: 'true', resource_ids: [1] },
  };
  const added = await client.call('POST', 'endpoint-automation/job', body);
  expect(added.status).toBe(201);
  expect(added.json).toMatchObject({ id: 2, payload: { cmd: 'sh', script: 'true' } });
  expect(added.text).not.toContain('resource_ids');
  expect((await client.get('endpoint-automation/job/2/execution')).json).toMatchObject([
    { endpoint_id: 1, exit_code: null },
  ]);
});

test('built-in statuses of representatives stay', async () => {
  const client = await fresh({ seed: true, product: 'rs' });
  expect((await client.call('DELETE', 'rep-status/1')).status).toBe(422);
  expect((await client.call('PATCH', 'rep-status/2', { display_as: 'busy' })).status).toBe(422);
  expect((await client.call('DELETE', 'rep-status/4')).status).toBe(204);
});

test('the contract is YAML that names version, product and paths', async () => {
  const { parse } = await import('yaml');
  const client = await fresh();
  const answer = await client.get('openapi.yaml');
  expect(answer.headers.get('content-type')).toBe('application/yaml');
  const contract = parse(answer.text) as { info: { version: string }; paths: Record<string, object> };
  expect(contract.info.version).toBe('1.12');
  expect(Object.keys(contract.paths['/jump-group/{id}'] ?? {})).toEqual(['get', 'patch', 'delete']);
});

test('get_mech_list tells the product without a token', async () => {
  const { got } = await import('./client.ts');
  for (const [product, word] of [
    ['pra', 'bpam'],
    ['rs', 'ingredi'],
  ] as const) {
    const { sandbox } = await fresh({ product });
    const answer = await got(new URL('/get_mech_list?version=3', sandbox.url));
    expect(answer.json).toMatchObject({ product: word, default_mech: 'password', cache: '0' });
  }
});
