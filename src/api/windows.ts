/** A stretch of time in UNIX seconds: `from` inclusive, `to` exclusive; without `to` until the appliance's now. */
export interface Window {
  from: number;
  to?: number;
}

/** The whole seconds of a stretch as the Reporting API counts them: 0 means until now. */
export const durationOf = ({ from, to }: Window): number => (to === undefined ? 0 : to - from);

/**
 * Cuts a stretch into windows of at most `length` seconds that touch without gap or overlap.
 * @param until where an open stretch is taken to end when it is cut; its last window stays open, so that what
 *   begins while we ask is not lost
 */
export function cut(stretch: Window, length: number, until: number): Window[] {
  const end = stretch.to ?? until;
  const windows: Window[] = [];
  for (let from = stretch.from; from < end; from += length)
    windows.push({ from, to: Math.min(from + length, end) });
  const last = windows.at(-1);
  if (stretch.to !== undefined) return windows;
  if (!last) return [{ from: stretch.from }];
  windows[windows.length - 1] = { from: last.from };
  return windows;
}
