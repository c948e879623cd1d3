import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { world } from '../support/run.ts';

const { run, sandbox, folder, env } = await world();

interface Line {
  /** The command line, without "btapi". */
  words: string;
  stdin?: string;
  /** What is sent, below /api/config/v1/. */
  call: string;
  /** What is printed, all of it or a part. */
  prints?: string | RegExp;
}

const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
writeFileSync(join(folder, 'vars.txt'), `\ufeff${settings.join('\r\n\r\n')}\r\n`, { mode: 0o600 });
writeFileSync(join(folder, 'aws-api'), `${settings.join('\n')}\n`, { mode: 0o600 });

const shell = {
  name: 'web',
  hostname: '198.51.100.7',
  jump_group_id: 1,
  jump_group_type: 'shared',
  jumpoint_id: 1,
  port: 22,
  protocol: 'ssh',
  terminal: 'xterm',
};
const withoutKeepAlive = { ...shell, tag: 'i-1', comments: '' };
const asLines = (item: object) =>
  `\n${Object.entries(item)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')}\n`;

// Every command line that scripts in the wild are known to use: the guide's, those of public repositories, a Windows
// README, a program that passes JSON.
const lines: readonly Line[] = [
  {
    words: '-k add jump-item/shell-jump',
    stdin: asLines(shell),
    call: `POST jump-item/shell-jump ${JSON.stringify(shell)}`,
    prints: /"id":3/,
  },
  {
    words: '--env-file=~/aws-api -kK list jump-item/shell-jump',
    stdin: 'tag=i-0web1\n',
    call: 'GET jump-item/shell-jump?tag=i-0web1&per_page=100&current_page=1',
    prints: /^0__id=1$/m,
  },
  {
    words: '--env-file=~/aws-api delete jump-item/shell-jump 1',
    call: 'DELETE jump-item/shell-jump/1',
    prints: '',
  },
  {
    words: '-k add jumpoint',
    stdin: '\nname=vpc-1\nplatform=linux-x86\nshell_jump_enabled=True\n',
    call: 'POST jumpoint {"name":"vpc-1","platform":"linux-x86","shell_jump_enabled":true}',
    prints: /"id":3/,
  },
  {
    words: 'download jumpoint/1/installer',
    call: 'GET jumpoint/1/installer',
    prints: /^\{"file":"[\w.-]+",/,
  },
  {
    words: '-k add jump-group',
    stdin: '\nname="vpc-1 Jump Group"\n',
    call: 'POST jump-group {"name":"vpc-1 Jump Group"}',
    prints: /"id":3/,
  },
  {
    words: '-k add vault/account',
    stdin: '\ntype=ssh\nname="vpc-1 SSH"\nusername=ubuntu\nprivate_key="-----BEGIN\nAbc==\n-----END"\n',
    call: 'POST vault/account {"type":"ssh","name":"vpc-1 SSH","username":"ubuntu","private_key":"-----BEGIN\\nAbc==\\n-----END"}',
    prints: /"id":67/,
  },
  {
    words: '-k add group-policy/2/jumpoint',
    stdin: 'jumpoint_id=1\n',
    call: 'POST group-policy/2/jumpoint {"jumpoint_id":1}',
    prints: '',
  },
  {
    words: '-k add group-policy/2/jump-group',
    stdin: 'jump_group_id=1\n',
    call: 'POST group-policy/2/jump-group {"jump_group_id":1}',
    prints: '',
  },
  {
    words: '-k add group-policy/2/vault-account',
    stdin: '\naccount_id=61\nrole=inject\n',
    call: 'POST group-policy/2/vault-account {"account_id":61,"role":"inject"}',
  },
  ...[59, 61, 62, 63].flatMap((id): Line[] => [
    {
      words: `do vault/account/${id}/check-out`,
      call: `POST vault/account/${id}/check-out`,
      prints: /"password":"\S+"/,
    },
    { words: `do vault/account/${id}/check-in`, call: `POST vault/account/${id}/check-in`, prints: '' },
  ]),
  { words: 'do vault/account/64/check-out', call: 'POST vault/account/64/check-out', prints: /^\{/ },
  { words: 'do vault/account/64/check-in', call: 'POST vault/account/64/check-in', prints: '' },
  {
    words: '--env-file vars.txt list jump-client',
    call: 'GET jump-client?per_page=100&current_page=1',
    prints: /^\[\{"id":1,/,
  },
  { words: 'list jump-group', call: 'GET jump-group?per_page=100&current_page=1', prints: /^\[\{"id":1,/ },
  {
    words: 'add jump-group',
    stdin: '{"name": "us-east-2", "code_name": "us_east_2"}',
    call: 'POST jump-group {"name":"us-east-2","code_name":"us_east_2"}',
    prints: /"id":3/,
  },
  {
    words: 'add jump-item/shell-jump',
    stdin: JSON.stringify({ ...withoutKeepAlive, keep_alive: 0 }),
    call: `POST jump-item/shell-jump ${JSON.stringify({ ...withoutKeepAlive, keep_alive: 0 })}`,
    prints: /"id":3/,
  },
  { words: 'delete jump-item/shell-jump 2', call: 'DELETE jump-item/shell-jump/2', prints: '' },
  {
    words: 'list group-policy',
    call: 'GET group-policy?per_page=100&current_page=1',
    prints: /^\[\{"id":1,/,
  },
];

test.each(lines)('$words', async ({ words, stdin, call, prints = /./ }) => {
  // A check-in needs a check-out before it.
  const account = /vault\/account\/(\d+)\/check-in/.exec(words)?.[1];
  if (account) await run(`do vault/account/${account}/check-out`);
  const own = words.includes('env-file') ? { BT_API_HOST: 'XXX', BT_CLIENT_SECRET: 'XXX' } : {};
  const { code, stdout, stderr, calls } = await run(words, { stdin, cwd: folder, env: own });
  expect([code, stderr]).toEqual([0, '']);
  expect(calls.map((one) => one.replace('/api/config/v1/', ''))).toEqual([call]);
  if (typeof prints === 'string') expect(stdout).toBe(prints);
  else expect(stdout).toMatch(prints);
});

test('do on a path that no document knows is sent; its refusal is for the caller to ignore', async () => {
  const { code, stdout, calls } = await run('do group-policy/1/jump-group-policy', {
    stdin: '{"jump_group_id":1,"jump_group_type":"shared"}',
  });
  expect([code, stdout]).toEqual([6, '']);
  expect(calls).toEqual([
    'POST /api/config/v1/group-policy/1/jump-group-policy {"jump_group_id":1,"jump_group_type":"shared"}',
  ]);
});

test('--version', async () => {
  expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+/);
});

test.each(['linux', 'win32', 'macos'])(
  'the tool itself is had from the appliance without a token: %s',
  async (name) => {
    const answer = await fetch(new URL(`/api/config/v1/cli/${name}`, sandbox.url));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(sandbox.log.map(({ path }) => path)).toEqual([`/api/config/v1/cli/${name}`]);
  },
);
