import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { btapi, median, type Row, run } from './measure.ts';
import { place } from './sandbox.ts';

/** Many processes, one token. */
export async function parallel(processes = 80): Promise<Row[]> {
  const here = await place('--fill', 'jump-item/shell-jump=5');
  try {
    const list = [...btapi, 'list', 'jump-item/shell-jump', '--patience', '120'];
    const runs = await Promise.all(Array.from({ length: processes }, () => run(list, { env: here.env })));
    const log = (await (await fetch(`${here.env['BT_API_HOST']}/_sandbox/log`)).json()) as { path: string }[];
    const minted = log.filter(({ path }) => path === '/oauth2/token').length;
    const failed = runs.filter(({ code }) => code !== 0).length;
    return [
      { what: `${processes} lists at once, empty cache: tokens minted`, value: minted, unit: '', budget: 1 },
      { what: `${processes} lists at once, empty cache: failed`, value: failed, unit: '', budget: 0 },
    ];
  } finally {
    await here.close();
  }
}

/** A long list keeps its memory flat. */
export async function longList(items = 50_000): Promise<Row[]> {
  const here = await place('--fill', `jump-item/shell-jump=${items}`);
  try {
    const words = ['list', 'jump-item/shell-jump', '-o', 'ndjson', '--patience', '600'];
    const short = await run([...btapi, ...words, '--limit', '100'], { env: here.env, peak: true });
    const long = await run([...btapi, ...words], { env: here.env, peak: true });
    const what = `list of ${items} items as ndjson: memory above that of 100`;
    return [
      {
        what,
        value: long.peak - short.peak,
        unit: 'MiB',
        budget: 40,
        remark: `(${(long.ms / 1000).toFixed(1)} s)`,
      },
    ];
  } finally {
    await here.close();
  }
}

/** A big download, beside curl. */
export async function bigDownload(bytes: number, turns = 3): Promise<Row[]> {
  const here = await place('--file-size', String(bytes));
  const target = join(here.folder, 'big');
  try {
    const { env } = here;
    const ids = await run([...btapi, 'list', 'jump-client/installer', '-f', 'installer_id'], {
      env,
      keep: true,
    });
    const path = `jump-client/installer/${ids.stdout.split('\n', 1)[0]}/linux-64`;
    const own = [...btapi, 'download', path, '--to', target];
    const token = (await run([...btapi, 'auth', 'token'], { env, keep: true })).stdout.trim();
    const config = join(here.folder, 'curlrc');
    writeFileSync(config, `header = "Authorization: Bearer ${token}"\n`, { mode: 0o600 });
    const curl = ['curl', '-sSf', '-K', config, '-o', target, `${env['BT_API_HOST']}/api/config/v1/${path}`];
    const ratios: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const theirs = await run(curl, { env });
      rmSync(target, { force: true });
      const ours = await run(own, { env });
      rmSync(target, { force: true });
      if (ours.code !== 0 || theirs.code !== 0) throw new Error('a download failed');
      ratios.push(ours.ms / theirs.ms);
    }
    const { peak } = await run(own, { env, peak: true });
    const size = `${(bytes / 1e9).toFixed(1)} GB`;
    return [
      { what: `download of ${size}, against curl`, value: median(ratios), unit: 'x', budget: 1.5 },
      { what: `download of ${size}: peak memory`, value: peak, unit: 'MiB', budget: 120 },
    ];
  } finally {
    await here.close();
  }
}
