import { zipSync } from 'fflate';

/** One argument as POSIX sh reads it. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/**
 * The zip of the command line tool: one file, its x bit kept, so that scripts can run it right after unzip.
 * The file runs this very installation. On Windows it is a batch file: no program can be made here, and cmd and
 * PowerShell find `btapi.cmd` when they are asked for `btapi`.
 */
export function cliZip(platform: string, self: readonly string[]): Uint8Array {
  const windows = platform === 'win32';
  const script = windows
    ? `@echo off\r\n${self.map((word) => `"${word}"`).join(' ')} %*\r\n`
    : `#!/bin/sh\nexec ${self.map(quoted).join(' ')} "$@"\n`;
  const name = windows ? 'btapi.cmd' : 'btapi';
  // os 3 is Unix: the upper half of attrs is then the mode of a regular file, 0100755.
  return zipSync({ [name]: [Buffer.from(script), { os: 3, attrs: 0o100755 << 16 }] });
}
