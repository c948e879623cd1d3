import { btapi, median, type Row, ratio, run } from './measure.ts';
import { place } from './sandbox.ts';

const nothing = [process.execPath, '-e', '0'] as const;

/** Start-up against `node -e 0` of the same Node. */
export async function startup(pairs: number): Promise<Row[]> {
  const here = await place('--fill', 'jump-item/shell-jump=100');
  const list = [...btapi, 'list', 'jump-item/shell-jump'];
  try {
    const { env } = here;
    const rows: Row[] = [];
    await run(list, { env });
    for (const [what, command, budget] of [
      ['btapi --version', [...btapi, '--version'], 1.3],
      ['btapi --help', [...btapi, '--help'], 1.6],
      ['btapi list, 100 items over HTTP, cached token', list, 2.6],
    ] as const) {
      const found = await ratio(
        pairs,
        () => run(nothing, { env }),
        () => run(command, { env }),
      );
      rows.push({
        what,
        value: found.ratio,
        unit: 'x',
        budget,
        remark: `(${found.ms.toFixed(1)} ms, node ${found.reference.toFixed(1)} ms)`,
      });
    }
    const peaks = async (command: readonly string[]) => {
      const values: number[] = [];
      for (let turn = 0; turn < 5; turn += 1) values.push((await run(command, { env, peak: true })).peak);
      return median(values);
    };
    const base = await peaks(nothing);
    const own = await peaks(list);
    rows.push({
      what: 'peak memory of that list',
      value: own / base,
      unit: 'x',
      budget: 1.4,
      remark: `(${own.toFixed(1)} MiB, node ${base.toFixed(1)})`,
    });
    return rows;
  } finally {
    await here.close();
  }
}
