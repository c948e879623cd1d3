/** What one call leaves to its account. */
export interface Allowance {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Milliseconds until the next call would pass; 0 when this one passed. */
  wait: number;
}

/** Counts calls by account: so many in any second, so many in any hour (guide, Request Rate Limits). */
export interface Limits {
  take(account: string): Allowance;
  reset(): void;
}

/** Refused calls are not counted: a client that waits gets through. */
export function createLimits(now: () => number, perSecond: number, perHour: number): Limits {
  const calls = new Map<string, number[]>();
  return {
    take(account) {
      const time = now();
      const hour = (calls.get(account) ?? []).filter((at) => at > time - 3_600_000);
      const second = hour.filter((at) => at > time - 1000);
      const waitSecond =
        second.length < perSecond ? 0 : (second[second.length - perSecond] ?? time) + 1000 - time;
      const waitHour = hour.length < perHour ? 0 : (hour[hour.length - perHour] ?? time) + 3_600_000 - time;
      const wait = Math.max(waitSecond, waitHour);
      if (wait === 0) hour.push(time);
      calls.set(account, hour);
      return { allowed: wait === 0, limit: perHour, remaining: Math.max(0, perHour - hour.length), wait };
    },
    reset: () => calls.clear(),
  };
}
