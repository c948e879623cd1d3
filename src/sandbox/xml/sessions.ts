import { createHash } from 'node:crypto';
import type { World } from '../world.ts';

/** A session of the made-up company. Times are UNIX seconds. */
export interface Session {
  index: number;
  lsid: string;
  lseq: number;
  start: number;
  /** Absent while it runs. */
  end: number | undefined;
  recording: boolean;
  /** The recording is listed still and cannot be had any more. */
  expired: boolean;
  /** How many command shells were recorded. */
  shells: number;
  externalKey: string;
  host: string;
  user: (typeof users)[number];
}

export const users = [
  { id: 7, username: 'ada.moreau', publicName: 'Ada M.', privateName: 'Ada Moreau', gsnumber: 21 },
  { id: 12, username: 'bo.lindqvist', publicName: 'Bo & Co', privateName: 'Bo Lindqvist', gsnumber: 25 },
] as const;

// The ids that the guide's examples use, so that they can be tried; one of them is a digit short there.
const wellKnown = [
  'c69a8e10bea9428f816cfababe9815fe',
  'da4b510978a541d49398e88c66e28475',
  'a5eaa58591047b88556f944804227b0',
  '5bf07601298b495b87310da9ce571e22',
];

/** What `fill` takes besides collections: how many sessions there were, and how long their recordings are. */
export const figures: readonly string[] = ['report_sessions', 'recording_bytes'];

/** The first two still run. */
const running = 2;
const month = 30 * 86_400;

/** All sessions of a sandbox, newest first; any number of them, made when they are looked at. */
export interface Sessions {
  count: number;
  at(index: number): Session;
  find(lsid: string): Session | undefined;
  /** Sessions that began (or, closed ones only, ended) within the seconds, both included. */
  within(by: 'start' | 'end', from: number, to: number): Generator<Session>;
}

const idOf = (index: number): string =>
  wellKnown[index] ?? createHash('sha256').update(`session ${index}`).digest('hex').slice(0, 32);

/** The sessions as they were when the sandbox was started or reset. */
export function sessionsOf(world: World): Sessions {
  const count = world.options.fill?.['report_sessions'] ?? 24;
  const origin = originOf(world);
  // Every three hours, or closer where there are many: they all lie within a month.
  const step = Math.min(10_800, month / Math.max(1, count));
  const ended = (lsid: string): number | undefined => {
    const at = world.store.get('command/ended', lsid)?.['at'];
    return typeof at === 'number' ? at : undefined;
  };
  const at = (index: number): Session => {
    const start = origin - 1800 - Math.floor(index * step);
    const lsid = idOf(index);
    const user = users[index % users.length] ?? users[0];
    return {
      index,
      lsid,
      lseq: 1000 + count - index,
      start,
      end: index < running ? ended(lsid) : start + 300 + ((index * 997) % 3600),
      recording: index % 3 !== 2,
      expired: index === 19,
      shells: index === 0 ? 3 : index % 4 === 0 ? 1 : 0,
      externalKey: index % 2 === 0 ? `0001${index}` : '',
      host: `srv-${String(index % 50).padStart(2, '0')}`,
      user,
    };
  };
  return {
    count,
    at,
    find(lsid) {
      for (let index = 0; index < count; index++) if (idOf(index) === lsid.toLowerCase()) return at(index);
      return undefined;
    },
    *within(by, from, to) {
      for (let index = count - 1; index >= 0; index--) {
        const session = at(index);
        const moment = by === 'start' ? session.start : session.end;
        if (moment !== undefined && moment >= from && moment <= to) yield session;
      }
    },
  };
}

/** UNIX seconds of the start or the last reset; everything that happened lies before it. */
export function originOf(world: World): number {
  const known = world.store.get('command/origin', 'seconds')?.['at'];
  if (typeof known === 'number') return known;
  const now = Math.floor(world.now() / 1000);
  world.store.put('command/origin', 'seconds', { at: now });
  return now;
}
