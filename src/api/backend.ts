import type { Failure } from '../errors.ts';
import type { Answer, Call, Send } from './call.ts';

/** One API with its address, its authenticated transport and its way to say no. PRA/RS and Password Safe are each one. */
export interface Backend {
  /** Ends with a slash; resource paths are resolved against it. */
  base: URL;
  send: Send;
  /** Turns an answer that is no success into the Failure to throw; reads the body. */
  explain(call: Call, answer: Answer): Promise<Failure>;
  /** Signs out where a session is held. Called once, always. */
  close(): Promise<void>;
}
