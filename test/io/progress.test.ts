import { expect, test } from 'vitest';
import { progress } from '../../src/io/progress.ts';
import { countingClock } from '../support/clock.ts';
import { capture } from '../support/io.ts';

const erase = '\r\u001b[K';

test('a bar on a terminal, ten times a second at most, erased at the end', async () => {
  const sink = capture({ isTTY: true, columns: 80 });
  const clock = countingClock();
  const bar = progress(sink, clock, 'setup\u001b.sh', 4_000_000);
  bar.add(500);
  clock.pass(50);
  bar.add(500);
  clock.pass(950);
  bar.add(999_000);
  await bar.done();
  expect(sink.text).toBe(
    `${erase}setup\\u001b.sh  500 B  0 %${erase}setup\\u001b.sh  1.0 MB  25 %  1.0 MB/s${erase}`,
  );
});

test('without a total, and cut to the width', async () => {
  const sink = capture({ isTTY: true, columns: 10 });
  const bar = progress(sink, countingClock(), 'download');
  bar.add(1);
  await bar.done();
  expect(sink.text).toBe(`${erase}download ${erase}`);
});

test('nothing anywhere else, nor for nothing', async () => {
  const pipe = capture();
  const quiet = capture({ isTTY: true });
  for (const sink of [pipe, quiet]) {
    const bar = progress(sink, countingClock(), 'x', 10);
    if (sink === pipe) bar.add(10);
    await bar.done();
  }
  expect([pipe.text, quiet.text]).toEqual(['', '']);
});
