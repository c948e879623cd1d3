import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { usage } from './errors.ts';
import type { Io } from './io/io.ts';

/** Which zip of a build answers cli/PLATFORM. The macOS one is for Apple's own processors, as all Macs since 2020 have. */
const names: Readonly<Record<string, string>> = {
  linux: 'btapi-linux-x64.zip',
  win32: 'btapi-win-x64.zip',
  macos: 'btapi-macos-arm64.zip',
};

/**
 * The zips the sandbox hands out: those of `folder`, or those that `npm run build:exe` has made beside this very
 * btapi. A platform without a zip gives nothing.
 * @throws Failure, exit 2, for a folder that holds none
 */
export function cliZips(io: Io, folder?: string): (platform: string) => Uint8Array | undefined {
  const holds = (place: string) => Object.values(names).some((name) => existsSync(join(place, name)));
  if (folder !== undefined && !holds(resolve(io.cwd, folder))) {
    throw usage(
      `reading --cli-zips: there is none of ${Object.values(names).join(', ')} in ${folder}`,
      'npm run build:exe makes them in build/exe',
    );
  }
  // From dist/btapi.cjs they are in ../build/exe; an executable stands in build/exe/PLATFORM itself.
  const here = dirname(io.self.at(-1) ?? '');
  const beside = [resolve(here, '../build/exe'), resolve(here, '..')];
  const place = folder === undefined ? beside.find(holds) : resolve(io.cwd, folder);
  return (platform) => {
    const file = place && join(place, names[platform] ?? '');
    return file && names[platform] && existsSync(file) ? readFileSync(file) : undefined;
  };
}
