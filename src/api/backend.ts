import type { Failure } from '../errors.ts';
import type { Answer, Call, Send } from './call.ts';
import type { Match } from './catalogue/index.ts';

/** One API with its address, its authenticated transport and its way to say no. PRA/RS and Password Safe are each one. */
export interface Backend {
  /** The configured host, path "/": everything goes there and nowhere else. */
  origin: URL;
  /** The address of a resource path, whose segments are already encoded ("vault/account/61"). */
  url(path: string): URL;
  /** The row that knows a path, if any. */
  find(path: string): Promise<Match | undefined>;
  send: Send;
  /** Turns an answer that is no success into the Failure to throw; reads the body. */
  explain(call: Call, answer: Answer): Promise<Failure>;
  /** Signs out where a session is held. Called once, always. */
  close(): Promise<void>;
  /** Sends although the run was interrupted: what was checked out has to be checked in. */
  finish?: Send;
}
