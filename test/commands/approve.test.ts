import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import type { FakeIo } from '../support/io.ts';
import { world } from '../support/run.ts';

const { run, sandbox, io } = await world();
const id = 'sandbox-request';
const path = '/api/endpoint_approval';

describe('approve', () => {
  test('allows, with attributes for the session, and needs no token', async () => {
    const result = await run(['approve', id, '--allow', 'session.custom.external_key=CHG0040012']);
    expect(result).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(sandbox.log).toMatchObject([
      {
        path,
        auth: 'none',
        body: { response_id: id, response: 'allow', 'session.custom.external_key': 'CHG0040012' },
      },
    ]);
  });

  test('denies with a message', async () => {
    const { code, calls } = await run(['approve', id, '--deny', '--message', 'Change window is closed']);
    expect([code, calls]).toEqual([
      0,
      [
        `POST ${path} ${JSON.stringify({ response_id: id, response: 'deny', message: 'Change window is closed' })}`,
      ],
    ]);
  });

  test('sends the id under the other name when told', async () => {
    expect((await run(['approve', id, '--allow', '--id-name', 'request_id'])).calls[0]).toContain(
      '"request_id":"sandbox-request"',
    );
  });

  test('a request that nobody knows is not allowed', async () => {
    const { code, stderr } = await run('approve 5f0c2b9e7d41 --allow');
    expect(code).toBe(3);
    expect(stderr).toBe(
      'btapi: answering request 5f0c…: the appliance does not know it, or it has timed out (403)\nhint: if the id is right, try --id-name request_id\n',
    );
  });

  test('no ticket system is not there', async () => {
    sandbox.fault('xml=not-found;path=/api/endpoint_approval');
    expect((await run(`approve ${id} --deny`)).code).toBe(6);
  });

  test.each([
    [['approve'], 'the request id is missing'],
    [['approve', '', '--allow'], 'an id has 1 to 255 characters'],
    [['approve', id], '--allow or --deny'],
    [['approve', id, '--allow', '--deny'], '--allow or --deny'],
    [['approve', id, '--deny', '--message', 'x'.repeat(256)], '256 characters'],
    [['approve', id, '--allow', 'ticket=1'], 'it has no parameter ticket'],
    [['approve', id, '--allow', `session.custom.a=${'x'.repeat(1025)}`], '1024 are the most'],
    [['approve', 'serve'], '--port and --exec must be given'],
    [
      ['approve', 'serve', '--port', '0', '--exec', 'true', '--tls-cert', 'a'],
      '--tls-cert and --tls-key go together',
    ],
    [['approve', 'serve', '--port', '0', '--exec', 'true', '--allow-from', 'x'], 'is no network'],
  ])('%j is exit 2', async (words, message) => {
    const { code, stderr, calls } = await run(words);
    expect([code, calls]).toEqual([2, []]);
    expect(stderr).toContain(message);
  });
});

describe.skipIf(process.platform === 'win32')('approve serve', () => {
  const request =
    'request_id=sandbox-request&ticket_id=CHG1&response_url=http%3A%2F%2F127.0.0.1%3A1%2F&jump_item.type=shell&user.username=ada';

  /** Starts the server, gives its port to `use`, and ends it with a signal. */
  async function serving(
    command: string,
    use: (port: string, outside: FakeIo) => Promise<void>,
  ): Promise<{ code: number; stderr: string }> {
    const outside = io({ env: { PATH: process.env['PATH'] } });
    const done = main(
      ['approve', 'serve', '--port', '0', '--listen', '127.0.0.1', '--exec', command],
      outside,
    );
    await expect.poll(() => outside.stderr.text).toContain('listening on port');
    await use(/port (\d+)/.exec(outside.stderr.text)?.[1] ?? '', outside);
    outside.interrupt('SIGTERM');
    return { code: await done, stderr: outside.stderr.text };
  }

  const ask = async (port: string): Promise<number> =>
    (
      await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        body: request,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    ).status;

  test('a command decides, and the appliance is told, not who the request names', async () => {
    const { code, stderr } = await serving('echo "No such ticket"; exit 1', async (port) => {
      expect(await ask(port)).toBe(200);
    });
    expect(code).toBe(0);
    expect(sandbox.log).toMatchObject([
      { path, auth: 'none', body: { response_id: id, response: 'deny', message: 'No such ticket' } },
    ]);
    expect(stderr).toContain(' deny {"ticket":"CHG1","user":"ada"}');
  });

  test('what was taken before the signal is decided and answered after it', async () => {
    await serving('sleep 0.4; exit 0', async (port) => {
      expect(await ask(port)).toBe(200);
      expect(sandbox.log).toEqual([]);
    });
    expect(sandbox.log).toMatchObject([{ path, status: 200, body: { response: 'allow' } }]);
  });
});
