import type { Clock } from '../../src/clock.ts';

/** A clock that counts instead of waiting. */
export interface CountingClock extends Clock {
  /** The waits asked for so far, in milliseconds. */
  waits: number[];
  /** Lets time pass. */
  pass(ms: number): void;
}

/** Every sleep ends at once, after it has been written down and added to the time. */
export function countingClock(start = Date.UTC(2026, 0, 1)): CountingClock {
  let time = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    pass: (ms) => {
      time += ms;
    },
    sleep: async (ms, cancel) => {
      cancel?.throwIfAborted();
      waits.push(ms);
      time += ms;
    },
  };
}

/** A clock whose sleeps end only when a test lets enough time pass (or cancels them). */
export function heldClock(start = Date.UTC(2026, 0, 1)): CountingClock {
  let time = start;
  const waits: number[] = [];
  const sleepers: { until: number; wake: () => void }[] = [];
  return {
    waits,
    now: () => time,
    pass: (ms) => {
      time += ms;
      for (const sleeper of sleepers.splice(0)) {
        if (sleeper.until <= time) sleeper.wake();
        else sleepers.push(sleeper);
      }
    },
    sleep: (ms, cancel) =>
      new Promise((wake, fail) => {
        waits.push(ms);
        sleepers.push({ until: time + ms, wake });
        cancel?.addEventListener('abort', () => fail(cancel.reason), { once: true });
      }),
  };
}
