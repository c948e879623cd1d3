import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest } from '../exe/places.ts';
import type { Target } from '../exe/targets.ts';
import { run } from './run.ts';
import { layOut } from './tree.ts';

const architectures = { x64: 'x86_64', arm64: 'aarch64' };

/** Builds the .rpm of a Linux target and gives its name. It installs files and runs nothing. */
export async function buildRpm(target: Target, folder: string): Promise<string> {
  const { version } = manifest();
  const architecture = architectures[target.arch];
  const work = join(folder, 'work', `rpm-${architecture}`);
  const tree = join(work, 'tree');
  layOut(tree, target, 'rpm');
  const spec = join(work, 'btapi.spec');
  writeFileSync(spec, specOf(version, tree));
  mkdirSync(join(work, 'top'), { recursive: true });
  await run('rpmbuild', ['-bb', '--target', architecture, '--define', `_topdir ${join(work, 'top')}`, spec]);
  const name = `btapi-${version}-1.${architecture}.rpm`;
  cpSync(join(work, 'top/RPMS', architecture, name), join(folder, name));
  return name;
}

const specOf = (
  version: string,
  tree: string,
): string => `# The program is finished: stripping it would cut the bundle out, and it has no debug parts.
%define __os_install_post %{nil}
%define debug_package %{nil}
%define _build_id_links none
%define _binary_payload w1.xzdio
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _buildhost localhost

Name: btapi
Version: ${version}
Release: 1
Summary: Command line for BeyondTrust PRA, Remote Support and Password Safe
License: Apache-2.0
AutoReqProv: no
Requires: glibc >= 2.28, libstdc++, libgcc

%description
key=value in, typed API calls, JSON or key=value out, for scripts and for people. Not made by BeyondTrust.

%install
cp -a '${tree}/.' %{buildroot}

%files
%attr(0755, root, root) /usr/bin/btapi
%attr(0644, root, root) /usr/share/man/man1/*
%attr(0644, root, root) /usr/share/bash-completion/completions/btapi
%attr(0644, root, root) /usr/share/fish/vendor_completions.d/btapi.fish
%attr(0644, root, root) /usr/share/zsh/site-functions/_btapi
%dir /usr/share/doc/btapi
%attr(0644, root, root) /usr/share/doc/btapi/*
`;
