import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../src/sandbox/server.ts';
import { certificates } from '../../test/support/tls.ts';
import { type Row, ratio, run } from './measure.ts';
import { peers } from './peers.ts';
import { place } from './sandbox.ts';

const nothing = [process.execPath, '-e', '0'] as const;
const list = ['list', 'jump-item/shell-jump'];

/** Start-up of an executable of one file, against `node -e 0` of the same Node, and against other tools. */
export async function executable(program: string, pairs: number): Promise<Row[]> {
  const here = await place('--fill', 'jump-item/shell-jump=100');
  const rows: Row[] = [];
  const compare = async (
    what: string,
    reference: readonly string[],
    words: readonly string[],
    budget: number,
    env: NodeJS.ProcessEnv = {},
  ) => {
    const all = { ...here.env, ...env };
    const found = await ratio(
      pairs,
      () => run(reference, { env: all }),
      () => run([program, ...words], { env: all }),
    );
    const remark = `(${found.ms.toFixed(1)} ms against ${found.reference.toFixed(1)} ms)`;
    rows.push({ what, value: found.ratio, unit: 'x', budget, remark });
  };
  const others = await peers(here);
  try {
    await run([program, ...list], { env: here.env });
    await compare('--version, against node -e 0', nothing, ['--version'], 1.25);
    await compare('--help, against node -e 0', nothing, ['--help'], 1.6);
    await compare('list over HTTP, against node -e 0', nothing, list, 2.5);
    await overTls(
      (env) => compare('list over HTTPS, own CA, against node -e 0', nothing, list, 3, env),
      program,
    );
    for (const { name, command, budget, env } of others.list) {
      await compare(`list with a cached token, against ${name}`, command, list, budget, env);
    }
    return rows;
  } finally {
    others.close();
    await here.close();
  }
}

/** The same list on an appliance that speaks TLS with a certificate of its own authority. */
async function overTls(measure: (env: NodeJS.ProcessEnv) => Promise<void>, program: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'btapi-bench-'));
  const { ca, server } = await certificates();
  writeFileSync(join(folder, 'ca.pem'), ca);
  const fill = { 'jump-item/shell-jump': 100 };
  const sandbox = await startSandbox({ tls: server, fill, limits: { perSecond: 100_000 } });
  const env = {
    BT_API_HOST: `localhost:${sandbox.port}`,
    BT_CLIENT_ID: sandbox.clientId,
    BT_CLIENT_SECRET: sandbox.clientSecret,
    BT_CA_FILE: join(folder, 'ca.pem'),
    HOME: folder,
    XDG_CACHE_HOME: folder,
  };
  try {
    const { code } = await run([program, ...list], { env });
    if (code !== 0) throw new Error('the list over HTTPS did not work');
    await measure(env);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
