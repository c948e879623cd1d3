import { usage } from '../errors.ts';
import type { Report } from './catalogue/xml-row.ts';
import { cut, type Window } from './windows.ts';

/** A local time as milliseconds since 1970. A time that a clock change leaves out is as much later as the change is long. */
export type Zone = (
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
) => number;

/** The time zone of this machine. */
export const localZone: Zone = (year, month, ...rest) => new Date(year, month - 1, ...rest).getTime();

/** A range as typed. */
export interface RangeWords {
  last?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  by?: string | undefined;
  window?: string | undefined;
}

/** How a command calls things, for messages. */
export interface RangeLabels {
  /** Where help is: "btapi recordings --help". */
  help: string;
  /** The option that ends a range. */
  to: string;
}

/** Windows to ask for, one after the other, each by the parameter `${by}_time`. */
export interface Plan {
  by: 'start' | 'end';
  windows: readonly Window[];
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const day = 86_400;
const week = 604_800;
/** More windows than this are a slip of the pen: a year by the hour has 8,760. */
const most = 10_000;

/** Seconds of `7d`, `12h`, `30m`, `90s`, `2w`. */
export function parseSpan(text: string, option: string): number {
  const [, count = '', unit = ''] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  const seconds = Number(count) * (units[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw usage(`reading ${option}: "${text}" is no length of time`, 'write 7d, 12h, 30m, 90s or 2w');
}

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** UNIX seconds of a date (its midnight here), a local time, or a time with its offset (RFC 3339). */
export function parseMoment(text: string, option: string, zone: Zone): number {
  const [, year = '', month = '', date = '', hour = '0', minute = '0', second = '0', offset] =
    pattern.exec(text) ?? [];
  const [y, mo, d, h, mi, s] = [year, month, date, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const plain = Date.UTC(y, mo - 1, d, h, mi, s);
  const real = new Date(plain);
  const [, hours, minutes] = /^[+-](\d{2}):?(\d{2})$/.exec(offset ?? '') ?? [];
  const whole =
    real.getUTCMonth() === mo - 1 &&
    real.getUTCDate() === d &&
    [mi, s, Number(minutes ?? 0)].every((sixtieth) => sixtieth < 60) &&
    [h, Number(hours ?? 0)].every((hour) => hour < 24);
  if (year === '' || !whole) {
    throw usage(
      `reading ${option}: "${text}" is no date or time`,
      'write 2026-11-01, 2026-11-01T08:00 or 2026-11-01T08:00:00Z',
    );
  }
  const seconds =
    offset === undefined ? Math.floor(zone(y, mo, d, h, mi, s) / 1000) : plain / 1000 - shift(offset);
  if (seconds < 0) throw usage(`reading ${option}: "${text}" is before 1970`);
  return seconds;
}

function shift(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}

/**
 * What to ask for, from the range as typed; undefined when none was.
 * @param now UNIX milliseconds
 * @throws Failure (exit 2) for a range that cannot be read, is empty, or that the report does not have
 */
export function planRange(
  name: string,
  row: Report,
  words: RangeWords,
  now: number,
  zone: Zone,
  labels: RangeLabels = { help: `btapi report ${name} --help`, to: '--to' },
): Plan | undefined {
  const asked = Object.entries(words).find(([, value]) => value !== undefined);
  if (!asked) return undefined;
  const [option] = asked;
  if (!row.params['start_time']) {
    throw usage(`reading --${option}: ${name} takes no range`, labels.help);
  }
  if (words.by !== undefined && words.by !== 'start' && words.by !== 'end') {
    throw usage(`reading --by: "${words.by}" is neither start nor end`);
  }
  const by = words.by ?? 'start';
  if (!row.params[`${by}_time`]) throw usage(`reading --by: ${name} goes by the start only`);
  const stretch = stretchOf(name, words, now, zone, labels);
  const seconds = Math.floor(now / 1000);
  const whole = (stretch.to ?? seconds) - stretch.from;
  if (row.whole && words.window !== undefined) {
    throw usage(`reading --window: ${name} counts over its whole range, which cannot be cut`);
  }
  const length =
    words.window === undefined ? (whole > week ? day : week) : parseSpan(words.window, '--window');
  if (row.whole) return { by, windows: [stretch] };
  if (whole / length > most) {
    const asked = words.window ?? '1d, which long ranges are cut into,';
    throw usage(
      `reading --window: ${asked} makes more than ${most} windows`,
      'name a longer one: --window 7d',
    );
  }
  return { by, windows: cut(stretch, length, seconds) };
}

function stretchOf(name: string, words: RangeWords, now: number, zone: Zone, labels: RangeLabels): Window {
  const { last, from, to } = words;
  if (last !== undefined) {
    if (from !== undefined || to !== undefined)
      throw usage(`reading --last: it does not go with --from and ${labels.to}`);
    return { from: Math.max(0, Math.floor(now / 1000) - parseSpan(last, '--last')) };
  }
  if (from === undefined) {
    throw usage(`reading the range of ${name}: --last or --from says where it begins`, labels.help);
  }
  const start = parseMoment(from, '--from', zone);
  if (to === undefined) {
    if (start * 1000 <= now) return { from: start };
    throw usage(`reading --from: ${from} is still to come`);
  }
  // The end is not included, but a second that has begun before it is: 23:59:59.999 takes in all of a day.
  const end = parseMoment(to, labels.to, zone) + (/\.\d*[1-9]/.test(to) ? 1 : 0);
  if (end > start) return { from: start, to: end };
  throw usage(
    `reading ${labels.to}: ${to} is not after ${from}`,
    `${labels.to} is where the range ends, itself not included`,
  );
}
