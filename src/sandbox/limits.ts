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
  // Times of the calls of the last hour by account, oldest first.
  const calls = new Map<string, number[]>();
  return {
    take(account) {
      const time = now();
      const hour = calls.get(account) ?? [];
      calls.set(account, hour);
      const old = hour.findIndex((at) => at > time - 3_600_000);
      if (old !== 0) hour.splice(0, old < 0 ? hour.length : old);
      // The call that has to be a second, or an hour, ago before another may pass.
      const wait = (limit: number, span: number): number =>
        hour.length < limit ? 0 : Math.max(0, (hour[hour.length - limit] ?? time) + span - time);
      const longest = Math.max(wait(perSecond, 1000), wait(perHour, 3_600_000));
      if (longest === 0) hour.push(time);
      const remaining = Math.max(0, perHour - hour.length);
      return { allowed: longest === 0, limit: perHour, remaining, wait: longest };
    },
    reset: () => calls.clear(),
  };
}
