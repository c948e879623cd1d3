import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as plain } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { certificates } from '../support/tls.ts';
import { safeWorld } from './world.ts';

const safe = await safeWorld();
const { run } = safe;
const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

test('key and cookie go to the configured host only: a redirect elsewhere is refused', async () => {
  const heard: string[] = [];
  const other = plain((request, response) => {
    heard.push(JSON.stringify(request.headers));
    response.end('[]');
  }).listen(0, '127.0.0.1');
  closing.push(() => other.close());
  await new Promise((done) => other.once('listening', done));
  const { port } = other.address() as AddressInfo;
  for (const path of ['Workgroups', 'Auth/SignAppIn']) {
    safe.sandbox.fault(`redirect=http://127.0.0.1:${port}/x;path=${path}`);
    const got = await run('safe list Workgroups');
    expect([got.code, got.stdout]).toEqual([4, '']);
    expect(got.stderr).toContain(`a redirect to http://127.0.0.1:${port}/x, which was not followed`);
    expect(got.stderr).not.toContain('BT_API_HOST');
  }
  expect(heard).toEqual([]);
});

test('a client certificate is shown to the server, its password read from a file', async () => {
  const { ca, server } = await certificates();
  const folder = mkdtempSync(join(tmpdir(), 'btapi-pfx-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const pfx = join(folder, 'client.pfx');
  const password = file('password', 'p1f2x3\n');
  const key = ['-inkey', file('key.pem', server.key), '-in', file('cert.pem', server.cert)];
  execFileSync('openssl', ['pkcs12', '-export', ...key, '-out', pfx, '-passout', 'pass:p1f2x3']);
  const shown: (string | undefined)[] = [];
  const https = createServer(
    { ...server, ca, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      shown.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN?.toString());
      response.setHeader('Set-Cookie', 'ASP.NET_SessionId=x');
      response.end('[]');
    },
  ).listen(0, '127.0.0.1');
  closing.push(() => https.close());
  await new Promise((done) => https.once('listening', done));
  const env = {
    BT_SAFE_URL: `https://localhost:${(https.address() as AddressInfo).port}`,
    BT_CA_FILE: file('ca.pem', ca),
  };
  const with_ = { ...env, BT_SAFE_CERT: pfx, BT_SAFE_CERT_PASSWORD_FILE: password };
  expect(await run('safe list Workgroups', { env: with_ })).toMatchObject({
    code: 0,
    stdout: '[]\n',
    stderr: '',
  });
  expect(new Set(shown)).toEqual(new Set(['localhost']));
  expect(shown).toHaveLength(3);
  expect((await run('safe list Workgroups --patience 0', { env })).code).toBe(5);
  const wrong = await run('safe list Workgroups --patience 0', {
    env: { ...with_, BT_SAFE_CERT_PASSWORD_FILE: file('wrong', 'no') },
  });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('BT_SAFE_CERT');
});
