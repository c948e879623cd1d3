// npm run test:exe [-- --built]: makes the executables and packages (unless --built) and tests them: the end-to-end
// suite and the guide's scripts with the executable of this machine in place of the npm command, then test/packaging.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { executablePath, root } from './exe/places.ts';
import { targets } from './exe/targets.ts';

function run(words: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const [command = '', ...rest] = words;
  const shell = process.platform === 'win32';
  const { status } = spawnSync(command, rest, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    shell,
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!process.argv.includes('--built')) {
  run(['npm', 'run', 'build:exe', '--', '--verify']);
  run(['npm', 'run', 'build:packages']);
}
const own = targets.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
const executable = own && executablePath(own);
if (executable && existsSync(executable)) {
  run(['npx', 'vitest', 'run', 'test/e2e', 'test/guide'], { BTAPI_EXECUTABLE: executable });
} else {
  console.info('skipped: there is no executable for this machine');
}
run(['npx', 'vitest', 'run', '--config', 'vitest.packaging.config.ts']);
