import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { output } from '../../scripts/exe/places.ts';
import { cliZips } from '../../src/cli-zips.ts';
import { fillIn, guideScripts } from '../guide/scripts.ts';
import { fakeIo } from '../support/io.ts';
import { begin } from '../support/spawn.ts';
import { certificates } from '../support/tls.ts';
import { emptyRoot, programs, script } from './empty-root.ts';
import { built, have, root, sandboxed, scratch } from './support.ts';

// curl as the machine has it, but for the address that only AWS answers.
const metadata = `#!/usr/bin/bash
for word in "$@"; do
  case $word in
    http://169.254.169.254/latest/meta-data/instance-id) printf i-0123456789abcdef0; exit ;;
    http://169.254.169.254/latest/meta-data/public-ipv4) printf 198.51.100.7; exit ;;
    http://169.254.169.254/latest/meta-data/tags/instance/Name) printf web-1 > name.txt; printf 200; exit ;;
  esac
done
exec /usr/bin/curl.real "$@"
`;

const file = built('linux-x64');
const guide = guideScripts();

describe.skipIf(!file || !root() || !have('unzip', 'curl', 'ldd', 'chroot'))('an empty root', async () => {
  const folder = scratch();
  const { ca, server } = await certificates();
  const zips = cliZips(fakeIo(), output());
  const sandbox = await sandboxed({ cliZip: zips, tls: server });
  emptyRoot(folder, file ?? '');
  script(folder, 'usr/bin/curl', metadata);
  script(folder, 'usr/bin/apt', '#!/usr/bin/bash\nexit 0\n');
  writeFileSync(join(folder, 'ca.pem'), ca);
  mkdirSync(join(folder, 'work'));

  const inside = (words: readonly string[]) =>
    begin(
      [folder, '/usr/bin/bash', '-c', 'cd /work && "$@"', 'bash', ...words],
      {
        env: { PATH: '/usr/bin:/usr/sbin', HOME: '/root', BT_CA_FILE: '/ca.pem', CURL_CA_BUNDLE: '/ca.pem' },
      },
      'chroot',
    ).finished;

  test('holds no Node', () => {
    expect(programs(folder).filter((name) => /^(node|npm|nodejs)/.test(name))).toEqual([]);
  });

  test.skipIf(!guide)("runs the guide's register script with the zip the appliance gives", async () => {
    const text = fillIn(guide?.register ?? '', {
      BT_CLIENT_ID: sandbox.clientId,
      BT_CLIENT_SECRET: sandbox.clientSecret,
      BT_API_HOST: sandbox.url.host,
    });
    script(folder, 'work/register.sh', text);
    const { code, stdout, stderr } = await inside(['/usr/bin/bash', '/work/register.sh']);
    expect({ code, error: /btapi: .*/.exec(stderr)?.[0] }).toEqual({ code: 0, error: undefined });
    expect(stdout).toContain('"tag":"i-0123456789abcdef0"');
    expect(
      sandbox.store.items('jump-item/shell-jump').filter(({ tag }) => tag === 'i-0123456789abcdef0'),
    ).toMatchObject([
      { name: 'web-1', hostname: '198.51.100.7', port: 22, username: 'ec2-user', jumpoint_id: 1 },
    ]);
  });

  test('runs from the zip alone', async () => {
    const fetched = await inside([
      'curl',
      '-sSf',
      '-o',
      'btapi.zip',
      `${sandbox.url.origin}/api/config/v1/cli/linux`,
    ]);
    expect(fetched).toMatchObject({ code: 0 });
    expect(await inside(['unzip', '-qo', 'btapi.zip'])).toMatchObject({ code: 0 });
    const listed = await inside([
      '/usr/bin/env',
      '/usr/bin/bash',
      '-c',
      `BT_API_HOST=${sandbox.url.host} BT_CLIENT_ID=${sandbox.clientId} BT_CLIENT_SECRET=${sandbox.clientSecret} ` +
        './btapi list jump-group -f id --limit 1',
    ]);
    expect(listed).toMatchObject({ code: 0, stdout: '1\n', stderr: '' });
  });
});
