import { expect, test } from 'vitest';
import { fresh } from './client.ts';

const jumpoint = { name: 'vpc-1', platform: 'linux-x86', shell_jump_enabled: true };

test('add, get, change and delete one item', async () => {
  const client = await fresh();
  const added = await client.call('POST', 'jumpoint', jumpoint);
  expect(added.status).toBe(201);
  expect(added.json).toMatchObject({ id: 1, ...jumpoint, enabled: true, code_name: 'vpc-1', comments: '' });
  expect(added.headers.get('location')).toBe(`${client.sandbox.url}api/config/v1/jumpoint/1`);
  const changed = await client.call('PATCH', 'jumpoint/1', { comments: 'hello' });
  expect(changed.status).toBe(200);
  expect(changed.json).toEqual({ ...(added.json as object), comments: 'hello' });
  expect((await client.get('jumpoint/1')).json).toEqual(changed.json);
  const gone = await client.call('DELETE', 'jumpoint/1');
  expect([gone.status, gone.text]).toEqual([204, '']);
  expect((await client.get('jumpoint/1')).status).toBe(404);
});

test('the log holds each call with its typed body', async () => {
  const client = await fresh();
  await client.call('POST', 'jump-group', { name: 'a' });
  const [mint, add] = client.sandbox.log;
  expect(mint).toMatchObject({ method: 'POST', path: '/oauth2/token', auth: 'basic', status: 200 });
  expect(add).toMatchObject({
    method: 'POST',
    path: '/api/config/v1/jump-group',
    query: {},
    body: { name: 'a' },
    status: 201,
    auth: 'token',
  });
});
