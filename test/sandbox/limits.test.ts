import { expect, test } from 'vitest';
import { clientOf, fresh, tokenOf } from './client.ts';

test('every API answer tells the hourly limit and what is left', async () => {
  const client = await fresh();
  const first = await client.get('jump-group');
  expect(first.headers.get('x-ratelimit-limit')).toBe('15000');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('14999');
  const second = await client.get('no-such-thing');
  expect(second.status).toBe(404);
  expect(second.headers.get('x-ratelimit-remaining')).toBe('14998');
});

test('the 21st call within a second is 429, and passes a second later', async () => {
  let now = 1_700_000_000_000;
  const client = await fresh({ clock: { now: () => now }, limits: {} });
  for (let n = 0; n < 20; n++) expect((await client.get('jump-group')).status).toBe(200);
  const refused = await client.get('jump-group');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBeNull();
  now += 1000;
  expect((await client.get('jump-group')).status).toBe(200);
});

test('the hourly limit is per account', async () => {
  let now = 1_700_000_000_000;
  const client = await fresh({ clock: { now: () => now }, limits: { perHour: 3 } });
  const other = await clientOf(client.sandbox, 'sandbox-read-only', 'sandbox-read-only-secret');
  for (let n = 0; n < 3; n++) await client.get('jump-group');
  const refused = await client.get('jump-group');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  expect((await other.get('jump-group')).status).toBe(200);
  now += 3_600_000;
  expect((await client.get('jump-group')).status).toBe(401);
});

test('Retry-After comes when it is asked for', async () => {
  const client = await fresh({
    clock: { now: () => 1_700_000_000_000 },
    limits: { perHour: 1, retryAfter: true },
  });
  await client.get('jump-group');
  expect((await client.get('jump-group')).headers.get('retry-after')).toBe('3600');
});

test('tokens are not counted: the limit is about API endpoints', async () => {
  const client = await fresh({ limits: { perHour: 3 } });
  for (let n = 0; n < 5; n++) await tokenOf(client.sandbox);
  expect((await client.get('jump-group')).headers.get('x-ratelimit-remaining')).toBe('2');
});
