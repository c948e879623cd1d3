// npm start: the main job on the embedded sandbox. Everything it writes is in a temporary folder that it removes.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const btapi = [process.execPath, '--', resolve('dist/btapi.cjs')] as const;
const folder = mkdtempSync(join(tmpdir(), 'btapi-start-'));
const base: NodeJS.ProcessEnv = {
  ...process.env,
  HOME: folder,
  XDG_CACHE_HOME: folder,
  XDG_CONFIG_HOME: folder,
};

const instance = `name=web-1
hostname=198.51.100.7
jump_group_id=1
jump_group_type=shared
username=ec2-user
protocol=ssh
port=22
terminal=xterm
jumpoint_id=1
tag=i-0123456789abcdef0
`;

const say = (text: string) => console.log(text);

/** Runs one btapi command and shows it as a person would type it. */
async function run(env: NodeJS.ProcessEnv, words: readonly string[], input = ''): Promise<string> {
  const typed = words.map((word) => (/[^\w./=@:,-]/.test(word) ? `'${word}'` : word)).join(' ');
  say(input ? `\n$ btapi ${typed} <<'END'\n${input}END` : `\n$ btapi ${typed}`);
  const [command, ...leading] = btapi;
  const child = spawn(command, [...leading, ...words], {
    env,
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => undefined).end(input);
  let output = '';
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString();
  });
  const code = await new Promise((done) => child.on('close', done));
  process.stdout.write(output);
  if (code !== 0) throw new Error(`btapi ${typed} ended with ${String(code)}`);
  return output;
}

/** Starts the sandbox and reads the settings that it prints. */
async function startSandbox(): Promise<{ child: ChildProcess; env: NodeJS.ProcessEnv }> {
  say('$ btapi sandbox &');
  const [command, ...leading] = btapi;
  const child = spawn(command, [...leading, 'sandbox'], {
    env: base,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const env: NodeJS.ProcessEnv = { ...base };
  for await (const line of createInterface({ input: child.stdout })) {
    say(line);
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    if (name) env[name] = value;
    if (name === 'BT_CLIENT_SECRET') return { child, env };
  }
  throw new Error('the sandbox did not start');
}

const { child, env } = await startSandbox();
try {
  await run(env, ['-k', 'add', 'jump-item/shell-jump'], instance);
  await run(env, ['list', 'jump-item/shell-jump', 'tag=i-0123456789abcdef0', '-o', 'json']);
  const listed = await run(env, ['-kK', 'list', 'jump-item/shell-jump'], 'tag=i-0123456789abcdef0\n');
  const id = /^0__id=(\d+)/m.exec(listed)?.[1] ?? '';
  await run(env, ['delete', 'jump-item/shell-jump', id]);
  await run(env, ['list', 'jump-item/shell-jump', 'tag=i-0123456789abcdef0']);
} finally {
  child.kill('SIGTERM');
  await new Promise((done) => child.on('close', done));
  rmSync(folder, { recursive: true, force: true });
}
