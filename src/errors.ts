/** The exit codes of docs/exit-codes.md; scripts rely on them. */
export const exitCode = {
  done: 0,
  fault: 1,
  usage: 2,
  denied: 3,
  refused: 4,
  unavailable: 5,
  missing: 6,
  partial: 7,
  different: 8,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export interface FailureOptions {
  /** What to do next; printed as a second line that begins with `hint:`. */
  hint?: string;
  /** Further lines, printed indented between message and hint: a 422 field by field. */
  details?: readonly string[];
  cause?: unknown;
}

/**
 * Anything that went wrong and that a person can act on. `message` is "what was being done: why", without the
 * program's name and without secrets. Whatever is thrown and is not a Failure is a bug in btapi.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: ExitCode;
  readonly hint: string | undefined;
  readonly details: readonly string[];

  constructor(message: string, code: ExitCode, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? [];
  }
}

/** How it was called: options, input, missing configuration. Nothing was sent. */
export const usage = (message: string, hint?: string): Failure =>
  new Failure(message, exitCode.usage, hint === undefined ? {} : { hint });

/** Not allowed: 401, 403, a refused client secret. */
export const denied = (message: string, options?: FailureOptions): Failure =>
  new Failure(message, exitCode.denied, options);

/** The appliance understood and said no. */
export const refused = (message: string, options?: FailureOptions): Failure =>
  new Failure(message, exitCode.refused, options);

/** Not now: network, TLS, time-out, 429, 5xx. */
export const unavailable = (message: string, options?: FailureOptions): Failure =>
  new Failure(message, exitCode.unavailable, options);

/** Not there: 404. */
export const missing = (message: string, options?: FailureOptions): Failure =>
  new Failure(message, exitCode.missing, options);

/** The user or the system asked us to stop. */
export const interrupted = (): Failure => new Failure('interrupted', exitCode.interrupted);

/**
 * Settles as `work` does, unless the run is interrupted first: for what knows no signal of its own.
 * @throws Failure (exit 130)
 */
export function unlessInterrupted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((done, fail) => {
    const stop = () => fail(interrupted());
    const settle = <A>(how: (result: A) => void) => {
      return (result: A) => {
        signal.removeEventListener('abort', stop);
        how(result);
      };
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.then(settle(done), settle(fail));
  });
}

/** The text of anything thrown, for a message. */
export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
