import type { ValueObject } from '../../value.ts';
import { disposition } from '../disposition.ts';
import { problem, Refusal, type Reply } from '../exchange.ts';
import { zeros } from '../zeros.ts';
import type { Occasion, Special } from './specials.ts';

const media = 'application/x-executable';

/** What the platforms of a Jump Client installer are called, and how their files end. */
const endings: Record<string, string> = {
  'linux-64': 'bin',
  'raspberry-pi-32-headless': 'bin',
  'mac-pkg': 'pkg',
  'mac-dmg': 'dmg',
  'mac-zip': 'zip',
  'windows-64-msi': 'msi',
  'windows-32-msi': 'msi',
};

/**
 * A Jumpoint installer for Linux, as the guide's script runs it: `sh FILE --install-dir DIR [--user U]` leaves DIR
 * with an init-script that understands start and stop.
 */
const linuxInstaller = (jumpoint: ValueObject): string => `#!/bin/sh
# Installer of Jumpoint ${jumpoint['id']} of a sandbox: makes the folder and a script, and starts nothing.
set -eu
dir=
user=
while [ $# -gt 0 ]; do
  case $1 in
    --install-dir) dir=\${2:?--install-dir needs a folder}; shift 2 ;;
    --user) user=\${2:?--user needs a name}; shift 2 ;;
    *) echo "unknown option $1" >&2; exit 2 ;;
  esac
done
[ -n "$dir" ] || { echo "--install-dir is missing" >&2; exit 2; }
mkdir -p "$dir"
cat > "$dir/init-script" <<'END'
#!/bin/sh
case \${1:-} in
  start|stop|restart|status) echo "Jumpoint ${jumpoint['id']}: $1" ;;
  *) echo "usage: init-script start|stop|restart|status" >&2; exit 2 ;;
esac
END
chmod +x "$dir/init-script"
echo "Installed in $dir\${user:+ for $user}"
`;

function jumpointInstaller({ world, params }: Occasion): Reply {
  const id = Number(params['id']);
  const jumpoint = world.store.get('jumpoint', id);
  if (!jumpoint) throw new Refusal(problem(404, 'Not found.'));
  // Refused while a standalone Jumpoint has its node, or once a clustered one holds ten.
  const nodes = world.store.ids(`jumpoint/${id}/node`).length;
  if (nodes >= (jumpoint['clustered'] === true ? 10 : 1)) {
    throw new Refusal(problem(422, 'The Jumpoint holds as many nodes as it can.'));
  }
  const linux = jumpoint['platform'] === 'linux-x86';
  const content = linux
    ? linuxInstaller(jumpoint)
    : `MZ this is the installer of Jumpoint ${id} of a sandbox\r\n`;
  return file(linux ? `jumpoint-linux-x64-${id}.bin` : `jumpoint-win64-${id}.exe`, {
    bytes: Buffer.from(content),
  });
}

function clientInstaller({ world, params }: Occasion): Reply {
  const ending = endings[params['platform'] ?? ''];
  const installer = world.store
    .items('jump-client/installer')
    .find((one) => one['installer_id'] === params['installer_id']);
  const until = Date.parse(String(installer?.['expiration_timestamp'] ?? ''));
  if (!ending || !installer || until <= world.now()) throw new Refusal(problem(404, 'Not found.'));
  // A standard installer carries its key in its name.
  const name = `sra-scc-${installer['installer_id']}.${ending}`;
  const size = world.options.fileSize;
  if (size !== undefined) return { ...file(name, { stream: zeros(size) }), length: size };
  return file(name, {
    bytes: Buffer.from(`Jump Client installer ${installer['installer_id']} of a sandbox\n`),
  });
}

const file = (name: string, body: NonNullable<Reply['body']>): Reply => ({
  status: 200,
  headers: { 'Content-Type': media, 'Content-Disposition': disposition(name) },
  body,
});

/** The key of an installer, in the documented shape; `encodedInfo` comes in the answer of add and never again. */
export const keyInfo = (installer: string): ValueObject => ({
  encodedInfo: Buffer.from(`sandbox:${installer}`).toString('base64url'),
  filename: `sra-scc-${installer}`,
  installerPath: `/download_client_connector?id=${installer}`,
});

export const installers: readonly Special[] = [
  { method: 'GET', path: 'jumpoint/{id}/installer', run: jumpointInstaller },
  { method: 'GET', path: 'jump-client/installer/{installer_id}/{platform}', run: clientInstaller },
];
