import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { root } from '../../scripts/exe/places.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { which } from '../guide/stand-ins.ts';
import { program } from '../support/spawn.ts';
import { machine } from './stand-ins.ts';

const sandbox = await startSandbox({ seed: true, limits: { perSecond: 100_000 }, self: [program] });
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const script = (name: string) => join(root, 'examples/aws', name);
const shells = () => sandbox.store.items('jump-item/shell-jump');
const writes = () =>
  sandbox.log
    .filter(({ method, path }) => method !== 'GET' && path !== '/oauth2/token')
    .map(({ method, path }) => `${method} ${path.replace('/api/config/v1/', '')}`);

const instance = 'i-0123456789abcdef0';
const metadata = {
  'instance-id': instance,
  'public-ipv4': '198.51.100.7',
  'tags/instance/Name': 'web 1',
};
const registered = () => shells().filter(({ tag }) => tag === instance);

test.each([true, false])('user data registers the instance (session tokens: %s)', async (sessions) => {
  const here = machine(sandbox, { metadata, sessions });
  expect(await here.run(script('user-data.sh'))).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(registered()).toMatchObject([
    {
      name: 'web 1',
      hostname: '198.51.100.7',
      port: 22,
      username: 'ec2-user',
      jumpoint_id: 1,
      jump_group_id: 1,
    },
  ]);
  expect(here.calls()).toContain(
    'aws secretsmanager get-secret-value --secret-id btapi --query SecretString --output text',
  );
});

test('a reboot with another address renews it, and adds nothing', async () => {
  await machine(sandbox, { metadata }).run(script('user-data.sh'));
  const before = writes().length;
  const again = machine(sandbox, { metadata: { ...metadata, 'public-ipv4': '198.51.100.8' } });
  expect(await again.run(script('user-data.sh'))).toMatchObject({ code: 0, stderr: '' });
  const [item] = registered();
  expect(registered()).toMatchObject([{ hostname: '198.51.100.8' }]);
  expect(writes().slice(before)).toEqual([`PATCH jump-item/shell-jump/${item?.['id']}`]);
});

test('without a Name or a public address it makes do', async () => {
  const bare = { 'instance-id': instance, 'local-ipv4': '10.0.0.5' };
  expect(await machine(sandbox, { metadata: bare }).run(script('user-data.sh'))).toMatchObject({ code: 0 });
  expect(registered()).toMatchObject([{ name: '10.0.0.5', hostname: '10.0.0.5' }]);
});

test('without btapi in the image it fetches the zip, and leaves nothing of it', async () => {
  const here = machine(sandbox, { metadata, installed: false });
  const zip = { BTAPI_ZIP: `${sandbox.url.origin}/api/config/v1/cli/linux` };
  expect(await here.run(script('user-data.sh'), zip)).toMatchObject({ code: 0, stderr: '' });
  expect(registered().length).toBe(1);
  expect(readdirSync(join(here.home, 'tmp'))).toEqual([]);
});

test('a zip with another hash is not unpacked', async () => {
  const here = machine(sandbox, { metadata, installed: false });
  const zip = {
    BTAPI_ZIP: `${sandbox.url.origin}/api/config/v1/cli/linux`,
    BTAPI_SHA256: '0'.repeat(64),
  };
  expect((await here.run(script('user-data.sh'), zip)).code).not.toBe(0);
  expect(registered()).toEqual([]);
  expect(readdirSync(join(here.home, 'tmp'))).toEqual([]);
});

test('the client secret stands in none of the scripts', () => {
  for (const name of ['user-data.sh', 'cleanup.sh', 'setup-vpc.sh']) {
    expect(readFileSync(script(name), 'utf8')).not.toMatch(/BT_CLIENT_SECRET=/);
  }
});

const secret = { BT_CLIENT_SECRET: sandbox.clientSecret };

test.each(['', 'None'])(
  'clean-up with no terminated instance (%j) asks the appliance nothing',
  async (instances) => {
    expect(await machine(sandbox, { instances }).run(script('cleanup.sh'), secret)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(sandbox.log).toEqual([]);
  },
);

test('clean-up deletes the items of every terminated instance, and of no other', async () => {
  const add = (id: number, tag: string) =>
    sandbox.store.put('jump-item/shell-jump', id, { ...shells()[0], id, tag });
  add(101, 'i-0a');
  add(102, 'i-0b');
  add(103, 'i-0b');
  add(104, 'i-0c');
  const here = machine(sandbox, { instances: 'i-0a\ti-0b\ti-0d' });
  const { code, stdout, stderr } = await here.run(script('cleanup.sh'), secret);
  expect({ code, stderr, lines: stdout.trim().split('\n') }).toEqual({
    code: 0,
    stderr: '',
    lines: [
      'deleted the Jump Item 101 of i-0a',
      'deleted the Jump Item 102 of i-0b',
      'deleted the Jump Item 103 of i-0b',
    ],
  });
  expect(shells().map(({ id }) => id)).toEqual([1, 2, 104]);
});

test.skipIf(!which('ssh-keygen'))('a VPC is set up once, however often the script runs', async () => {
  const vpc = {
    ...metadata,
    'network/interfaces/macs/': '0e:49:61:0f:c3:11/',
    'network/interfaces/macs/0e:49:61:0f:c3:11/vpc-id': 'vpc-0a1b2c',
  };
  const here = machine(sandbox, { metadata: vpc });
  const env = { ...secret, GROUP_POLICY_ID: '2' };
  const first = await here.run(script('setup-vpc.sh'), env);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(writes()).toEqual([
    'POST jumpoint',
    'POST jump-group',
    'POST vault/account',
    'POST jump-item/shell-jump',
    'POST group-policy/2/jumpoint',
    'POST group-policy/2/jump-group',
    'POST group-policy/2/vault-account',
  ]);
  expect(here.calls()).toContain(`systemctl enable --now jumpoint.127.0.0.1:${sandbox.port}.service`);
  expect(readdirSync(join(here.home, 'units'))).toEqual([`jumpoint.127.0.0.1:${sandbox.port}.service`]);
  expect(readFileSync(join(here.home, '.ssh/authorized_keys'), 'utf8')).toMatch(/^ssh-ed25519 /);
  const before = writes().length;
  const again = await here.run(script('setup-vpc.sh'), env);
  expect({ code: again.code, same: first.stdout.endsWith(again.stdout) }).toEqual({ code: 0, same: true });
  expect(
    writes()
      .slice(before)
      .filter((call) => !call.startsWith('POST group-policy/')),
  ).toEqual([]);
});
