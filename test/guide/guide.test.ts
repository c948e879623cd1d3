import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/options.ts';
import type { ValueObject } from '../../src/value.ts';
import { appliance, canOwnHome, play, playAtHome, type Stage, stage } from './run.ts';
import { fillIn, guideScripts } from './scripts.ts';
import { which } from './stand-ins.ts';

const scripts = guideScripts();
const lacking = ['bash', 'curl', 'perl'].filter((command) => !which(command));
if (lacking.length > 0) console.info(`skipped: this machine has no ${lacking.join(', ')}`);

/** Every call in its order, token requests included: "POST /oauth2/token 200". */
const calls = (sandbox: Sandbox) =>
  sandbox.log.map(({ method, path, status }) => `${method} ${path.replace('/api/config/v1/', '')} ${status}`);

/** Every collection of the store. */
const everything = (sandbox: Sandbox): Record<string, ValueObject[]> =>
  Object.fromEntries(sandbox.store.paths().map((path) => [path, sandbox.store.items(path)]));

/** What a script added, by collection; what was there must be there still, unchanged. */
function added(before: Record<string, ValueObject[]>, after: Record<string, ValueObject[]>) {
  const fresh: Record<string, ValueObject[]> = {};
  for (const [path, items] of Object.entries(after)) {
    const old = before[path] ?? [];
    expect(items.slice(0, old.length)).toEqual(old);
    if (items.length > old.length) fresh[path] = items.slice(old.length);
  }
  return fresh;
}

const vpc = {
  'public-ipv4': '198.51.100.7',
  'network/interfaces/macs/': '0e:49:61:0f:c3:11/',
  'network/interfaces/macs/0e:49:61:0f:c3:11/vpc-id': 'vpc-0a1b2c',
};
const instance = { 'instance-id': 'i-0123456789abcdef0', 'public-ipv4': '198.51.100.7' };
const loginAs = (user: string) => ({
  'jump-group': [{ id: 3, name: 'vpc-0a1b2c Jump Group', code_name: expect.any(String), comments: null }],
  'jump-item/shell-jump': [
    {
      id: 3,
      name: 'vpc-0a1b2c Jumpoint',
      hostname: '198.51.100.7',
      jumpoint_id: 3,
      jump_group_id: 3,
      jump_group_type: 'shared',
      username: user,
      protocol: 'ssh',
      port: 22,
      terminal: 'xterm',
      tag: '',
      comments: '',
      jump_policy_id: null,
      session_policy_id: null,
    },
  ],
  'group-policy/2/jumpoint': [{ jumpoint_id: 3 }],
  'group-policy/2/jump-group': [{ jump_group_id: 3 }],
  'group-policy/2/vault-account': [{ account_id: 67, role: 'inject' }],
});

describe.skipIf(!scripts || lacking.length > 0)("the guide's own scripts", async () => {
  const { register = '', cleanUp = '', setUp = '' } = scripts ?? {};
  const sandbox = await appliance();
  const account = {
    BT_CLIENT_ID: sandbox.clientId,
    BT_CLIENT_SECRET: sandbox.clientSecret,
    BT_API_HOST: `localhost:${sandbox.port}`,
  };
  const stages: Stage[] = [];
  const place = async (...options: Parameters<typeof stage>) => {
    const made = await stage(...options);
    stages.push(made);
    return made;
  };
  afterEach(() => {
    sandbox.reset();
    for (const { root } of stages.splice(0)) rmSync(root, { recursive: true, force: true });
  });
  afterAll(() => sandbox.close());

  describe('register an instance from its user data', () => {
    test.each([
      ['with a Name tag', { 'tags/instance/Name': 'web "front" 1 = a#b' }, 'web "front" 1 = a#b'],
      ['without one', {}, '198.51.100.7'],
    ])('%s', async (_what, tags, name) => {
      const before = everything(sandbox);
      const set = await place({ metadata: { ...instance, ...tags } });
      const { code, stdout, stderr } = await play(set, fillIn(register, account));
      expect(stderr).not.toContain('btapi');
      expect(code).toBe(0);
      const item = {
        id: 3,
        name,
        hostname: '198.51.100.7',
        jumpoint_id: 1,
        jump_group_id: 1,
        jump_group_type: 'shared',
        username: 'ec2-user',
        protocol: 'ssh',
        port: 22,
        terminal: 'xterm',
        tag: 'i-0123456789abcdef0',
        comments: '',
        jump_policy_id: null,
        session_policy_id: null,
      };
      expect(added(before, everything(sandbox))).toEqual({ 'jump-item/shell-jump': [item] });
      expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual(item);
      expect(calls(sandbox)).toEqual([
        'GET cli/linux 200',
        'POST /oauth2/token 200',
        'POST jump-item/shell-jump 201',
      ]);
      expect(set.calls().filter((call) => call.startsWith('apt'))).toEqual([
        'apt update',
        'apt install -y unzip',
      ]);
      expect(readdirSync(set.work)).toEqual([]);
    });
  });

  describe('clean up after terminated instances', () => {
    const tagged = (id: number, tag: string) =>
      sandbox.store.put('jump-item/shell-jump', id, {
        ...sandbox.store.get('jump-item/shell-jump', 1),
        id,
        tag,
      });
    const list = 'GET jump-item/shell-jump 200';

    test.each([
      { what: 'no instance', instances: '', code: 0, log: [], left: [1, 2, 3, 4, 5], says: [] },
      {
        what: 'one instance',
        instances: 'i-aaa\n',
        code: 0,
        log: ['POST /oauth2/token 200', list, 'DELETE jump-item/shell-jump/4 204'],
        left: [1, 2, 3, 5],
        says: [],
      },
      {
        what: 'one instance that is not there: no id, so nothing is deleted',
        instances: 'i-nobody\n',
        code: 2,
        log: ['POST /oauth2/token 200', list],
        left: [1, 2, 3, 4, 5],
        says: ['btapi: reading the id of jump-item/shell-jump: it is missing'],
      },
      {
        what: 'two instances: the loop makes one tag of two lines, so nothing is deleted',
        instances: 'i-aaa\ni-bbb\n',
        code: 2,
        log: [],
        left: [1, 2, 3, 4, 5],
        says: [
          'btapi: reading key=value input: line 2: no "=" in it',
          'btapi: reading the id of jump-item/shell-jump: it is missing',
        ],
      },
    ])('$what', async ({ instances, code, log, left, says }) => {
      for (const [at, tag] of ['i-zzz', 'i-aaa', 'i-bbb'].entries()) tagged(3 + at, tag);
      const set = await place({ instances });
      const settings = Object.entries(account).map(([name, value]) => `${name}=${value}\n`);
      writeFileSync(join(set.home, '.config', 'aws-api'), settings.join('\n'), { mode: 0o600 });
      // The placeholders stay: the file that is named beats them.
      const result = await play(set, cleanUp);
      const complaints = result.stderr.split('\n').filter((line) => line && !line.startsWith('hint:'));
      expect([result.code, result.stdout, complaints]).toEqual([code, '', says]);
      expect(calls(sandbox)).toEqual(log);
      expect(sandbox.store.ids('jump-item/shell-jump')).toEqual(left);
      expect(set.calls()).toHaveLength(1);
    });
  });

  describe('set a VPC up', () => {
    const filled = { ...account, GROUP_POLICY_ID: '2' };
    const host = account.BT_API_HOST;

    /** What must be so whoever runs it; returns the one thing that differs. */
    async function setsUp(set: Stage, script: string, home?: string) {
      const before = everything(sandbox);
      const { code, stdout, stderr } = home ? await playAtHome(set, script, home) : await play(set, script);
      expect(stderr.split('\n').filter((line) => /^(btapi|hint):/.test(line))).toEqual([]);
      expect(code).toBe(0);
      const fresh = added(before, everything(sandbox));
      const { jumpoint, 'vault/account': accounts, ...rest } = fresh;
      expect(stdout).toContain('Created Jumpoint with id [3]\n');
      expect(jumpoint).toEqual([
        {
          ...sandbox.store.get('jumpoint', 1),
          id: 3,
          name: 'vpc-0a1b2c',
          code_name: expect.any(String),
          platform: 'linux-x86',
          shell_jump_enabled: true,
          clustered: false,
          connected: false,
          key_info: expect.any(String),
        },
      ]);
      const key = readFileSync(join(set.root, 'kept-key'), 'utf8');
      expect(key).toMatch(
        /^-----BEGIN OPENSSH PRIVATE KEY-----\n[\s\S]+=\n-----END OPENSSH PRIVATE KEY-----\n$/,
      );
      expect(accounts).toEqual([
        expect.objectContaining({
          id: 67,
          type: 'ssh',
          name: 'vpc-0a1b2c SSH',
          // $(cat ./key) has dropped the last line end before btapi sees the key.
          private_key: key.replace(/\n$/, ''),
        }),
      ]);
      expect(calls(sandbox)).toEqual([
        'GET cli/linux 200',
        'POST /oauth2/token 200',
        'POST jumpoint 201',
        'GET jumpoint/3/installer 200',
        'POST jump-group 201',
        'POST vault/account 201',
        'POST jump-item/shell-jump 201',
        'POST group-policy/2/jumpoint 201',
        'POST group-policy/2/jump-group 201',
        'POST group-policy/2/vault-account 201',
      ]);
      expect(readdirSync(set.work)).toEqual([]);
      expect(readFileSync(join(set.home, '.ssh', 'authorized_keys'), 'utf8')).not.toBe('');
      return rest;
    }

    const own = canOwnHome();
    const user = { metadata: vpc };

    test.skipIf(!own)('as ubuntu, unchanged', async () => {
      const set = await place(user);
      expect(await setsUp(set, fillIn(setUp, filled), '/home/ubuntu')).toEqual(loginAs('ubuntu'));
      const unit = `jumpoint.${host}.service`;
      expect(set.calls().slice(-3)).toEqual([
        'apt install -y libxkbcommon0 fontconfig',
        'systemctl --user daemon-reload',
        `systemctl --user start ${unit}`,
      ]);
      const script = join(set.home, '.beyondtrust/jumpoint', host, 'init-script');
      expect(statSync(script).mode & 0o111).not.toBe(0);
      expect(readFileSync(join(set.home, '.config/systemd/user', unit), 'utf8')).toContain(
        `ExecStart=/home/ubuntu/.beyondtrust/jumpoint/${host}/init-script start\n`,
      );
    });

    test.skipIf(!own || !existsSync('/etc/systemd/system'))('as root, unchanged', async () => {
      const set = await place({ ...user, user: 'root' });
      expect(await setsUp(set, fillIn(setUp, filled), '/home/ubuntu')).toEqual(loginAs('ubuntu'));
      expect(set.calls().at(-1)).toBe(`systemctl start jumpoint.${host}.service`);
      expect(readFileSync(join(set.root, 'units', `jumpoint.${host}.service`), 'utf8')).toContain(
        '\nUser=ubuntu\n',
      );
      expect(existsSync(join(set.root, 'opt/beyondtrust/jumpoint', host, 'init-script'))).toBe(true);
    });

    test.skipIf(own)('where /home cannot be had: as a user whose home is elsewhere', async () => {
      const set = await place(user);
      const elsewhere = `..${dirname(set.home)}/home`;
      const script = fillIn(setUp, filled).replace('TARGET_USER=ubuntu', `TARGET_USER=${elsewhere}`);
      expect(await setsUp(set, script)).toEqual(loginAs(elsewhere));
    });

    test('a refusal stops it: nothing after it is called', async () => {
      sandbox.fault('403;path=jump-group');
      const set = await place(user);
      const { code, stderr } = await play(set, fillIn(setUp, filled));
      expect(code).toBe(3);
      expect(stderr).toContain('btapi: adding to jump-group: Asked for: 403. (403)\n');
      expect(calls(sandbox).at(-1)).toBe('POST jump-group 403');
    });
  });
});
