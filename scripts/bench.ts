// npm run bench [-- --short]: figures as ratios against a reference in the same run. Nothing fails on a slow machine
// unless --strict is given; the table says what is over its budget.
import { bigDownload, longList, parallel } from './bench/load.ts';
import { type Row, show } from './bench/measure.ts';
import { bigRecording, longReport } from './bench/report.ts';
import { startup } from './bench/startup.ts';

const short = process.argv.includes('--short');

const parts: readonly (() => Promise<Row[]>)[] = [
  () => startup(short ? 7 : 25),
  () => parallel(short ? 20 : 80),
  () => longList(short ? 5_000 : 50_000),
  () => bigDownload(short ? 500_000_000 : 1_000_000_000),
  () => longReport(short ? 50_000_000 : 500_000_000),
  () => bigRecording(short ? 200_000_000 : 2_000_000_000),
];

let over = 0;
for (const part of parts) {
  for (const row of await part()) {
    console.log(show(row));
    if (row.value > row.budget) over += 1;
  }
}
if (over > 0 && process.argv.includes('--strict')) process.exitCode = 1;
