import type { ServerResponse } from 'node:http';
import type { Reply } from './exchange.ts';

/** The bytes of a body that is not a stream. */
export function bytesOf(reply: Reply): Uint8Array | undefined {
  if (!reply.body) return new Uint8Array();
  if ('json' in reply.body) return Buffer.from(JSON.stringify(reply.body.json));
  if ('text' in reply.body) return Buffer.from(reply.body.text);
  return 'bytes' in reply.body ? reply.body.bytes : undefined;
}

/** Status and headers, with the length where it is known. */
export function head(response: ServerResponse, reply: Reply): void {
  const bytes = bytesOf(reply);
  const length = bytes?.length ?? reply.length;
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  // 204 and 304 have no length (RFC 9110, 8.6).
  if (length !== undefined && reply.status !== 204) response.setHeader('Content-Length', length);
  response.writeHead(reply.status);
}

/** Sends a whole answer; `bare` leaves the body out, as for HEAD. */
export async function send(response: ServerResponse, reply: Reply, bare: boolean): Promise<void> {
  head(response, reply);
  const bytes = bytesOf(reply);
  if (bare || (bytes && bytes.length === 0)) {
    response.end();
    return;
  }
  if (bytes) {
    response.end(bytes);
    return;
  }
  if (reply.body && 'stream' in reply.body) await stream(response, reply.body.stream);
}

/** Writes as fast as the client reads, and stops when it has gone. */
export async function stream(response: ServerResponse, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

/** Until there is room again, or nobody to write to. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((done) => {
    const end = () => {
      response.off('drain', end);
      response.off('close', end);
      done();
    };
    response.on('drain', end);
    response.on('close', end);
  });
