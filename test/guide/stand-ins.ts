import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { program } from '../support/spawn.ts';

/** Where a command is on the PATH of this machine. */
export function which(command: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return join(folder, command);
    } catch {
      // Not in this one.
    }
  }
  return undefined;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** A folder of commands that stand before the machine's own, and a log of how they were called. */
export interface StandIns {
  folder: string;
  /** The calls in their order: "systemctl --user daemon-reload". */
  calls(): string[];
}

/**
 * Makes the commands that the guide's scripts use and that a test must not: the metadata service of AWS behind curl,
 * package managers, systemd, the user's name. What a machine may lack (jq, unzip, ssh-keygen) is a small Node script
 * when it does.
 * @param root a folder of the test's own
 * @param metadata answers of the metadata service by path below /latest/meta-data/
 * @param instances what `aws ec2 describe-instances` prints
 */
export function standIns(
  root: string,
  options: { metadata?: Record<string, string>; instances?: string; user?: string } = {},
): StandIns {
  const folder = join(root, 'stand-ins');
  const log = join(root, 'calls');
  mkdirSync(folder, { recursive: true });
  writeFileSync(log, '');
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  };
  const note = (name: string) => `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> ${quoted(log)}\n`;
  for (const name of ['apt', 'systemctl']) write(name, note(name));
  write('sudo', '#!/bin/sh\nexec "$@"\n');
  write('whoami', `#!/bin/sh\necho ${options.user ?? 'ubuntu'}\n`);
  write('aws', `${note('aws')}printf '%s' ${quoted(options.instances ?? '')}\n`);
  symlinkSync(program, join(folder, 'btapi'));

  const node = `#!${process.execPath}\n`;
  const jq = which('jq') ?? join(folder, 'jq-of-node');
  write('jq-of-node', `${node}${nodeJq}`);
  if (!which('unzip'))
    write('unzip', `${node}${nodeUnzip(createRequire(import.meta.url).resolve('fflate'))}`);
  const keygen = which('ssh-keygen');
  const makeKey = keygen
    ? `${quoted(keygen)} "$@"`
    : `printf %b '${madeUpKey}' > ./key && echo made-up > ./key.pub`;
  // The script deletes its key; the test wants to compare it.
  write('ssh-keygen', `#!/bin/sh\n${makeKey} && cp ./key ${quoted(join(root, 'kept-key'))}\n`);

  const data = join(root, 'metadata');
  for (const [path, text] of Object.entries(options.metadata ?? {})) {
    const file = join(data, path.replace(/\/$/, '/index'));
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
  write('curl', curl({ log, data, jq, real: which('curl') ?? '' }));
  return { folder, calls: () => readFileSync(log, 'utf8').split('\n').filter(Boolean) };
}

/** curl for two addresses of our own; the sandbox is reached by the real one, and nothing else is reached at all. */
const curl = ({ log, data, jq, real }: Record<'log' | 'data' | 'jq' | 'real', string>) => `#!/bin/sh
url= out=/dev/stdout form= before=
for word; do
  case $before in -o) out=$word ;; -w) form=$word ;; esac
  case $word in http://*|https://*) url=$word ;; esac
  before=$word
done
printf '%s\\n' "curl $url" | sed 's,localhost:[0-9]*,localhost,' >> ${quoted(log)}
case $url in
  http://169.254.169.254/latest/meta-data/*)
    path=${quoted(data)}/\${url#http://169.254.169.254/latest/meta-data/}
    case $path in */) path=\${path}index ;; esac
    if [ -f "$path" ]; then cat "$path" > "$out"; code=200; else echo '<h1>404</h1>' > "$out"; code=404; fi
    [ -z "$form" ] || printf %s "$code" ;;
  https://github.com/stedolan/jq/*) cp ${quoted(jq)} "$out" ;;
  https://localhost:*) exec ${quoted(real)} "$@" ;;
  *) echo "curl: $url is not for tests" >&2; exit 97 ;;
esac
`;

const nodeJq = `const [filter = '', raw] = process.argv.slice(2).reverse();
const value = JSON.parse(require('fs').readFileSync(0, 'utf8'))[filter.replace('.', '')];
console.log(raw === '-r' && typeof value === 'string' ? value : JSON.stringify(value));
`;

const nodeUnzip = (fflate: string) => `const fs = require('fs');
const files = require(${JSON.stringify(fflate)}).unzipSync(fs.readFileSync(process.argv[2]));
for (const [name, bytes] of Object.entries(files)) fs.writeFileSync(name, bytes, { mode: 0o755 });
`;

const madeUpKey = `-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAA==\\n-----END OPENSSH PRIVATE KEY-----\\n`;
