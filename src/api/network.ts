import type { Dispatcher } from 'undici';
import { Failure, interrupted, reason, unavailable, unlessInterrupted } from '../errors.ts';
import type { Answer, Call, Headers, Send } from './call.ts';

/** How the connection is made. */
export interface NetworkOptions {
  /** Milliseconds for connecting, for the first byte and between bytes. */
  timeout: number;
  /** Certificates (PEM) to trust besides the system's; absent: node's own list. */
  ca?: string[];
  /** Client certificate and key (PFX) with its passphrase. */
  pfx?: { file: Uint8Array; passphrase?: string };
  /** HTTPS_PROXY and NO_PROXY as the environment has them. */
  proxy?: { https: string; except: string };
  signal: AbortSignal;
  userAgent: string;
  /** Keep one connection for all calls (Password Safe asks for it; PRA and RS ask to close after each call). */
  keepAlive?: true;
}

/** A call that got no complete answer. `reached`: the request may have arrived. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly reached: boolean;
  /** Trying again cannot help: the certificate is wrong, not the moment. */
  readonly final: boolean;
  readonly hint: string | undefined;

  constructor(
    message: string,
    reached: boolean,
    options: { final?: boolean; hint?: string; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.reached = reached;
    this.final = options.final ?? false;
    this.hint = options.hint;
  }
}

export interface Network {
  send: Send;
  close(): Promise<void>;
}

const textLimit = 64 * 1024 * 1024;

/**
 * The bottom of the transport: one undici request per call, its connection closed after it (guide, "Authenticate":
 * close the connection after each API call).
 * Throws NetworkError from `send` and from reading a body; Failure (130) when interrupted.
 */
export function network(options: NetworkOptions): Network {
  const kept = new Map<string, Dispatcher>();

  const send: Send = async (call) => {
    const { default: request } = await import('undici/lib/api/api-request.js');
    const origin = call.url.origin;
    const known = kept.get(origin);
    const client = known ?? (await connect(call.url, options));
    if (options.keepAlive) kept.set(origin, client);
    let reached = known !== undefined;
    const arrive = () => {
      reached = true;
    };
    if (!known) client.once('connect', arrive);
    const end = () => (options.keepAlive ? undefined : void client.destroy().catch(() => undefined));
    try {
      // undici looks at its signal only when the connection stands; a handshake may take for ever.
      const asked = request.call(client, {
        origin: call.url.origin,
        path: call.url.pathname + call.url.search,
        method: call.method,
        headers: headersOf(call, options.userAgent),
        body: call.bytes ? Buffer.from(call.bytes) : (call.body ?? null),
        signal: options.signal,
        reset: !options.keepAlive,
        headersTimeout: Math.max(options.timeout, call.timeout ?? 0),
        bodyTimeout: options.timeout,
      });
      const response = await unlessInterrupted(asked, options.signal);
      return answerOf(call, response, end);
    } catch (error) {
      end();
      throw explainError(call, error, reached, options);
    }
  };

  const close = async () => {
    // Closing waits for what is under way; after an interruption nobody does.
    const end = options.signal.aborted ? 'destroy' : 'close';
    for (const client of kept.values()) await client[end]().catch(() => undefined);
    kept.clear();
  };

  function answerOf(call: Call, response: Dispatcher.ResponseData, end: () => void): Answer {
    const headers = plainHeaders(response.headers);
    const body = (async function* () {
      try {
        for await (const chunk of response.body) yield chunk as Uint8Array;
      } catch (error) {
        throw explainError(call, error, true, options);
      } finally {
        end();
      }
    })();
    return {
      status: response.statusCode,
      headers,
      body,
      text: (limit = textLimit) => readText(call, body, limit),
      discard: () => {
        response.body.on('error', () => undefined).destroy();
        end();
      },
    };
  }

  return { send, close };
}

async function connect(url: URL, options: NetworkOptions): Promise<Dispatcher> {
  const tls = {
    timeout: options.timeout,
    allowH2: false,
    // Said, so that NODE_TLS_REJECT_UNAUTHORIZED=0, set for another program, does not hand our secret to anybody.
    rejectUnauthorized: true,
    // No probes of TCP's own: every wait here has a limit, and wine refuses the option while it connects.
    keepAlive: false,
    ...(options.ca ? { ca: options.ca } : {}),
    ...(options.pfx
      ? {
          pfx: Buffer.from(options.pfx.file),
          ...(options.pfx.passphrase === undefined ? {} : { passphrase: options.pfx.passphrase }),
        }
      : {}),
  };
  if (options.proxy && url.protocol === 'https:') {
    const { default: EnvHttpProxyAgent } = await import('undici/lib/dispatcher/env-http-proxy-agent.js');
    // The tunnel is opened by a method that undici's index, which we do not load, gives to its dispatchers.
    const { default: Dispatcher } = await import('undici/lib/dispatcher/dispatcher.js');
    const { default: tunnel } = await import('undici/lib/api/api-connect.js');
    Dispatcher.prototype.connect = tunnel;
    const { https, except } = options.proxy;
    return new EnvHttpProxyAgent({
      httpsProxy: https.includes('://') ? https : `http://${https}`,
      noProxy: except,
      connect: tls,
      requestTls: tls,
      proxyTls: tls,
    });
  }
  const { default: Client } = await import('undici/lib/dispatcher/client.js');
  return new Client(url.origin, { connect: tls, allowH2: false, pipelining: 1 });
}

function headersOf(call: Call, userAgent: string): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': userAgent,
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...call.headers,
  };
}

function plainHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

async function readText(call: Call, body: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw unavailable(`${call.what}: the answer is longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const codeOf = (error: unknown): string => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

// Why, and what to do where naming the authority is not it.
const certificateFaults: Readonly<Record<string, readonly [why: string, hint?: string]>> = {
  CERT_HAS_EXPIRED: ['its certificate has expired', 'renew it there; or is the clock of this machine wrong?'],
  CERT_NOT_YET_VALID: ['its certificate is not valid yet', 'is the clock of this machine right?'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'its certificate is for another name',
    'BT_API_HOST must be a name that the certificate holds',
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['its certificate is self-signed'],
  SELF_SIGNED_CERT_IN_CHAIN: ['its certificate comes from an authority that is not trusted here'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['its certificate comes from an authority that is not trusted here'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['its certificate comes from an authority that is not trusted here'],
  UNABLE_TO_GET_ISSUER_CERT: ['its certificate comes from an authority that is not trusted here'],
};

const untrusted = 'name the authority with --ca-file F or BT_CA_FILE';
const between = 'a proxy, firewall or load balancer may be in between; btapi check goes step by step';

/** The names in the certificate that Node refused, shortened. */
function certificateNames(error: unknown): string {
  const { cert } = error as { cert?: { subjectaltname?: unknown } };
  return typeof cert?.subjectaltname === 'string' ? `, ${cert.subjectaltname.slice(0, 200)}` : '';
}

function explainError(call: Call, error: unknown, reached: boolean, options: NetworkOptions): Error {
  if (error instanceof Failure || error instanceof NetworkError) return error;
  if (options.signal.aborted) return interrupted();
  const code = codeOf(error);
  const host = call.url.host;
  const certificate = certificateFaults[code];
  if (certificate) {
    const [why, hint = untrusted] = certificate;
    const names = code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? certificateNames(error) : '';
    return new NetworkError(`${host}: ${why}${names} (${code})`, false, { final: true, hint, cause: error });
  }
  const seconds = options.timeout / 1000;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new NetworkError(`${host}: the name cannot be resolved (${code})`, false, {
        hint: 'check BT_API_HOST and the name servers of this machine',
        cause: error,
      });
    case 'ECONNREFUSED':
      return new NetworkError(`${host}: the connection was refused`, false, {
        hint: 'nothing listens there: is BT_API_HOST right, and is the appliance up?',
        cause: error,
      });
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return new NetworkError(`${host}: no connection within ${seconds} s`, reached, {
        hint: 'a firewall or a proxy may be in the way (HTTPS_PROXY)',
        cause: error,
      });
    case 'UND_ERR_HEADERS_TIMEOUT':
      return new NetworkError(
        `${host}: no answer within ${Math.max(seconds, (call.timeout ?? 0) / 1000)} s`,
        true,
        {
          hint: '--timeout S waits longer',
          cause: error,
        },
      );
    case 'UND_ERR_BODY_TIMEOUT':
      return new NetworkError(`${host}: the answer stopped for ${seconds} s`, true, {
        hint: '--timeout S waits longer',
        cause: error,
      });
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return new NetworkError(`${host}: the answer was cut short`, true, { hint: between, cause: error });
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
    case 'EPIPE':
      return new NetworkError(`${host}: the connection was closed`, reached, { hint: between, cause: error });
    default: {
      const tls = code.startsWith('ERR_SSL') || code === 'EPROTO';
      if (tls || (error as { name?: unknown } | null)?.name === 'HTTPParserError') {
        const why = tls ? 'TLS failed' : 'what answers does not speak HTTP';
        return new NetworkError(`${host}: ${why}${code && ` (${code})`}`, reached, {
          hint: 'is BT_API_HOST right, its port too?',
          cause: error,
        });
      }
      return new NetworkError(`${host}: ${reason(error) || code}`, reached, { cause: error });
    }
  }
}
