import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { clientOf, fresh, sandboxOf } from './client.ts';

const run = promisify(execFile);
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'btapi-sandbox-'));
  folders.push(made);
  return made;
};

const zipOf = async (options: Parameters<typeof sandboxOf>[0], platform: string) => {
  const sandbox = await sandboxOf(options);
  const answer = await fetch(new URL(`/api/config/v1/cli/${platform}`, sandbox.url));
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
};

test('the cli comes as a zip, without a token, and runs what it was given', async () => {
  const { answer, bytes } = await zipOf({ self: ['/bin/echo', "it's", 'me'] }, 'linux');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="btapi.zip"');
  const at = await folder();
  const script = join(at, 'btapi');
  await writeFile(script, unzipSync(bytes)['btapi'] ?? '', { mode: 0o755 });
  expect((await run(script, ['a b', 'c'])).stdout).toBe("it's me a b c\n");
});

test('unzip gives the file its x bit', async (context) => {
  const { bytes } = await zipOf({ self: ['true'] }, 'macos');
  const at = await folder();
  await writeFile(join(at, 'btapi.zip'), bytes);
  try {
    await run('unzip', ['-q', 'btapi.zip'], { cwd: at });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return context.skip('unzip is not installed');
    throw error;
  }
  expect((await stat(join(at, 'btapi'))).mode & 0o777).toBe(0o755);
});

test('Windows gets a batch file, and somebody else may give the zip', async () => {
  const { bytes } = await zipOf({ self: ['node', 'x.js'] }, 'win32');
  expect(Object.keys(unzipSync(bytes))).toEqual(['btapi.cmd']);
  const other = await zipOf({ cliZip: (platform) => Buffer.from(platform) }, 'win32');
  expect(Buffer.from(other.bytes).toString()).toBe('win32');
  expect((await zipOf({}, 'beos')).answer.status).toBe(404);
});

test('the Linux Jumpoint installer installs as the guide calls it', async () => {
  const client = await fresh();
  await client.call('POST', 'jumpoint', { name: 'vpc', platform: 'linux-x86' });
  const answer = await client.get('jumpoint/1/installer');
  expect(answer.headers.get('content-type')).toBe('application/x-executable');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="jumpoint-linux-x64-1.bin"');
  const at = await folder();
  await writeFile(join(at, 'installer'), answer.text);
  await run('sh', [join(at, 'installer'), '--install-dir', join(at, 'opt/jp'), '--user', 'ubuntu']);
  expect(await readFile(join(at, 'opt/jp/init-script'), 'utf8')).toMatch(/^#!\/bin\/sh/);
  expect((await run(join(at, 'opt/jp/init-script'), ['start'])).stdout).toBe('Jumpoint 1: start\n');
  await expect(run('sh', [join(at, 'installer')])).rejects.toThrow('--install-dir is missing');
});

test('a Jumpoint that is full gives no installer', async () => {
  const client = await fresh({ seed: true });
  expect((await client.get('jumpoint/2/installer')).status).toBe(422);
  expect((await client.get('jumpoint/9/installer')).status).toBe(404);
});

test('a Jump Client installer has two ids and shows its key once', async () => {
  const client = await fresh({ seed: true });
  const added = await client.call('POST', 'jump-client/installer', { jump_group_id: 1, valid_duration: 60 });
  expect(added.status).toBe(201);
  expect(added.headers.get('location')).toBeNull();
  expect(added.json).toMatchObject({
    id: 2,
    installer_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    key_info: { encodedInfo: expect.any(String) },
    elevate_install: false,
  });
  const again = await client.get('jump-client/installer/2');
  expect((again.json as { key_info: object }).key_info).not.toHaveProperty('encodedInfo');
  const { installer_id: installer } = added.json as { installer_id: string };
  const file = await client.get(`jump-client/installer/${installer}/windows-64-msi`);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="sra-scc-${installer}.msi"`);
  expect((await client.get(`jump-client/installer/${installer}/beos`)).status).toBe(404);
  expect((await client.get('jump-client/installer/2/linux-64')).status).toBe(404);
});

test('an installer of any size is streamed, and ends when it has expired', async () => {
  let now = 1_700_000_000_000;
  const client = await fresh({ seed: true, fileSize: 200_000, clock: { now: () => now } });
  const list = (await client.get('jump-client/installer')).json as { installer_id: string }[];
  const path = `jump-client/installer/${list[0]?.installer_id}/linux-64`;
  const file = await client.get(path);
  expect([file.headers.get('content-length'), file.text.length]).toEqual(['200000', 200_000]);
  now += 1_440 * 60_000;
  const later = await clientOf(client.sandbox);
  expect((await later.get(path)).status).toBe(404);
});
