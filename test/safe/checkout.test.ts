import { expect, test } from 'vitest';
import { safeWorld } from './world.ts';

const safe = await safeWorld();

test('smoke', async () => {
  console.log(await safe.run('safe checkout web-01 root'));
  console.log(await safe.run('safe list ManagedAccounts -o table'));
  console.log(await safe.run('safe checkin 101'));
  console.log(await safe.open());
  expect(1).toBe(1);
});
