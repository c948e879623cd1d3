/** Time as an argument, so that tests can count instead of wait. Both figures are milliseconds. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Resolves after `ms`; rejects with the signal's reason when the run is interrupted first.
   * @param cancel ends the wait early, with a rejection, so that nothing keeps the program alive
   */
  sleep(ms: number, cancel?: AbortSignal): Promise<void>;
}
