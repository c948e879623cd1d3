import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../scripts/exe/places.ts';
import { targets } from '../../scripts/exe/targets.ts';
import { fill } from '../../scripts/packages/facts.ts';
import { manifests } from '../../scripts/packages/manifests.ts';

const hash = (name: string) => name.padEnd(64, '0');
const facts = {
  version: '1.2.3',
  description: 'A command line',
  url: 'https://files.example.com/v1.2.3',
  ...Object.fromEntries(targets.map(({ name }) => [`sha256-${name}`, hash(name)])),
};
const made = manifests(facts);
const text = (name: string) => made.get(name) ?? '';

test('there is one of each', () => {
  expect([...made.keys()]).toEqual([
    'Dockerfile',
    'btapi.json',
    'btapi.rb',
    'install.ps1',
    'install.sh',
    'winget/btapi.btapi.installer.yaml',
    'winget/btapi.btapi.locale.en-US.yaml',
    'winget/btapi.btapi.yaml',
  ]);
});

test('Scoop', () => {
  expect(JSON.parse(text('btapi.json'))).toMatchObject({
    version: '1.2.3',
    architecture: { '64bit': { url: `${facts.url}/btapi-win-x64.zip`, hash: hash('win-x64') } },
  });
});

test('winget', () => {
  const files = [...made.keys()].filter((name) => name.startsWith('winget/'));
  for (const name of files) {
    expect(parse(text(name))).toMatchObject({ PackageIdentifier: 'btapi.btapi', PackageVersion: '1.2.3' });
  }
  expect(parse(text('winget/btapi.btapi.installer.yaml')).Installers).toEqual([
    { Architecture: 'x64', InstallerUrl: `${facts.url}/btapi-win-x64.zip`, InstallerSha256: hash('win-x64') },
  ]);
});

test.each(['macos-arm64', 'macos-x64', 'linux-arm64', 'linux-x64'])(
  'Homebrew pairs %s with its hash',
  (name) => {
    expect(text('btapi.rb')).toContain(`url "${facts.url}/btapi-${name}.zip"\n      sha256 "${hash(name)}"`);
  },
);

test.each([
  ['amd64', 'linux-x64'],
  ['arm64', 'linux-arm64'],
])('the container for %s holds %s', (architecture, name) => {
  expect(text('Dockerfile')).toContain(`${architecture}) name=${name} sum=${hash(name)} ;;`);
});

// There is no PowerShell to run it with: only the order of its steps is held here.
test('install.ps1 checks the hash before it unpacks, and replaces by one move', () => {
  const script = text('install.ps1');
  const steps = [
    `$wanted = '${hash('win-x64')}'`,
    'Invoke-WebRequest',
    'Get-FileHash -Algorithm SHA256',
    'if ($found -ne $wanted)',
    'Expand-Archive',
    '--version',
    'Move-Item -LiteralPath $new -Destination $target',
    '} finally {',
    'Remove-Item -Recurse',
  ].map((step) => script.indexOf(step));
  expect(steps).not.toContain(-1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});

test('a name that is no fact is an error', () => {
  expect(() => fill('{{nothing}}', facts)).toThrow('{{nothing}}');
});

test('package.json pins the Node that the executables hold', async () => {
  const { nodeVersion } = await import('../../scripts/exe/targets.ts');
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(devDependencies.node).toBe(nodeVersion);
});
