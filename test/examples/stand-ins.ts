import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Sandbox } from '../../src/sandbox/options.ts';
import { begin, type Finished, program, path as searchPath } from '../support/spawn.ts';

export interface Machine {
  home: string;
  /** How the commands of AWS and of the system were called. */
  calls(): string[];
  run(script: string, env?: Record<string, string>, words?: readonly string[]): Promise<Finished>;
}

export interface MachineOptions {
  /** By path below meta-data/; what is not here is a 404. */
  metadata?: Record<string, string>;
  /** Answers a session token, as IMDSv2; without it only the older way works. */
  sessions?: boolean;
  /** What `aws ec2 describe-instances` prints. */
  instances?: string;
  /** Whether btapi is in the image already. */
  installed?: boolean;
}

const realCurl = execFileSync('sh', ['-c', 'command -v curl'], { encoding: 'utf8' }).trim();

/** An EC2 instance as far as the examples see it: the metadata service behind curl, aws, and system commands. */
export function machine(sandbox: Sandbox, options: MachineOptions = {}): Machine {
  const home = mkdtempSync(join(tmpdir(), 'btapi-aws-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const bin = join(home, 'bin');
  const log = join(home, 'calls');
  for (const folder of [bin, join(home, 'tmp'), join(home, 'units')]) mkdirSync(folder);
  writeFileSync(log, '');
  const write = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/bash\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  const note = (name: string) => `printf '%s\\n' "${name} $*" >> '${log}'`;
  for (const [path, text] of Object.entries(options.metadata ?? {})) {
    const file = join(home, 'metadata', path.replace(/\/$/, '/index'));
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
  write('curl', curl(home, options.sessions ?? true));
  write(
    'aws',
    `${note('aws')}\ncase $1 in secretsmanager) printf '%s\\n' '${sandbox.clientSecret}' ;; ec2) printf '%s\\n' '${options.instances ?? ''}' ;; esac`,
  );
  for (const name of ['apt-get', 'systemctl']) write(name, note(name));
  write('getent', `echo "$2:x:1000:1000::${home}:/bin/bash"`);
  if (options.installed ?? true) symlinkSync(program, join(bin, 'btapi'));
  const env = {
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    PATH: `${bin}:${searchPath}`,
    BT_API_HOST: sandbox.url.origin,
    BT_CLIENT_ID: sandbox.clientId,
    BT_TOKEN_CACHE: 'off',
    JUMPOINT_DIR: join(home, 'opt'),
    UNIT_DIR: join(home, 'units'),
  };
  return {
    home,
    calls: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
    run: (script, over, words = []) =>
      begin([script, ...words], { env: { ...env, ...over }, cwd: home }, 'bash').finished,
  };
}

/** curl for the metadata service; everything but that and this machine is refused. */
const curl = (home: string, sessions: boolean) => `url= token=
for word; do
  case $word in http://*|https://*) url=$word ;; 'X-aws-ec2-metadata-token: '*) token=\${word#*: } ;; esac
done
case $url in
  http://169.254.169.254/latest/api/token) ${sessions ? 'printf secret-session' : 'exit 22'} ;;
  http://169.254.169.254/latest/meta-data/*)
    ${sessions ? '[ "$token" = secret-session ] || exit 22' : '[ -z "$token" ] || exit 22'}
    file='${home}/metadata/'\${url#http://169.254.169.254/latest/meta-data/}
    case $file in */) file=\${file}index ;; esac
    [ -f "$file" ] && cat "$file" || exit 22 ;;
  http://127.0.0.1:*) exec '${realCurl}' "$@" ;;
  *) echo "curl: $url is not for tests" >&2; exit 97 ;;
esac`;
