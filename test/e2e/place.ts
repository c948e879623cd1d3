import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';

export interface Place {
  sandbox: Sandbox;
  /** Home and current folder; nothing else of the machine is used. */
  folder: string;
  /** The settings that reach the sandbox from there. */
  env: Record<string, string>;
  /** "METHOD /path" of every call but those for tokens, in their order. */
  calls(): string[];
  /** How many tokens were made. */
  tokens(): number;
}

/** A sandbox for the spawned program, emptied between tests. */
export async function place(options: SandboxOptions = {}): Promise<Place> {
  const sandbox = await startSandbox({ seed: true, limits: { perSecond: 100_000 }, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'btapi-e2e-'));
  const cache = join(folder, 'cache');
  afterEach(() => {
    sandbox.reset();
    // The tokens in it have ended with the sandbox's.
    rmSync(cache, { recursive: true, force: true });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const toToken = (path: string) => path === '/oauth2/token';
  return {
    sandbox,
    folder,
    env: {
      HOME: folder,
      XDG_CACHE_HOME: cache,
      BT_API_HOST: sandbox.url.origin,
      BT_CLIENT_ID: sandbox.clientId,
      BT_CLIENT_SECRET: sandbox.clientSecret,
    },
    calls: () =>
      sandbox.log.filter(({ path }) => !toToken(path)).map(({ method, path }) => `${method} ${path}`),
    tokens: () => sandbox.log.filter(({ path }) => toToken(path)).length,
  };
}
