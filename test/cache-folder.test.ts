import { expect, test } from 'vitest';
import { cacheFolder } from '../src/assemble.ts';

test.each([
  ['linux', { XDG_CACHE_HOME: '/c' }, '/c/btapi'],
  ['linux', { XDG_CACHE_HOME: 'here' }, '/h/.cache/btapi'],
  ['linux', {}, '/h/.cache/btapi'],
  ['darwin', {}, '/h/Library/Caches/btapi'],
])('on %s with %j tokens are kept in %s', (platform, env, folder) => {
  expect(cacheFolder({ platform, env, home: '/h' })).toBe(folder);
});
