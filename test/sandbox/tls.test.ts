import { request } from 'node:https';
import { expect, test } from 'vitest';
import { certificates } from '../support/tls.ts';
import { sandboxOf } from './client.ts';

test('with a key and a certificate it speaks TLS and nothing else', async () => {
  const { ca, server } = await certificates();
  const sandbox = await sandboxOf({ tls: server });
  expect(sandbox.url.protocol).toBe('https:');
  const answer = await new Promise<string>((done, fail) => {
    request(new URL('/get_mech_list?version=3', sandbox.url), { ca }, (got) => {
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
