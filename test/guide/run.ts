import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../src/sandbox/server.ts';
import { begin, type Finished, path, program } from '../support/spawn.ts';
import { certificates } from '../support/tls.ts';
import { type StandIns, standIns } from './stand-ins.ts';

/** An appliance that speaks TLS, strict limits included, whose cli zip holds the program under test. */
export async function appliance() {
  const { server } = await certificates();
  return startSandbox({ seed: true, tls: server, self: [program] });
}

/** A temporary place for one script: its home, its current folder, and what stands in for the machine's commands. */
export interface Stage extends StandIns {
  root: string;
  home: string;
  work: string;
  env: Record<string, string>;
}

export async function stage(options: Parameters<typeof standIns>[1]): Promise<Stage> {
  const root = mkdtempSync(join(tmpdir(), 'btapi-guide-'));
  const made = standIns(root, options);
  const home = join(root, 'home');
  const work = join(root, 'work');
  for (const folder of [
    join(home, '.ssh'),
    join(home, '.config'),
    work,
    join(root, 'opt'),
    join(root, 'units'),
  ]) {
    mkdirSync(folder, { recursive: true });
  }
  const ca = join(root, 'ca.pem');
  writeFileSync(ca, (await certificates()).ca);
  const env = {
    HOME: home,
    PATH: `${made.folder}:${path}`,
    CURL_CA_BUNDLE: ca,
    NODE_EXTRA_CA_CERTS: ca,
  };
  return { root, home, work, env, ...made };
}

/** Runs a script with bash in the stage's own folders. */
export function play({ root, work, env }: Stage, script: string): Promise<Finished> {
  const file = join(root, 'script');
  writeFileSync(file, script);
  return begin([file], { cwd: work, env }, 'bash').finished;
}

// Beside everybody's home, which may hold this very repository, /home gets an "ubuntu" that is the stage's; /opt and
// the folder of systemd units are the stage's too.
const ownHome = `set -e
root=$1; shift
mkdir "$root/homes"
mount --rbind /home "$root/homes"
mount -t tmpfs tmpfs /home
for one in "$root"/homes/*; do
  name=\${one##*/}
  [ -d "$one" ] && [ "$name" != ubuntu ] || continue
  mkdir "/home/$name"
  mount --rbind "$one" "/home/$name"
done
mkdir /home/ubuntu
mount --bind "$root/home" /home/ubuntu
umount -l "$root/homes"
mount --bind "$root/opt" /opt
[ ! -d /etc/systemd/system ] || mount --bind "$root/units" /etc/systemd/system
exec "$@"`;

const words = (root: string, ...command: string[]) => ['-rm', 'sh', '-c', ownHome, 'sh', root, ...command];

/** Whether this machine lets us give a script a /home of its own. */
export function canOwnHome(): boolean {
  if ([program, process.execPath].some((file) => /^\/(opt|home\/ubuntu)\//.test(file))) return false;
  const root = mkdtempSync(join(tmpdir(), 'btapi-guide-'));
  for (const name of ['home', 'opt', 'units']) mkdirSync(join(root, name));
  const { status } = spawnSync('unshare', words(root, 'test', '-x', program));
  rmSync(root, { recursive: true, force: true });
  return status === 0;
}

/** Runs a script with bash where /home/ubuntu is the stage's home. */
export function playAtHome({ root, work, env }: Stage, script: string, home: string): Promise<Finished> {
  const file = join(root, 'script');
  writeFileSync(file, script);
  return begin(words(root, 'bash', file), { cwd: work, env: { ...env, HOME: home } }, 'unshare').finished;
}
