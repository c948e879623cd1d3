import { expect, test } from 'vitest';
import { fresh } from './client.ts';

test('a check-out gives the secret by type, a check-in gives it back', async () => {
  const client = await fresh({ seed: true });
  const out = await client.call('POST', 'vault/account/59/check-out');
  expect([out.status, out.json]).toEqual([
    200,
    { type: 'username_password', username: 'deploy', password: 'sandbox-deploy-1' },
  ]);
  const back = await client.call('POST', 'vault/account/59/check-in');
  expect([back.status, back.text]).toEqual([200, '']);
  expect((await client.call('POST', 'vault/account/59/check-in')).status).toBe(422);
  const key = await client.call('POST', 'vault/account/60/check-out');
  expect(key.json).toMatchObject({
    type: 'ssh',
    username: 'ec2-user',
    private_key: expect.stringMatching(/^-----BEGIN/),
  });
  const token = await client.call('POST', 'vault/account/64/check-out');
  expect(token.json).toEqual({ type: 'opaque_token', token: 'sandbox-token-1' });
});

test('a second check-out is refused unless the policy allows several', async () => {
  const client = await fresh({ seed: true });
  const out = (id: number) =>
    client.call('POST', `vault/account/${id}/check-out`).then(({ status }) => status);
  expect([await out(61), await out(61)]).toEqual([200, 422]);
  // 62 is in a group whose policy allows it.
  expect([await out(62), await out(62)]).toEqual([200, 200]);
  const back = () => client.call('POST', 'vault/account/62/check-in').then(({ status }) => status);
  expect([await back(), await back(), await back()]).toEqual([200, 200, 422]);
});

test('force-check-in ends what others hold, and is not for keys', async () => {
  const client = await fresh({ seed: true });
  const force = (id: number) =>
    client.call('POST', `vault/account/${id}/force-check-in`).then(({ status }) => status);
  expect(await force(61)).toBe(422);
  await client.call('POST', 'vault/account/61/check-out');
  expect(await force(61)).toBe(200);
  expect((await client.call('POST', 'vault/account/61/check-out')).status).toBe(200);
  expect(await force(60)).toBe(422);
});

test('x509_ca accounts cannot be checked out', async () => {
  const client = await fresh({ seed: true });
  expect((await client.call('POST', 'vault/account/66/check-out')).status).toBe(422);
});

test('only what the appliance reaches can be rotated', async () => {
  const client = await fresh({ seed: true });
  const rotated = await client.call('POST', 'vault/account/63/rotate');
  expect([rotated.status, rotated.text]).toEqual([200, '']);
  const out = await client.call('POST', 'vault/account/63/check-out');
  expect((out.json as { password: string }).password).not.toBe('sandbox-admin-1');
  expect((await client.call('POST', 'vault/account/59/rotate')).status).toBe(422);
});

test('secrets never come back, not even from the answer to add', async () => {
  const client = await fresh();
  const body = { type: 'ssh', name: 'k', username: 'u', private_key: '-----KEY-----' };
  const added = await client.call('POST', 'vault/account', body);
  expect(added.status).toBe(201);
  expect(added.json).toMatchObject({ id: 1, type: 'ssh', account_group_id: 1, account_policy: null });
  expect(added.text).not.toContain('KEY');
  expect((await client.get('vault/account/1')).text).not.toContain('KEY');
  expect((await client.call('POST', 'vault/account/1/check-out')).json).toMatchObject({
    private_key: '-----KEY-----',
  });
});

test('fields of another type are unknown, types that are discovered cannot be added', async () => {
  const client = await fresh();
  const add = (body: object) => client.call('POST', 'vault/account', { name: 'a', username: 'u', ...body });
  expect((await add({ type: 'ssh', password: 'x', private_key: 'k' })).status).toBe(401);
  expect((await add({ type: 'username_password' })).status).toBe(422);
  const windows = await add({ type: 'windows_local', sid: 'S-1' });
  expect(windows.status).toBe(422);
  expect((windows.json as { errors: object }).errors).toHaveProperty('type');
});

test('a list tells the common part, personal accounts only when asked', async () => {
  const client = await fresh({ seed: true });
  const list = (await client.get('vault/account')).json as Record<string, unknown>[];
  expect(list.map(({ id }) => id)).toEqual([59, 60, 61, 62, 63, 64, 66]);
  expect(Object.keys(list[0] ?? {}).sort()).toEqual([
    'account_group_id',
    'account_policy',
    'description',
    'id',
    'name',
    'personal',
    'type',
  ]);
  const all = (await client.get('vault/account?include_personal=true')).json as { id: number }[];
  expect(all.map(({ id }) => id)).toContain(65);
  expect((await client.call('DELETE', 'vault/account/65')).status).toBe(403);
  expect((await client.call('POST', 'vault/account/65/user', { user_id: 3 })).status).toBe(403);
});

test('account_policy is a code name', async () => {
  const client = await fresh({ seed: true });
  expect((await client.call('PATCH', 'vault/account/59', { account_policy: 'shared' })).status).toBe(200);
  expect((await client.call('PATCH', 'vault/account/59', { account_policy: 'nobody' })).status).toBe(422);
  expect((await client.call('PATCH', 'vault/account/59', { account_policy: 2 })).status).toBe(422);
});

test('an account is in one group, and falls back to group 1', async () => {
  const client = await fresh({ seed: true });
  const added = await client.call('POST', 'vault/account-group/2/account', { account_id: 59 });
  expect([added.status, added.json]).toEqual([201, { account_id: 59, account_group_id: 2 }]);
  expect((await client.get('vault/account-group/2/account')).json).toEqual([
    { account_id: 59, account_group_id: 2 },
    { account_id: 62, account_group_id: 2 },
  ]);
  expect((await client.call('DELETE', 'vault/account-group/2/account/59')).status).toBe(204);
  expect((await client.get('vault/account-group/2/account/59')).status).toBe(404);
  expect((await client.call('DELETE', 'vault/account-group/2')).status).toBe(204);
  expect((await client.get('vault/account/62')).json).toMatchObject({ account_group_id: 1 });
});

test('an account inherits its association until it gets its own', async () => {
  const client = await fresh({ seed: true });
  const at = 'vault/account/59/jump-item-association';
  expect((await client.get(at)).status).toBe(404);
  expect((await client.call('PATCH', at, { filter_type: 'no_jump_items' })).status).toBe(422);
  expect((await client.call('DELETE', at)).status).toBe(422);
  const made = await client.call('POST', at, {
    filter_type: 'criteria',
    criteria: { name: ['DB*'], shared_jump_groups: [1] },
  });
  expect(made.status).toBe(201);
  expect(made.json).toEqual({
    filter_type: 'criteria',
    criteria: { shared_jump_groups: [1], host: [], name: ['db*'], tag: [], comment: [] },
    jump_items: [],
  });
  expect((await client.call('POST', at, { filter_type: 'no_jump_items' })).status).toBe(422);
  const changed = await client.call('PATCH', at, { criteria: { tag: ['X'] } });
  expect(changed.json).toMatchObject({ criteria: { name: ['db*'], tag: ['x'] } });
  expect((await client.call('PATCH', at, { filter_type: 'any_jump_items' })).json).toEqual({
    filter_type: 'any_jump_items',
  });
  expect((await client.call('DELETE', at)).status).toBe(204);
  expect((await client.get(at)).status).toBe(404);
});

test('single items and groups are added and removed by a body', async () => {
  const client = await fresh({ seed: true });
  const own = 'vault/account/62/jump-item-association';
  const item = { id: 1, type: 'shell_jump' };
  const added = await client.call('POST', `${own}/jump-item`, item);
  expect([added.status, added.text]).toEqual([200, '']);
  expect((await client.get(own)).json).toMatchObject({ jump_items: [item] });
  expect((await client.call('DELETE', `${own}/jump-item`, item)).status).toBe(204);
  expect((await client.call('DELETE', `${own}/jump-item`, item)).status).toBe(404);
  expect((await client.call('POST', `${own}/jump-item`, { id: 99, type: 'shell_jump' })).status).toBe(422);
  expect((await client.call('DELETE', `${own}/shared-jump-group`, { shared_jump_group_id: 1 })).status).toBe(
    204,
  );

  const group = 'vault/account-group/2/jump-item-association';
  expect((await client.call('POST', `${group}/jump-item`, item)).status).toBe(422);
  await client.call('PATCH', group, { filter_type: 'criteria' });
  expect((await client.call('POST', `${group}/jump-item`, item)).json).toEqual(item);
  const shared = await client.call('POST', `${group}/shared-jump-group`, { shared_jump_group_id: 2 });
  expect(shared.json).toEqual({ shared_jump_group_id: 2, account_group_id: 2 });
});

test('the default policy and the default group stay', async () => {
  const client = await fresh();
  expect((await client.call('DELETE', 'vault/account-policy/1')).status).toBe(422);
  expect((await client.call('DELETE', 'vault/account-group/1')).status).toBe(422);
  const body = { name: 'p', scheduled_password_rotation: true };
  expect((await client.call('POST', 'vault/account-policy', body)).status).toBe(422);
  expect(
    (await client.call('POST', 'vault/account-policy', { ...body, maximum_password_age: 9 })).status,
  ).toBe(201);
});

test('an RDP item of the same host can be tied to an endpoint', async () => {
  const client = await fresh({ seed: true });
  const at = 'vault/endpoint/1/remote-rdp-jump-item';
  expect((await client.get(`${at}-candidates`)).json).toEqual([{ id: 1 }]);
  const tied = await client.call('POST', `${at}-association`, { id: 1 });
  expect([tied.status, tied.json]).toEqual([201, { id: 1 }]);
  expect((await client.get('jump-item/remote-rdp?endpoint_id=1')).json).toMatchObject([{ id: 1 }]);
  expect((await client.get(`${at}-candidates`)).json).toEqual([]);
});
