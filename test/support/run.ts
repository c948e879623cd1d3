import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { main } from '../../src/main.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { type FakeIo, type FakeIoOptions, fakeIo } from './io.ts';

export interface Result {
  code: number;
  stdout: string;
  stderr: string;
  /** What the sandbox was asked during the run: "POST /api/config/v1/jump-group {body}", tokens left out. */
  calls: string[];
}

export interface World {
  sandbox: Sandbox;
  /** A folder of this test file's own, with home, cache and current folder below it. */
  folder: string;
  /** The settings that reach the sandbox. */
  env: Record<string, string>;
  io(options?: FakeIoOptions): FakeIo;
  /** Runs a command line, split at blanks unless it is a list of words. */
  run(line: string | readonly string[], options?: FakeIoOptions): Promise<Result>;
}

/** A sandbox for a test file, emptied of faults and log between its tests, and the whole program run against it. */
export async function world(options: SandboxOptions = {}): Promise<World> {
  const sandbox = await startSandbox({ seed: true, limits: { perSecond: 100_000 }, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'btapi-test-'));
  afterEach(() => sandbox.reset());
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = {
    BT_API_HOST: sandbox.url.origin,
    BT_CLIENT_ID: sandbox.clientId,
    BT_CLIENT_SECRET: sandbox.clientSecret,
    BT_TOKEN_CACHE: 'off',
  };
  const io = (over: FakeIoOptions = {}) =>
    fakeIo({ cwd: folder, home: folder, ...over, env: { ...env, ...over.env } });
  return {
    sandbox,
    folder,
    env,
    io,
    run: async (line, over) => {
      const world = io(over);
      const before = sandbox.log.length;
      const words = typeof line === 'string' ? line.split(' ').filter(Boolean) : [...line];
      const code = await main(words, world);
      return { code, stdout: world.stdout.text, stderr: world.stderr.text, calls: calls(sandbox, before) };
    },
  };
}

function calls(sandbox: Sandbox, from: number): string[] {
  return sandbox.log
    .slice(from)
    .filter(({ path }) => path !== '/oauth2/token')
    .map(({ method, path, query, body }) => {
      const asked = new URLSearchParams(query).toString();
      return `${method} ${path}${asked && `?${asked}`}${body === null ? '' : ` ${JSON.stringify(body)}`}`;
    });
}
