import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandboxOf } from './client.ts';

/** A certificate for localhost, made by openssl; undefined where there is none. */
function certificate(): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'btapi-tls-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const parts = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    execFileSync('openssl', [...parts, '-keyout', key, '-out', cert, ...names], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    console.info('skipped: no openssl here');
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const tls = certificate();

test.skipIf(!tls)('with a key and a certificate it speaks TLS, and says https in its links', async () => {
  if (!tls) return;
  const sandbox = await sandboxOf({ tls });
  expect(sandbox.url.protocol).toBe('https:');
  const answer = await new Promise<string>((done, fail) => {
    request(new URL('/get_mech_list?version=3', sandbox.url), { ca: tls.cert }, (got) => {
      let text = '';
      got.on('data', (chunk) => {
        text += chunk;
      });
      got.on('end', () => done(text));
    })
      .on('error', fail)
      .end();
  });
  expect(JSON.parse(answer)).toMatchObject({ product: 'bpam' });
  await expect(fetch(new URL('/get_mech_list', sandbox.url))).rejects.toThrow();
  await expect(fetch(`http://127.0.0.1:${sandbox.port}/`)).rejects.toThrow();
});
