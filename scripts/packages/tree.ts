import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { scripts } from '../../src/commands/completion-scripts.ts';
import { executablePath, output, root } from '../exe/places.ts';
import type { Target } from '../exe/targets.ts';

/** Where a distribution keeps the completions of zsh that packages bring. */
const zsh = { deb: 'usr/share/zsh/vendor-completions', rpm: 'usr/share/zsh/site-functions' };

/** Lays out what a package installs below a folder: program, manual, completions, licences. */
export function layOut(folder: string, target: Target, form: 'deb' | 'rpm'): void {
  rmSync(folder, { recursive: true, force: true });
  const put = (to: string, content: string | Uint8Array, mode = 0o644) => {
    const file = join(folder, to);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  };
  mkdirSync(join(folder, 'usr/bin'), { recursive: true });
  copyFileSync(executablePath(target), join(folder, 'usr/bin/btapi'));
  chmodSync(join(folder, 'usr/bin/btapi'), 0o755);
  for (const page of readdirSync(join(root, 'man'))) {
    put(`usr/share/man/man1/${page}.gz`, packed(readFileSync(join(root, 'man', page))));
  }
  put('usr/share/bash-completion/completions/btapi', scripts['bash'] ?? '');
  put('usr/share/fish/vendor_completions.d/btapi.fish', scripts['fish'] ?? '');
  put(`${zsh[form]}/_btapi`, scripts['zsh'] ?? '');
  put('usr/share/doc/btapi/copyright', readFileSync(join(root, 'LICENSE')));
  put('usr/share/doc/btapi/changelog.gz', packed(readFileSync(join(root, 'CHANGELOG.md'))));
  put(
    'usr/share/doc/btapi/THIRD-PARTY-NOTICES.gz',
    packed(readFileSync(join(output(), 'THIRD-PARTY-NOTICES'))),
  );
}

// zlib writes no time and no name into the header, as gzip -n.
const packed = (content: Uint8Array): Buffer => gzipSync(content, { level: 9 });
