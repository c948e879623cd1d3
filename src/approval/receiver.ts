import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, BlockList, isIP } from 'node:net';
import { exitCode, Failure, reason, usage } from '../errors.ts';
import type { Verdict } from './judge.ts';

/** What a receiver needs; nothing here knows how a decision is made or carried back. */
export interface ReceiverOptions {
  port: number;
  /** Address to listen on; all of them when absent. */
  host?: string | undefined;
  tls?: { cert: string; key: string } | undefined;
  /** Networks that may call, as 198.51.100.0/24; everybody when empty. */
  allowFrom: readonly string[];
  /** The ticket is a secret: it is not logged. */
  sensitive: boolean;
  /** Decides. Must not reject. */
  judge(fields: Readonly<Record<string, string>>): Promise<Verdict>;
  /** Carries the decision to the appliance. */
  respond(id: string, verdict: Verdict): Promise<void>;
  /** Takes one line a request. */
  log(line: string): void;
  now(): number;
  /** Decisions at once, and requests that wait for one. */
  atOnce?: number;
  waiting?: number;
}

export interface Receiver {
  port: number;
  /** Takes no more, and resolves when everything that was taken has been decided and answered. */
  stop(): Promise<void>;
}

/** Longer than any request of the appliance: its texts have 255 to 1024 characters. */
const mostBytes = 64 * 1024;
const grace = 3000;

/**
 * The other end of "Require a Ticket ID" (guide, appendix): takes the appliance's requests, says at once that it has
 * them, and lets decisions follow. The response_url in a request is never used: anybody could write one.
 * @throws Failure (exit 2) for a network that cannot be read, or a port that cannot be had
 */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const friends = networks(options.allowFrom);
  const desk = createDesk(options);
  const limits = {
    headersTimeout: 5000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1000,
    keepAlive: false,
  };
  const server: Server = options.tls ? createHttps({ ...limits, ...options.tls }) : createHttp(limits);
  server.maxConnections = 200;
  server.on('request', (request, response) => {
    void receive(request, response, friends, desk).catch(() => response.destroy());
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  await listen(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), grace);
      await closed;
      clearTimeout(late);
      await desk.empty();
    },
  };
}

const listen = (server: Server, { port, host }: ReceiverOptions): Promise<void> =>
  new Promise((done, fail) => {
    server.once('error', (error) =>
      fail(new Failure(`listening on port ${port}: ${error.message}`, exitCode.usage, { cause: error })),
    );
    server.listen(port, host, () => done());
  });

type Friends = (address: string) => boolean;

function networks(list: readonly string[]): Friends {
  if (list.length === 0) return () => true;
  const known = new BlockList();
  for (const text of list) {
    const [address = '', bits] = text.split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const length = bits === undefined ? most : Number(bits);
    if (family === 0 || !/^\d{1,3}$/.test(bits ?? '0') || length > most) {
      throw usage(`reading --allow-from: "${text}" is no network`, 'write 198.51.100.0/24 or 2001:db8::/32');
    }
    known.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4');
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
    return known.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  friends: Friends,
  desk: Desk,
): Promise<void> {
  const say = (status: number, text = ''): void => {
    response.writeHead(status, {
      'Content-Type': 'text/plain',
      'Content-Length': Buffer.byteLength(text),
      Connection: 'close',
    });
    response.end(text);
  };
  response.on('error', () => undefined);
  if (!friends(request.socket.remoteAddress ?? '')) return say(403, 'Not from here.');
  if (request.method !== 'POST') return say(405, 'Only POST.');
  const body = await read(request);
  if (body === undefined) {
    say(413, 'Too long.');
    request.destroy();
    return;
  }
  const pairs = [...new URLSearchParams(body)];
  const fields = Object.fromEntries(pairs);
  // Which of two tickets would be looked at, and which one shown? The appliance sends each field once.
  if (Object.keys(fields).length < pairs.length) return say(400, 'A field comes twice.');
  const { request_id: id = '', ticket_id: ticket } = fields;
  if (id === '' || id.length > 255 || ticket === undefined)
    return say(400, 'request_id and ticket_id are needed.');
  // The appliance is told at once that its request has come; what is decided follows by another way.
  if (desk.take(id, fields)) return say(200);
  say(503, 'Too much to do.');
}

/** The body as text; nothing when it is too long. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Where requests are decided, a few at a time. */
interface Desk {
  /** False when there is too much to do already. A request that is in hand is not taken twice. */
  take(id: string, fields: Readonly<Record<string, string>>): boolean;
  /** Resolves when nothing is in hand. */
  empty(): Promise<void>;
}

function createDesk({
  judge,
  respond,
  log,
  now,
  sensitive,
  atOnce = 8,
  waiting = 100,
}: ReceiverOptions): Desk {
  const inHand = new Map<string, Promise<void>>();
  const queue: (() => void)[] = [];
  let running = 0;

  const turn = async (): Promise<void> => {
    if (running >= atOnce) await new Promise<void>((go) => queue.push(go));
    running += 1;
  };

  const handle = async (id: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const begun = now();
    await turn();
    let told = '';
    let verdict: Verdict = { allow: false };
    try {
      verdict = await judge(fields);
      await respond(id, verdict);
    } catch (error) {
      told = `; the answer was lost: ${reason(error).replace(/\s+/g, ' ')}`;
    } finally {
      running -= 1;
      queue.shift()?.();
    }
    const what = verdict.allow ? 'allow' : `deny${verdict.fault ? ` (${verdict.fault})` : ''}`;
    const about = {
      ticket: sensitive ? undefined : fields['ticket_id'],
      user: fields['user.username'],
      item: fields['jump_item.computer_name'],
    };
    log(`${new Date(begun).toISOString()} ${what} ${JSON.stringify(about)} ${now() - begun} ms${told}`);
  };

  return {
    take(id, fields) {
      if (inHand.has(id)) return true;
      if (inHand.size >= atOnce + waiting) return false;
      inHand.set(
        id,
        handle(id, fields).finally(() => inHand.delete(id)),
      );
      return true;
    },
    empty: async () => {
      while (inHand.size > 0) await Promise.all(inHand.values());
    },
  };
}
