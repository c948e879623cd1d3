import { expect, test } from 'vitest';
import { clientOf, fresh, got, sandboxOf, tokenOf } from './client.ts';

const form = (values: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers,
  body: new URLSearchParams(values),
});

const basic = (id: string, secret: string) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` });

test('a token answer has the three documented members', async () => {
  const sandbox = await sandboxOf();
  const answer = await got(
    new URL('/oauth2/token', sandbox.url),
    form({ grant_type: 'client_credentials' }, basic(sandbox.clientId, sandbox.clientSecret)),
  );
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    access_token: expect.stringMatching(/^\w{40}$/),
    token_type: 'Bearer',
    expires_in: 3600,
  });
});

test('credentials may stand in the form', async () => {
  const sandbox = await sandboxOf({ clientId: 'me', clientSecret: 'pa:ss' });
  const body = { grant_type: 'client_credentials', client_id: 'me', client_secret: 'pa:ss' };
  expect((await got(new URL('/oauth2/token', sandbox.url), form(body))).status).toBe(200);
});

test('a wrong secret is 401 invalid_client', async () => {
  const sandbox = await sandboxOf();
  const answer = await got(
    new URL('/oauth2/token', sandbox.url),
    form({ grant_type: 'client_credentials' }, basic(sandbox.clientId, 'wrong')),
  );
  expect(answer.status).toBe(401);
  expect(answer.json).toMatchObject({ error: 'invalid_client' });
});

test.each([
  [{}, 'invalid_request'],
  [{ grant_type: 'password' }, 'unsupported_grant_type'],
])('grant %o is 400 %s', async (body, error) => {
  const sandbox = await sandboxOf();
  const answer = await got(
    new URL('/oauth2/token', sandbox.url),
    form(body as Record<string, string>, basic(sandbox.clientId, sandbox.clientSecret)),
  );
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({ error });
});

test('a bad token is answered as documented', async () => {
  const { sandbox } = await fresh();
  for (const headers of [{}, { authorization: 'Bearer nonsense' }]) {
    const answer = await got(new URL('/api/config/v1/jump-group', sandbox.url), { headers });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({
      error: 'access_denied',
      message: 'The resource owner or authorization server denied the request.',
    });
  }
});

test('a token dies after one hour', async () => {
  let now = 1_700_000_000_000;
  const client = await fresh({ clock: { now: () => now } });
  now += 3_599_000;
  expect((await client.get('jump-group')).status).toBe(200);
  now += 1000;
  expect((await client.get('jump-group')).status).toBe(401);
});

test('the 31st token kills the oldest', async () => {
  const first = await fresh();
  const second = await clientOf(first.sandbox);
  for (let n = 3; n <= 30; n++) await tokenOf(first.sandbox);
  expect((await first.get('jump-group')).status).toBe(200);
  await tokenOf(first.sandbox);
  expect((await first.get('jump-group')).status).toBe(401);
  expect((await second.get('jump-group')).status).toBe(200);
});

test('an account without Vault gets 403 there, one that reads cannot write', async () => {
  const { sandbox } = await fresh();
  const noVault = await clientOf(sandbox, 'sandbox-no-vault', 'sandbox-no-vault-secret');
  expect((await noVault.get('vault/account')).status).toBe(403);
  expect((await noVault.get('jump-group')).status).toBe(200);
  const reader = await clientOf(sandbox, 'sandbox-read-only', 'sandbox-read-only-secret');
  expect((await reader.get('jump-group')).status).toBe(200);
  expect((await reader.call('POST', 'jump-group', { name: 'x' })).status).toBe(403);
});
