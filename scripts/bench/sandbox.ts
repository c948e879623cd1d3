import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { btapi } from './measure.ts';

export interface Place {
  env: NodeJS.ProcessEnv;
  folder: string;
  close(): Promise<void>;
}

/** A sandbox in a process of its own, and an environment that leads to it, with home and cache in a temporary folder. */
export async function place(...words: string[]): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'btapi-bench-'));
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], HOME: folder, XDG_CACHE_HOME: folder };
  const [program, ...rest] = btapi;
  const child = spawn(program, [...rest, 'sandbox', ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    if (name) env[name] = value;
    if (name === 'BT_CLIENT_SECRET') break;
  }
  return {
    env,
    folder,
    close: async () => {
      child.kill('SIGTERM');
      await new Promise((done) => child.on('close', done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
