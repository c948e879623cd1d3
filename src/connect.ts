import { promises } from 'node:fs';
import type { Account } from './api/account.ts';
import { authorised } from './api/authorise.ts';
import type { Backend } from './api/backend.ts';
import type { Send } from './api/call.ts';
import { type Network, network } from './api/network.ts';
import { paced } from './api/pace.ts';
import { followed } from './api/redirect.ts';
import { rehearsed } from './api/rehearse.ts';
import { retrying } from './api/retry.ts';
import { sraBackend } from './api/sra.ts';
import { type Credentials, memoryStore, type TokenStore, tokenKey, tokenSource } from './api/tokens.ts';
import { traced } from './api/trace.ts';
import { type BackendParts, cacheFolder } from './assemble.ts';
import { Failure, unlessInterrupted, usage } from './errors.ts';
import { fileTrouble } from './io/file-trouble.ts';
import { expandPath } from './io/home.ts';
import { parseHost } from './io/host.ts';
import type { Io } from './io/io.ts';
import { version } from './version.ts';

/** The connection to PRA or RS: rehearsed(traced(authorised(retrying(paced(network))))). */
export async function connectSra(parts: BackendParts, account: Account, below: Network): Promise<Backend> {
  const rehearsal = (send: Send) => (parts.options.dryRun ? rehearsed(send, parts.print) : send);
  const send = trace(parts, authorised(below.send, account.tokens));
  let calm: Network | undefined;
  const finish: Send = async (call) => {
    const quiet = { ...parts, io: calmIo(parts.io) };
    calm ??= await transport(quiet);
    const { tokens } = await openAccount(quiet, calm);
    return trace(parts, authorised(calm.send, tokens))(call);
  };
  const close = async () => {
    await below.close();
    await calm?.close();
  };
  return { ...sraBackend(account.origin, rehearsal(send), close), finish: rehearsal(finish) };
}

/** The appliance without a token; `lasting` makes calls that an interruption does not end. */
export async function connectOpen(parts: BackendParts, lasting: boolean): Promise<Backend> {
  const { io, options, settings, print } = parts;
  const host = settings.get('BT_API_HOST');
  if (!host) throw notSet('BT_API_HOST', 'the host name of the appliance');
  const origin = parseHost(host, 'BT_API_HOST');
  const below = await transport(lasting ? { ...parts, io: calmIo(io) } : parts);
  const send = trace(parts, below.send);
  return sraBackend(origin, options.dryRun ? rehearsed(send, print) : send, below.close);
}

/** Who we are at which host, and where our tokens are kept. The secret is read when a token is minted. */
export async function openAccount(parts: BackendParts, below: Network): Promise<Account> {
  const { settings, io, options } = parts;
  const host = settings.get('BT_API_HOST');
  if (!host) throw notSet('BT_API_HOST', 'the host name of the appliance');
  const origin = parseHost(host, 'BT_API_HOST');
  const clientId = settings.get('BT_CLIENT_ID') ?? '';
  // A rehearsed write needs no account.
  if (!clientId && !options.dryRun) throw notSet('BT_CLIENT_ID', 'the OAuth client id of an API account');
  const store = await tokenStore(parts);
  const credentials: Credentials = {
    origin,
    clientId,
    clientSecret: async () => {
      const secret = await settings.secret('BT_CLIENT_SECRET');
      if (!secret) throw notSet('BT_CLIENT_SECRET', 'nor BT_CLIENT_SECRET_FILE or BT_CLIENT_SECRET_COMMAND');
      return secret;
    },
  };
  const tokens = tokenSource(trace(parts, below.send), credentials, store, io.clock);
  return { origin, clientId, tokens, store, key: tokenKey(origin, clientId) };
}

export const notSet = (name: string, what: string) =>
  usage(
    `reading the settings: ${name} is not set (${what})`,
    'export it, or name a file with --env-file F or --profile NAME; btapi help environment tells more',
  );

/** The tokens of this user, shared between processes unless that is switched off. */
export async function tokenStore({ options, settings, io }: BackendParts): Promise<TokenStore> {
  if (!options.tokenCache || settings.get('BT_TOKEN_CACHE')?.toLowerCase() === 'off') return memoryStore();
  const { fileStore } = await import('./api/token-file.ts');
  return fileStore(cacheFolder(io), (ms) => io.clock.sleep(ms), io.random, io.user);
}

/** network, pace and retry: what every backend stands on. */
export async function transport(
  parts: BackendParts,
  extra: Partial<Parameters<typeof network>[0]> = {},
): Promise<Network> {
  const { io, options, settings, note } = parts;
  const ca = await authorities(parts);
  const httpsProxy = settings.get('HTTPS_PROXY') ?? settings.get('https_proxy');
  const noProxy = settings.get('NO_PROXY') ?? settings.get('no_proxy');
  const bottom = network({
    timeout: seconds(options.timeout, 30, '--timeout'),
    signal: io.signal,
    userAgent: `btapi/${version}`,
    ...(ca ? { ca } : {}),
    ...(httpsProxy ? { proxy: { https: proxyAddress(httpsProxy), except: noProxy ?? '' } } : {}),
    ...extra,
  });
  const talkative = io.stderr.isTTY || options.verbose === true;
  const send = retrying(followed(paced(bottom.send, io.clock)), {
    clock: io.clock,
    random: io.random,
    patience: { left: seconds(options.patience, 60, '--patience') },
    // On success standard error stays empty, so waits are shown to people only.
    notify: async (text) => {
      if (talkative) await note(`btapi: ${text}`);
    },
  });
  return { send, close: bottom.close };
}

/**
 * HTTPS_PROXY as an address; `host:port` is http.
 * @throws Failure (exit 2); the text is not repeated, it may hold a password
 */
function proxyAddress(text: string): string {
  const address = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.hostname !== '') return address;
  throw usage(
    'reading HTTPS_PROXY: it is not the address of an http or https proxy',
    'write http://proxy.example.com:3128, with user:password@ before the host where it asks for them',
  );
}

/** The same world in which nobody has interrupted: for what must still be done when somebody has. */
export function calmIo(io: Io): Io {
  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  return {
    ...io,
    signal: new AbortController().signal,
    clock: {
      now: () => io.clock.now(),
      sleep: (ms) => (io.signal.aborted ? pause(ms) : io.clock.sleep(ms).catch(() => undefined)),
    },
  };
}

/** --verbose around a transport. */
export function trace({ io, options, note }: BackendParts, send: Send): Send {
  return options.verbose ? traced(send, io.clock, note) : send;
}

// Timers hold 31 bits; one of more fires at once.
const longestTimer = 2 ** 31 - 1;

/** @returns milliseconds, no more than a timer can hold: 24 days */
function seconds(text: string | undefined, otherwise: number, option: string): number {
  const value = text === undefined ? otherwise : Number(text);
  if (
    text?.trim() === '' ||
    !Number.isFinite(value) ||
    value < 0 ||
    (value === 0 && option === '--timeout')
  ) {
    throw usage(`reading ${option}: "${text}" is not a number of seconds`);
  }
  return Math.min(value * 1000, longestTimer);
}

/**
 * The certificates to trust when --ca-file or BT_CA_FILE names some: node's own list and those.
 * @throws Failure (exit 2) when the file cannot be read or holds none
 */
export async function authorities({ io, options, settings }: BackendParts): Promise<string[] | undefined> {
  const file = options.caFile ?? settings.get('BT_CA_FILE');
  if (!file) return undefined;
  const { getCACertificates } = await import('node:tls');
  const path = expandPath(file, io);
  let pem: string;
  try {
    pem = await unlessInterrupted(promises.readFile(path, 'utf8'), io.signal);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw usage(`reading the certificates in ${file}: ${fileTrouble(error)}`);
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw usage(`reading the certificates in ${file}: it holds none in PEM form`);
  }
  return [...getCACertificates('default'), pem];
}
