import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, durationOf } from '../../src/api/windows.ts';

const second = fc.integer({ min: 0, max: 2_000_000_000 });
const stretch = fc
  .tuple(second, fc.integer({ min: 1, max: 5_000_000 }))
  .map(([from, length]) => ({ from, to: from + length }));
const length = fc.integer({ min: 500, max: 3_000_000 });

test('windows cover their stretch, touch each other, and none is longer than asked', () => {
  fc.assert(
    fc.property(stretch, length, (whole, most) => {
      const windows = cut(whole, most, 0);
      expect(windows[0]?.from).toBe(whole.from);
      expect(windows.at(-1)?.to).toBe(whole.to);
      windows.forEach((window, index) => {
        expect(durationOf(window)).toBeGreaterThan(0);
        expect(durationOf(window)).toBeLessThanOrEqual(most);
        if (index > 0) expect(window.from).toBe(windows[index - 1]?.to);
      });
    }),
  );
});

test('every second of a stretch lies in exactly one window', () => {
  fc.assert(
    fc.property(stretch, length, fc.double({ min: 0, max: 1, noNaN: true }), (whole, most, share) => {
      const moment = Math.min(whole.to - 1, whole.from + Math.floor((whole.to - whole.from) * share));
      const holding = cut(whole, most, 0).filter(({ from, to }) => moment >= from && moment < (to ?? 0));
      expect(holding.length).toBe(1);
    }),
  );
});

test('only the last window of an open stretch is open, and it is never longer than asked', () => {
  fc.assert(
    fc.property(stretch, length, ({ from, to }, most) => {
      const windows = cut({ from }, most, to);
      expect(windows.filter((window) => window.to === undefined)).toEqual([windows.at(-1)]);
      expect(to - (windows.at(-1)?.from ?? 0)).toBeLessThanOrEqual(most);
      expect(durationOf(windows.at(-1) ?? { from: 0 })).toBe(0);
    }),
  );
});

test('a stretch that begins now is one open window', () => {
  expect(cut({ from: 100 }, 50, 100)).toEqual([{ from: 100 }]);
});
