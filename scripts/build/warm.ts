import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Script } from 'node:vm';

// In the header of V8's cached data: magic number, version, source, then a hash of the flags V8 runs with
// (v8/src/snapshot/code-serializer.h). The seed below is one, and changes no code; it is taken out of that hash again.
const flagHashAt = 12;
const flagHash = (): number => new Script('0').createCachedData().readUInt32LE(flagHashAt);

// Gathers the scripts that the loader opens and, when the run ends, keeps what V8 has made of them.
const gather = (folder: string, names: readonly string[]) => `
const flagHashAt = ${flagHashAt};
const scripts = globalThis[Symbol.for('btapi.scripts')] = new Map();
process.on('exit', () => {
  for (const name of ${JSON.stringify(names)}) {
    const script = scripts.get(name);
    if (!script) continue;
    const data = script.createCachedData();
    data.writeUInt32LE(${flagHash()}, flagHashAt);
    require('node:fs').writeFileSync(${JSON.stringify(folder)} + '/' + name + '.cache', data);
  }
});`;

/**
 * Runs the main job once against the sandbox and keeps the compiled code of the named files beside them. It fits this
 * very Node only; any other compiles anew.
 */
export async function warm(folder: string, names: readonly string[]): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'btapi-warm-'));
  const program = resolve(folder, 'main.cjs');
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], HOME: place, XDG_CACHE_HOME: place };
  writeFileSync(join(place, 'gather.cjs'), gather(resolve(folder), names));
  const sandbox = spawn(process.execPath, ['--', program, 'sandbox', '--fill', 'jump-group=100'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: sandbox.stdout })) {
      const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
      if (name) env[name] = value;
      if (name === 'BT_CLIENT_SECRET') break;
    }
    const list = ['list', 'jump-group'];
    await ended(['--', program, ...list], env);
    // With one seed for its hash tables V8 gives the same bytes at every build.
    await ended(['--hash-seed=1', '--require', join(place, 'gather.cjs'), '--', program, ...list], env);
  } finally {
    sandbox.kill('SIGTERM');
    await new Promise((done) => sandbox.on('close', done));
    rmSync(place, { recursive: true, force: true });
  }
}

async function ended(words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`the program just built ended with ${String(code)}`);
}
