import { expect, test } from 'vitest';
import { fresh } from './client.ts';

const shell = { name: 'x', jumpoint_id: 1, hostname: 'h', protocol: 'ssh', jump_group_id: 1 };
const errorsOf = (json: unknown): Record<string, string[]> =>
  (json as { errors: Record<string, string[]> }).errors;

test('an unknown field is 401 and changes nothing', async () => {
  const client = await fresh();
  const answer = await client.call('POST', 'jump-group', { name: 'x', colour: 'red' });
  expect(answer.status).toBe(401);
  expect(answer.json).toEqual({ message: 'Unrecognized fields: colour.' });
  expect(client.sandbox.store.items('jump-group')).toEqual([]);
});

test('what is missing or wrong is told field by field', async () => {
  const client = await fresh({ seed: true });
  const answer = await client.call('POST', 'jump-item/shell-jump', {
    ...shell,
    name: '',
    port: 99_999,
    hostname: undefined,
  });
  expect(answer.status).toBe(422);
  expect(answer.json).toHaveProperty('message');
  expect(errorsOf(answer.json)).toEqual({
    name: ['The name field must be at least 1 characters.'],
    port: ['The port field must be at most 65535.'],
    hostname: ['The hostname field is required.'],
  });
});

test.each([
  [{ port: '22' }, 'port', 'must be an integer'],
  [{ port: 22.5 }, 'port', 'must be an integer'],
  [{ protocol: 'SSH' }, 'protocol', 'must be one of ssh, telnet'],
  [{ name: 7 }, 'name', 'must be a string'],
  [{ tag: 'x'.repeat(65) }, 'tag', 'must be at most 64 characters'],
  [{ hostname: null }, 'hostname', 'must not be null'],
])('%o is refused', async (wrong, field, why) => {
  const client = await fresh({ seed: true });
  const answer = await client.call('POST', 'jump-item/shell-jump', { ...shell, ...wrong });
  expect(answer.status).toBe(422);
  expect(errorsOf(answer.json)).toEqual({ [field]: [`The ${field} field ${why}.`] });
});

test('"true" is no flag', async () => {
  const client = await fresh();
  const answer = await client.call('POST', 'jumpoint', { name: 'a', platform: 'linux-x86', enabled: 'true' });
  expect(errorsOf(answer.json)).toEqual({ enabled: ['The enabled field must be true or false.'] });
});

test('ids that point nowhere are 422', async () => {
  const client = await fresh({ seed: true });
  const answer = await client.call('POST', 'jump-item/shell-jump', {
    ...shell,
    jumpoint_id: 77,
    jump_group_id: 78,
  });
  expect(Object.keys(errorsOf(answer.json)).sort()).toEqual(['jump_group_id', 'jumpoint_id']);
  const personal = { ...shell, jump_group_id: 3, jump_group_type: 'personal' };
  expect((await client.call('POST', 'jump-item/shell-jump', personal)).status).toBe(201);
});

test('null clears what is nullable', async () => {
  const client = await fresh({ seed: true });
  const changed = await client.call('PATCH', 'jump-item/shell-jump/2', { jump_policy_id: null });
  expect(changed.json).toMatchObject({ jump_policy_id: null });
});

test('read-only fields in a body are accepted and ignored', async () => {
  const client = await fresh({ seed: true });
  const answer = await client.call('POST', 'jumpoint', {
    id: 99,
    name: 'new',
    platform: 'linux-x86',
    connected: true,
  });
  expect(answer.json).toMatchObject({ id: 3, connected: false });
});

test('defaults are filled in, the port by the protocol', async () => {
  const client = await fresh({ seed: true });
  const ssh = await client.call('POST', 'jump-item/shell-jump', shell);
  expect(ssh.json).toMatchObject({
    id: 3,
    port: 22,
    terminal: 'xterm',
    jump_group_type: 'shared',
    tag: '',
    jump_policy_id: null,
  });
  const telnet = await client.call('POST', 'jump-item/shell-jump', { ...shell, protocol: 'telnet' });
  expect(telnet.json).toMatchObject({ port: 23 });
});

test('a code name is made from the name, and is unique', async () => {
  const client = await fresh();
  const add = (body: object) => client.call('POST', 'jump-group', body);
  expect((await add({ name: 'VPC 7 Jump Group' })).json).toMatchObject({ code_name: 'vpc_7_jump_group' });
  expect((await add({ name: 'VPC-7 jump group' })).json).toMatchObject({ code_name: 'vpc-7_jump_group' });
  expect((await add({ name: 'VPC 7  Jump Group' })).json).toMatchObject({ code_name: 'vpc_7_jump_group_2' });
  expect(errorsOf((await add({ name: 'other', code_name: 'vpc-7_jump_group' })).json)).toHaveProperty(
    'code_name',
  );
  expect(errorsOf((await add({ name: 'vpc 7 jump group' })).json)).toHaveProperty('name');
  expect(errorsOf((await add({ name: 'z', code_name: 'a b' })).json)).toHaveProperty('code_name');
});

test('platform and clustered of a Jumpoint cannot change', async () => {
  const client = await fresh({ seed: true });
  expect((await client.call('PATCH', 'jumpoint/1', { platform: 'linux-x86', name: 'x' })).status).toBe(200);
  expect(
    errorsOf((await client.call('PATCH', 'jumpoint/1', { platform: 'windows-x86' })).json),
  ).toHaveProperty('platform');
});

test.each([
  ['2025-10-16T14:46:25.930Z', '2025-10-16T14:46:25+00:00'],
  ['2026-10-16T14:46:23+00:00', '2026-10-16T14:46:23+00:00'],
])('the time %s is taken', async (sent, kept) => {
  const client = await fresh({ seed: true });
  const answer = await client.call('PATCH', 'user/2', { password_expiration: sent });
  expect(answer.json).toMatchObject({ password_expiration: kept });
});

test.each(['2025-10-16T14:46:25', '2026-10-16T14:46:23+04:00', '16.10.2025'])(
  'the time %s is refused',
  async (sent) => {
    const client = await fresh({ seed: true });
    expect((await client.call('PATCH', 'user/2', { password_expiration: sent })).status).toBe(422);
  },
);

test('the body must be a JSON object and say so', async () => {
  const client = await fresh();
  expect((await client.call('POST', 'jump-group', '{"name": ')).status).toBe(400);
  expect((await client.call('POST', 'jump-group', '[]')).status).toBe(400);
  expect((await client.call('POST', 'jump-group', '{}', { 'content-type': 'text/plain' })).status).toBe(415);
  expect(
    (await client.call('POST', 'jump-group', '{}', { 'content-type': 'application/json; charset=utf-8' }))
      .status,
  ).toBe(422);
  expect((await client.call('GET', 'jump-group', undefined, { accept: 'text/html' })).status).toBe(406);
});

test('a huge body is 413', async () => {
  const client = await fresh();
  expect((await client.call('POST', 'jump-group', { name: 'x'.repeat(20_000_000) })).status).toBe(413);
  expect((await client.get('jump-group')).status).toBe(200);
});

test('rows and fields of the other product are unknown', async () => {
  const pra = await fresh({ seed: true });
  const rs = await fresh({ seed: true, product: 'rs' });
  expect([(await pra.get('vendor')).status, (await rs.get('vendor')).status]).toEqual([200, 404]);
  expect([(await pra.get('rep-status')).status, (await rs.get('rep-status')).status]).toEqual([404, 200]);
  expect((await rs.call('PATCH', 'jumpoint/1', { protocol_tunnel_enabled: true })).status).toBe(401);
  expect((await pra.call('PATCH', 'jumpoint/1', { protocol_tunnel_enabled: true })).status).toBe(200);
  expect((await rs.get('jump-approval/2')).status).toBe(404);
});

test('a membership cannot become that of somebody else', async () => {
  const client = await fresh({ seed: true });
  const change = (body: object) => client.call('PATCH', 'jump-group/1/user/2', body);
  expect(errorsOf((await change({ user_id: 3 })).json)).toHaveProperty('user_id');
  expect((await change({ user_id: 2, jump_item_role_id: 3 })).json).toMatchObject({
    user_id: 2,
    jump_item_role_id: 3,
  });
});

test('approval and schedule exclude each other; approval alone switches the schedule off', async () => {
  const client = await fresh();
  const add = (body: object) => client.call('POST', 'jump-policy', { display_name: 'p', ...body });
  expect((await add({ approval_required: true })).json).toMatchObject({
    schedule_enabled: false,
    code_name: 'p',
  });
  expect((await add({ approval_required: true, schedule_enabled: true })).status).toBe(422);
  expect((await client.get('jump-policy/1/schedule')).json).toEqual({ timezone: 'UTC', entries: [] });
});

test('an x509 authority comes with a key or with what is needed to make one', async () => {
  const client = await fresh();
  const add = (body: object) =>
    client.call('POST', 'vault/account', { type: 'x509_ca', name: 'ca', ...body });
  expect((await add({ x509_key: 'k', x509_cert: 'c' })).status).toBe(201);
  expect(Object.keys(errorsOf((await add({ subject: 'CN=x', ttl: '365' })).json))).toEqual([
    'key_algorithm',
    'cert_digest_algorithm',
  ]);
  const whole = { subject: 'CN=x', ttl: '365', key_algorithm: 'rsa_4096', cert_digest_algorithm: 'sha256' };
  expect((await add(whole)).status).toBe(201);
  expect((await add({ ...whole, ttl: 365 })).status).toBe(422);
});
