import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { begin } from '../support/spawn.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

test('a real signal ends the server when what it has taken is answered', async () => {
  const words = ['approve', 'serve', '--port', '0', '--listen', '127.0.0.1', '--exec', 'sleep 1; exit 0'];
  const { child, finished } = begin(words, { env: { BT_API_HOST: sandbox.url.origin } });
  const port = await new Promise<string>((done) => {
    child.stderr.on('data', (part: Buffer) => {
      const [, found] = /port (\d+)/.exec(part.toString()) ?? [];
      if (found) done(found);
    });
  });
  const asked = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    body: new URLSearchParams({ request_id: 'sandbox-request', ticket_id: 'CHG1' }),
  });
  expect(asked.status).toBe(200);
  child.kill('SIGTERM');
  const { code, stdout, stderr } = await finished;
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toContain(' allow {"ticket":"CHG1"}');
  expect(sandbox.log).toMatchObject([
    { path: '/api/endpoint_approval', status: 200, body: { response: 'allow' } },
  ]);
});
