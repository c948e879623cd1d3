import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifest, root, sha256 } from '../../scripts/exe/places.ts';
import { begin } from '../support/spawn.ts';
import { have, root as isRoot, sandboxed, scratch, settingsOf } from './support.ts';

const folder = join(root, 'build/packages');
const { version } = manifest();

function made(name: string): string | undefined {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  console.info(`skipped: ${name} is not built (npm run build:packages)`);
  return undefined;
}

const files = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .sort();

const pages = readdirSync(join(root, 'man')).map((page) => `usr/share/man/man1/${page}.gz`);
const common = [
  'usr/bin/btapi',
  'usr/share/bash-completion/completions/btapi',
  'usr/share/doc/btapi/THIRD-PARTY-NOTICES.gz',
  'usr/share/doc/btapi/changelog.gz',
  'usr/share/doc/btapi/copyright',
  'usr/share/fish/vendor_completions.d/btapi.fish',
  ...pages,
];

/** The installed program answers, from where the package has put it. */
async function works(place: string): Promise<void> {
  const sandbox = await sandboxed();
  const program = join(place, 'usr/bin/btapi');
  const listed = await begin(
    ['list', 'jump-group', '-f', 'id', '--limit', '1'],
    { env: { ...settingsOf(sandbox), HOME: place, BT_TOKEN_CACHE: 'off' } },
    program,
  ).finished;
  expect(listed).toMatchObject({ code: 0, stdout: '1\n', stderr: '' });
}

const deb = made(`btapi_${version}_amd64.deb`);

describe.skipIf(!deb || !isRoot() || !have('dpkg'))('.deb', () => {
  const place = scratch();
  const dpkg = (...words: string[]) =>
    execFileSync('dpkg', [`--root=${place}`, '--force-depends', '--log=/dev/null', ...words], {
      stdio: 'pipe',
    });

  test('is installed, runs, and leaves nothing when it is removed', async () => {
    for (const name of ['updates', 'info', 'triggers'])
      mkdirSync(join(place, 'var/lib/dpkg', name), { recursive: true });
    for (const name of ['status', 'available']) writeFileSync(join(place, 'var/lib/dpkg', name), '');
    dpkg('--install', deb ?? '');
    const installed = files(place).filter((name) => name.startsWith('usr/'));
    expect(installed).toEqual([...common, 'usr/share/zsh/vendor-completions/_btapi'].sort());
    await works(place);
    dpkg('--purge', 'btapi');
    expect(existsSync(join(place, 'usr')) ? files(join(place, 'usr')) : []).toEqual([]);
  });
});

const rpm = made(`btapi-${version}-1.x86_64.rpm`);

describe.skipIf(!rpm || !isRoot() || !have('rpm'))('.rpm', () => {
  const place = scratch();
  const words = ['--root', place, '--nodeps', '--noscripts', '--nosignature', '--ignoreos'];

  test('is installed, runs, and leaves nothing when it is removed', async () => {
    execFileSync('rpm', [...words, '--install', rpm ?? ''], { stdio: 'pipe' });
    const installed = files(place).filter(
      (name) => name.startsWith('usr/') && !name.includes('lib/sysimage'),
    );
    expect(installed).toEqual([...common, 'usr/share/zsh/site-functions/_btapi'].sort());
    await works(place);
    execFileSync('rpm', ['--root', place, '--nodeps', '--noscripts', '--erase', 'btapi'], { stdio: 'pipe' });
    expect(existsSync(join(place, 'usr/bin')) ? files(join(place, 'usr/bin')) : []).toEqual([]);
  });
});

const tarball = made(`btapi-${version}.tgz`);

describe.skipIf(!tarball)('the npm package', () => {
  const prefix = scratch();

  test('holds the program, its manual and its pages, and nothing else', () => {
    const names = execFileSync('tar', ['-tzf', tarball ?? ''], { encoding: 'utf8' })
      .trim()
      .split('\n');
    const others = names.filter((name) => !/^package\/(docs|man)\//.test(name));
    expect(others.filter((name) => !/^package\/dist\/\w+\.(cjs|cache)$/.test(name)).sort()).toEqual([
      'package/CHANGELOG.md',
      'package/LICENSE',
      'package/README.md',
      'package/dist/THIRD-PARTY-NOTICES',
      'package/package.json',
    ]);
    expect(names).toContain('package/dist/btapi.cjs');
    expect(names.filter((name) => !/\.(md|1)$/.test(name) && !others.includes(name))).toEqual([]);
  });

  test('is installed alone, into an empty prefix, and runs', async () => {
    const words = [
      'install',
      '--global',
      '--prefix',
      prefix,
      '--offline',
      '--no-audit',
      '--no-fund',
      tarball ?? '',
    ];
    execFileSync('npm', words, { stdio: 'pipe', env: { ...process.env, HOME: prefix } });
    expect(readdirSync(join(prefix, 'lib/node_modules'))).toEqual(['btapi']);
    expect(existsSync(join(prefix, 'lib/node_modules/btapi/node_modules'))).toBe(false);
    const sandbox = await sandboxed();
    const listed = await begin(
      ['list', 'jump-group', '-f', 'id', '--limit', '1'],
      { env: { ...settingsOf(sandbox), HOME: prefix, BT_TOKEN_CACHE: 'off' } },
      join(prefix, 'bin/btapi'),
    ).finished;
    expect(listed).toMatchObject({ code: 0, stdout: '1\n', stderr: '' });
  });
});

test.skipIf(!made('SHA256SUMS'))('every package has its hash in the list', () => {
  const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
  for (const line of lines) {
    const [sum, name = ''] = line.split('  ');
    expect({ name, sum }).toEqual({ name, sum: sha256(readFileSync(join(folder, name))) });
  }
  const there = readdirSync(folder).filter((name) => /\.(deb|rpm|tgz)$/.test(name));
  expect(lines.map((line) => line.split('  ')[1])).toEqual(there.sort());
});
