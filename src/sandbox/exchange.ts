import type { Value, ValueObject } from '../value.ts';
import type { Account } from './accounts.ts';

/** One request as a handler of the sandbox sees it, its body read to the end. */
export interface Exchange {
  /** As sent; HEAD arrives as GET, its body is dropped on the way out. */
  method: string;
  /** Path below the prefix of the route, without a leading slash, still percent-encoded: "jump-group/7". */
  path: string;
  /** The whole path as sent, without the query. */
  fullPath: string;
  query: URLSearchParams;
  /** Lower-case names; a header sent twice is joined by ", ". */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** Scheme and host as the client called us: the base of every absolute URL in an answer. */
  base: string;
  /** Who calls; only on routes with `auth: 'token'`. */
  account?: Account;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
}

/** An answer. An object or list is sent as JSON, text as UTF-8, bytes and streams as they are; absent is no body. */
export interface Reply {
  status: number;
  headers?: Readonly<Record<string, string | readonly string[]>>;
  body?: Content;
  /** Announced as Content-Length of a stream; without it a stream is sent in chunks. */
  length?: number;
}

export type Content =
  | { json: Value }
  | { text: string }
  | { bytes: Uint8Array }
  | { stream: AsyncIterable<Uint8Array> };

const type = (name: string) => ({ 'Content-Type': name });

/** A JSON answer. */
export const json = (status: number, value: Value, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { ...type('application/json'), ...headers },
  body: { json: value },
});

/** An answer without a body. */
export const empty = (status: number, headers: Record<string, string> = {}): Reply => ({ status, headers });

/** Text of any media type: XML, YAML, HTML. */
export const text = (status: number, media: string, content: string): Reply => ({
  status,
  headers: type(media),
  body: { text: content },
});

/** The plain error of the Configuration API: one message. */
export const problem = (status: number, message: string, headers: Record<string, string> = {}): Reply =>
  json(status, { message }, headers);

/** The validation error of the Configuration API: complaints by field. */
export const invalid = (errors: Record<string, readonly string[]>): Reply =>
  json(422, {
    message: 'The given data was invalid.',
    errors: Object.fromEntries(Object.entries(errors).map(([field, list]) => [field, [...list]])),
  });

/** The documented answer to a token that is missing, expired or wrong. */
export const accessDenied = (): Reply =>
  json(401, {
    error: 'access_denied',
    message: 'The resource owner or authorization server denied the request.',
  });

/** Thrown by a handler that wants to leave with an answer. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}

/** The body as text. */
export const bodyText = (exchange: Exchange): string => new TextDecoder().decode(exchange.body);

/** A copy that later changes do not reach. */
export const clone = (item: ValueObject): ValueObject => structuredClone(item);
