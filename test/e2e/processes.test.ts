import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bash, begin, execute } from '../support/spawn.ts';
import { stub } from '../support/stub.ts';
import { place } from './place.ts';

const { folder, env, sandbox, tokens, calls } = await place();
const options = { env, cwd: folder };
const cache = join(env['XDG_CACHE_HOME'] ?? '', 'btapi');

describe('many at once', () => {
  test('32 runs make one token, and no call fails', async () => {
    const { code, stdout, stderr } = await bash(
      'for n in {1..32}; do btapi get jump-group 1 -f id & done; wait',
      options,
    );
    expect([code, stdout, stderr]).toEqual([0, '1\n'.repeat(32), '']);
    expect(tokens()).toBe(1);
    expect(sandbox.log.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('a token that dies under many runs is replaced once', async () => {
    await execute(['get', 'jump-group', '1'], options);
    sandbox.fault('expired');
    const { code, stdout, stderr } = await bash(
      'for n in {1..8}; do btapi get jump-group 1 -f id & done; wait',
      options,
    );
    expect([code, stdout, stderr]).toEqual([0, '1\n'.repeat(8), '']);
    expect(tokens()).toBe(2);
  });

  test('the cached token is for its owner only', async () => {
    await execute(['get', 'jump-group', '1'], options);
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    const files = readdirSync(cache);
    expect(files).toEqual([expect.stringMatching(/\.json$/)]);
    for (const file of files) expect(statSync(join(cache, file)).mode & 0o777).toBe(0o600);
  });

  test('a broken cache is no trouble', async () => {
    await execute(['get', 'jump-group', '1'], options);
    for (const file of readdirSync(cache)) writeFileSync(join(cache, file), '{"text": 1, "un');
    const { code, stderr } = await execute(['get', 'jump-group', '1'], options);
    expect([code, stderr, tokens()]).toEqual([0, '', 2]);
  });

  test('auth: what is cached, the token for others, and none after logout', async () => {
    const token = (await execute(['auth', 'token'], options)).stdout.trim();
    const asked = await fetch(new URL('/api/config/v1/jump-group', sandbox.url), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(asked.status).toBe(200);
    expect((await execute(['auth', 'status', '-f', 'cached'], options)).stdout).toBe('true\n');
    expect(await execute(['auth', 'logout'], options)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect((await execute(['auth', 'status', '-f', 'cached'], options)).stdout).toBe('false\n');
    expect(tokens()).toBe(1);
  });
});

describe.skipIf(process.platform !== 'linux')('secrets', () => {
  test('no process that runs shows one on its command line', async () => {
    sandbox.fault('slow=400;path=vault');
    const { child, finished } = begin(['-k', 'add', 'vault/account'], {
      ...options,
      stdin: 'type=username_password\nname=n\nusername=u\npassword=hunter2-secret\n',
    });
    const seen: string[] = [];
    while (child.exitCode === null && !sandbox.log.some(({ path }) => path.endsWith('vault/account'))) {
      await new Promise((next) => setTimeout(next, 5));
      seen.push(
        readFileSync(`/proc/${child.pid}/cmdline`, 'utf8'),
        readFileSync(`/proc/${child.pid}/comm`, 'utf8'),
      );
    }
    const { code, stdout, stderr } = await finished;
    expect([code, stderr]).toEqual([0, '']);
    expect(seen.length).toBeGreaterThan(0);
    for (const text of [...seen, stdout]) {
      expect(text).not.toContain('hunter2-secret');
      expect(text).not.toContain(sandbox.clientSecret);
    }
  });

  test('the command that prints the secret is given none', async () => {
    const { BT_CLIENT_SECRET: secret = '', ...rest } = env;
    const command = `tr "\\\\0" "\\\\n" < /proc/self/environ > environ; cat /proc/$PPID/cmdline > cmdline; printf %s ${secret}`;
    writeFileSync(
      join(folder, 'settings'),
      `BT_API_HOST=${rest['BT_API_HOST']}\nBT_CLIENT_ID=${rest['BT_CLIENT_ID']}\nBT_CLIENT_SECRET_COMMAND='${command}'\n`,
      { mode: 0o600 },
    );
    const { code, stdout, stderr } = await execute(
      ['--env-file=settings', 'list', 'jump-group', '-f', 'id'],
      {
        env: { HOME: folder, XDG_CACHE_HOME: env['XDG_CACHE_HOME'] ?? '' },
        cwd: folder,
      },
    );
    expect([code, stdout, stderr]).toEqual([0, '1\n2\n', '']);
    const seen =
      readFileSync(join(folder, 'environ'), 'utf8') + readFileSync(join(folder, 'cmdline'), 'utf8');
    expect(seen).toContain(`HOME=${folder}`);
    expect(seen).not.toContain(secret);
  });
});

describe('signals', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s during a download leaves nothing, exit 130',
    async (signal) => {
      const started = Promise.withResolvers<void>();
      const server = await stub((request, response) => {
        if (request.url === '/oauth2/token') response.end('{"access_token":"t","expires_in":3600}');
        else {
          response.writeHead(200, {
            'content-length': '1000000',
            'content-disposition': 'attachment; filename="half"',
          });
          response.write('x'.repeat(500_000), () => started.resolve());
        }
      });
      const place = join(folder, signal);
      await bash(`mkdir ${signal}`, options);
      const { child, finished } = begin(['download', 'jumpoint/1/installer'], {
        env: { ...env, BT_API_HOST: server.url.origin },
        cwd: place,
      });
      await started.promise;
      await new Promise((next) => setTimeout(next, 100));
      child.kill(signal);
      const { code, stdout, stderr } = await finished;
      await server.close();
      expect([code, stdout, stderr]).toEqual([130, '', 'btapi: interrupted\n']);
      expect(readdirSync(place)).toEqual([]);
    },
  );

  test('SIGINT while waiting to try again', async () => {
    sandbox.fault('503');
    const { child, finished } = begin(['list', 'jump-group', '-v'], options);
    await new Promise<void>((done) => {
      child.stderr.on('data', (part: Buffer) => {
        if (part.toString().includes('again in')) done();
      });
    });
    child.kill('SIGINT');
    const { code, stdout } = await finished;
    expect([code, stdout]).toEqual([130, '']);
    const before = calls().length;
    expect(before).toBeLessThan(5);
  });

  test('SIGINT while waiting for standard input', async () => {
    const { child, finished } = begin(['-k', 'add', 'jump-group'], { ...options, stdin: null });
    await new Promise((next) => setTimeout(next, 300));
    child.kill('SIGINT');
    const { code, stdout, stderr } = await finished;
    expect([code, stdout, stderr, calls()]).toEqual([130, '', 'btapi: interrupted\n', []]);
  });
});
