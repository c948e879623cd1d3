export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** Whether a call changes something. Retry and dry run obey this word, never the method. */
export type Effect = 'read' | 'write';

/** One request as the API sees it; the layers of `Send` add token, retries and the connection. */
export interface Call {
  method: Method;
  url: URL;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** The body where it is no text; goes before `body`. */
  bytes?: Uint8Array;
  effect: Effect;
  /** What is being done, for messages: "adding jump-group". */
  what: string;
  /** Names of body fields that hold secrets, masked in traces and rehearsals besides the usual ones. */
  secrets?: readonly string[];
  /** A 500 is an answer to this call, not a fault that may pass: it is not tried again. */
  settled?: true;
  /** The body is a file or a long document: hand it over as it comes, do not hold it. */
  stream?: true;
  /** A write that may be repeated although it may have arrived: twice is as good as once. */
  repeatable?: true;
  /** Milliseconds to wait for the answer to begin, where more than usual is to be expected. */
  timeout?: number;
}

/** Response headers with lower-case names; a header sent twice is joined by ", ". */
export type Headers = Readonly<Record<string, string>>;

export interface Answer {
  status: number;
  headers: Headers;
  /** The bytes as they come; may be read once. */
  body: AsyncIterable<Uint8Array>;
  /**
   * The whole body as UTF-8 text.
   * @param limit the most bytes to accept; a longer body is a Failure (default 64 MiB)
   */
  text(limit?: number): Promise<string>;
  /** Gives the body up and closes its connection. Safe to call at any time. */
  discard(): void;
}

/** The one type of the transport: every layer takes one and returns one. */
export type Send = (call: Call) => Promise<Answer>;
