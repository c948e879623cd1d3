import { describe, expect, test } from 'vitest';
import { type Reading, readInput } from '../../src/io/stdin.ts';
import { countingClock, heldClock } from '../support/clock.ts';
import { fakeIo, fakeSource, open } from '../support/io.ts';

/** Lets everything that is ready run. */
const settle = () => new Promise((done) => setImmediate(done));

function reading(need: Reading['need'], more: Partial<Reading> = {}) {
  const hints: string[] = [];
  const how: Reading = {
    need,
    clock: heldClock(),
    hint: async (text) => {
      hints.push(text);
    },
    signal: new AbortController().signal,
    ...more,
  };
  return { how, hints };
}

describe('what is there', () => {
  test.each<[Reading['need'], Parameters<typeof fakeSource>[0], string | undefined]>([
    ['required', 'a=1\n', 'a=1\n'],
    ['possible', ['a=', '1'], 'a=1'],
    ['possible', undefined, undefined],
    ['possible', ' \n', undefined],
    ['announced', '', undefined],
    ['required', '\ufeffa=1', 'a=1'],
    ['required', [Uint8Array.of(0x61, 0xc3), Uint8Array.of(0xa9)], 'aé'],
  ])('%s, %j', async (need, input, wanted) => {
    const source = fakeSource(input);
    expect(await readInput(source, reading(need).how)).toBe(wanted);
    expect(source.released).toBe(true);
  });

  test.each<[Parameters<typeof fakeSource>[0], string]>([
    [undefined, 'reading standard input: there is nothing'],
    ['\n \n', 'reading standard input: there is nothing'],
    [Uint8Array.of(0xff, 0xfe, 0x61, 0), 'reading standard input: it is not UTF-8 text'],
    [['12345', '67890', open], 'reading standard input: it is longer than 8 bytes'],
  ])('required, %j is refused', async (input, message) => {
    const source = fakeSource(input);
    await expect(readInput(source, reading('required', { limit: 8 }).how)).rejects.toMatchObject({
      message,
      code: 2,
    });
    expect(source.released).toBe(true);
  });

  test('what cannot be read is refused', async () => {
    const source = {
      isTTY: false,
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('EISDIR')) }),
    };
    await expect(readInput(source, reading('required').how)).rejects.toMatchObject({
      message: 'reading standard input: EISDIR',
      code: 2,
    });
  });
});

describe('silence', () => {
  test('possible: gives up after 10 s and lets go', async () => {
    const source = fakeSource([open]);
    const clock = countingClock();
    const { how, hints } = reading('possible', { clock });
    await expect(readInput(source, how)).rejects.toMatchObject({
      message: 'reading standard input: it is open, but nothing came within 10 seconds',
      hint: 'say </dev/null when there is nothing to read, or give filters as key=value arguments',
      code: 2,
    });
    expect([clock.waits, hints, source.released]).toEqual([[10_000], [], true]);
  });

  test.each(['required', 'announced'] as const)('%s: a hint after 2 s, then waits on', async (need) => {
    const clock = heldClock();
    let come = (_: string) => {};
    const coming = new Promise<string>((done) => {
      come = done;
    });
    const source = {
      isTTY: false,
      async *[Symbol.asyncIterator]() {
        yield Buffer.from(await coming);
      },
    };
    const { how, hints } = reading(need, { clock });
    const answer = readInput(source, how);
    await settle();
    clock.pass(1_999);
    await settle();
    expect(hints).toEqual([]);
    clock.pass(1);
    await settle();
    expect(hints).toEqual(['waiting for standard input; end it with Ctrl-D, or give key=value arguments']);
    clock.pass(1_000_000);
    await settle();
    come('a=1');
    expect(await answer).toBe('a=1');
    expect(hints).toHaveLength(1);
  });

  test('input in time: the wait is cancelled', async () => {
    let cancelled = false;
    const clock = {
      now: () => 0,
      sleep: (_: number, cancel?: AbortSignal) =>
        new Promise<void>((_, fail) =>
          cancel?.addEventListener('abort', () => {
            cancelled = true;
            fail(cancel.reason);
          }),
        ),
    };
    expect(await readInput(fakeSource('x=1'), reading('possible', { clock }).how)).toBe('x=1');
    expect(cancelled).toBe(true);
  });
});

test('interrupted while waiting', async () => {
  const io = fakeIo({ stdin: [open] });
  const answer = readInput(io.stdin, reading('required', { signal: io.signal }).how);
  io.interrupt();
  await expect(answer).rejects.toMatchObject({ code: 130 });
  expect(io.stdin.released).toBe(true);
});
