import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface Stub {
  url: URL;
  /** "METHOD /path" of each request, as it came. */
  requests: string[];
  headers: IncomingMessage['headers'][];
  sockets: number;
  close(): Promise<void>;
}

/** A server of the test's own on loopback, for what a sandbox must not do. */
export async function stub(
  handler: (request: IncomingMessage, response: ServerResponse, turn: number) => void,
  tls?: { key: string; cert: string },
): Promise<Stub> {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const open = new Set<Socket>();
  let sockets = 0;
  const listen = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    handler(request, response, requests.length);
  };
  const server = tls ? createTlsServer(tls, listen) : createServer(listen);
  server.on('connection', (socket: Socket) => {
    sockets += 1;
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`${tls ? 'https' : 'http'}://localhost:${port}/`),
    requests,
    headers,
    get sockets() {
      return sockets;
    },
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}
