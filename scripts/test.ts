// npm test: types, lint and format, build, tests. The tools' own caches go to a temporary folder, so that nothing is
// left behind.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'btapi-npm-test-'));
const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), XDG_DATA_HOME: join(folder, 'data') };
try {
  for (const step of ['types', 'lint', 'build', 'unit']) {
    const { status } = spawnSync('npm', ['run', '--silent', step], {
      env,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      console.error(`npm test: ${step} failed`);
      process.exitCode = status ?? 1;
      break;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
