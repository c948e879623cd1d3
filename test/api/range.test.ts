import { describe, expect, test } from 'vitest';
import { reports } from '../../src/api/catalogue/report.ts';
import type { Report } from '../../src/api/catalogue/xml-row.ts';
import { parseMoment, parseSpan, planRange, type RangeWords, type Zone } from '../../src/api/range.ts';

/** A zone by its name, worked out the slow way from what Intl says. */
const zoneOf = (timeZone: string): Zone => {
  // Reading a time there and correcting by the difference, twice, since the first step may cross a clock change.
  const shown = (ms: number): number => {
    const part = Object.fromEntries(
      new Intl.DateTimeFormat('en-GB', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      })
        .formatToParts(ms)
        .map(({ type, value }) => [type, Number(value)]),
    ) as Record<string, number>;
    return Date.UTC(
      part['year'] ?? 0,
      (part['month'] ?? 1) - 1,
      part['day'] ?? 1,
      part['hour'] ?? 0,
      part['minute'] ?? 0,
      part['second'] ?? 0,
    );
  };
  return (year, month, day, hour, minute, second) => {
    const wanted = Date.UTC(year, month - 1, day, hour, minute, second);
    const first = wanted - (shown(wanted) - wanted);
    return first - (shown(first) - wanted);
  };
};

const utc = zoneOf('UTC');
const berlin = zoneOf('Europe/Berlin');
const now = Date.UTC(2026, 10, 22, 8, 0, 0);
const seconds = (text: string): number => Date.parse(text) / 1000;

describe('moments', () => {
  test.each([
    ['2026-11-01', utc, '2026-11-01T00:00:00Z'],
    ['2026-11-01', berlin, '2026-10-31T23:00:00Z'],
    ['2026-07-01', berlin, '2026-06-30T22:00:00Z'],
    ['2026-10-25', berlin, '2026-10-24T22:00:00Z'],
    ['2026-10-26', berlin, '2026-10-25T23:00:00Z'],
    ['2026-11-01T08:30', berlin, '2026-11-01T07:30:00Z'],
    ['2026-11-01 08:30:15', berlin, '2026-11-01T07:30:15Z'],
    ['2026-11-01T08:30:00Z', berlin, '2026-11-01T08:30:00Z'],
    ['2026-11-01T08:30:00.5+02:00', utc, '2026-11-01T06:30:00Z'],
    ['2026-11-01t08:30:00-0530', utc, '2026-11-01T14:00:00Z'],
    ['2024-02-29', utc, '2024-02-29T00:00:00Z'],
  ])('%s', (text, zone, wanted) => {
    expect(parseMoment(text, '--from', zone)).toBe(seconds(wanted));
  });

  test.each([
    '',
    'yesterday',
    '2026-13-01',
    '2026-02-29',
    '2026-11-31',
    '2026-11-01T24:00',
    '2026-11-01T08:60',
    '2026-11-01T08:00+24:00',
    '2026-11-01T08:00+01:60',
    '01.11.2026',
    '1467360000',
    '1960-01-01',
  ])('%s is none', (text) => {
    expect(() => parseMoment(text, '--from', utc)).toThrow(expect.objectContaining({ code: 2 }));
  });

  test.each([
    ['90s', 90],
    ['30m', 1800],
    ['12h', 43_200],
    ['7d', 604_800],
    ['2w', 1_209_600],
  ])('%s is a length', (text, wanted) => expect(parseSpan(text, '--last')).toBe(wanted));

  test.each(['0d', '', '7', 'd', '-1d', '1.5h', '1y', '7 d'])('%j is no length', (text) => {
    expect(() => parseSpan(text, '--last')).toThrow('is no length of time');
  });
});

const plan = (name: string, words: RangeWords) => planRange(name, reports[name] as Report, words, now, utc);

describe('plans', () => {
  test('no words, no plan', () => expect(plan('AccessSession', {})).toBeUndefined());

  test('the last days go by the start, up to whatever is now over there', () => {
    expect(plan('AccessSession', { last: '1d' })).toEqual({
      by: 'start',
      windows: [{ from: now / 1000 - 86_400 }],
    });
  });

  test('from is where it begins, to where it ends', () => {
    expect(plan('AccessSession', { from: '2026-11-01', to: '2026-11-02', by: 'end' })).toEqual({
      by: 'end',
      windows: [{ from: seconds('2026-11-01T00:00:00Z'), to: seconds('2026-11-02T00:00:00Z') }],
    });
  });

  test('the second in which a range ends belongs to it when the end lies inside it', () => {
    const ends = (to: string) => plan('AccessSession', { from: '2026-11-01', to })?.windows[0]?.to;
    expect(ends('2026-11-01T23:59:59.999')).toBe(seconds('2026-11-02T00:00:00Z'));
    expect(ends('2026-11-01T23:59:59.000')).toBe(seconds('2026-11-01T23:59:59Z'));
  });

  test('what makes too many windows says which', () => {
    expect(() => plan('AccessSession', { from: '1970-01-01' })).toThrow(
      'reading --window: 1d, which long ranges are cut into, makes more than 10000 windows',
    );
  });

  test('a week is asked for at once, more day by day', () => {
    expect(plan('AccessSession', { from: '2026-11-01', to: '2026-11-08' })?.windows).toHaveLength(1);
    expect(plan('AccessSession', { from: '2026-11-01', to: '2026-11-09' })?.windows).toHaveLength(8);
    expect(plan('AccessSession', { last: '8d' })?.windows).toHaveLength(8);
    expect(plan('AccessSession', { last: '1d', window: '6h' })?.windows).toHaveLength(4);
  });

  test('sums over a range are never cut', () => {
    expect(plan('AccessSessionSummary', { last: '30d' })?.windows).toHaveLength(1);
    expect(plan('LicenseUsage', { last: '30d' })?.windows).toHaveLength(1);
    expect(() => plan('AccessSessionSummary', { last: '30d', window: '1d' })).toThrow('which cannot be cut');
  });

  test.each<[string, RangeWords, string]>([
    ['Syslog', { last: '1d' }, 'Syslog takes no range'],
    ['AccessSession', { last: '1d', from: '2026-11-01' }, 'does not go with --from'],
    ['AccessSession', { to: '2026-11-01' }, 'says where it begins'],
    ['AccessSession', { by: 'end' }, 'says where it begins'],
    ['AccessSession', { last: '1d', by: 'middle' }, 'neither start nor end'],
    ['LicenseUsage', { last: '1d', by: 'end' }, 'goes by the start only'],
    ['AccessSession', { from: '2026-11-02', to: '2026-11-02' }, 'is not after'],
    ['AccessSession', { from: '2026-12-01' }, 'is still to come'],
    ['AccessSession', { last: '365d', window: '1s' }, 'more than 10000 windows'],
  ])('%s %j', (name, words, message) => {
    expect(() => plan(name, words)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message), code: 2 }),
    );
  });
});
