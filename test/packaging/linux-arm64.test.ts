import { existsSync } from 'node:fs';
import { describe } from 'vitest';
import { smoke } from './smoke.ts';
import { built, have, sandboxed, scratch, starter } from './support.ts';

const file = built('linux-arm64');
const libraries = '/usr/aarch64-linux-gnu';
const ready = file && have('qemu-aarch64-static') && existsSync(libraries);

describe.skipIf(!ready)('linux-arm64, emulated', async () => {
  const home = scratch();
  const start = starter('qemu-aarch64-static', ['-L', libraries, file ?? ''], { HOME: home });
  smoke(start, await sandboxed(), home);
});
