import { describe } from 'vitest';
import { smoke } from './smoke.ts';
import { built, sandboxed, scratch, starter } from './support.ts';

const file = built('linux-x64');

// The whole end-to-end suite runs on it too: BTAPI_EXECUTABLE.
describe.skipIf(!file || process.platform !== 'linux' || process.arch !== 'x64')('linux-x64', async () => {
  const home = scratch();
  smoke(starter(file ?? '', [], { HOME: home }), await sandboxed(), home);
});
