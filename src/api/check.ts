import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { exitCode, Failure, reason, unavailable } from '../errors.ts';
import { isObject } from '../value.ts';
import type { Account } from './account.ts';
import { apiInfo, granted } from './appliance.ts';
import type { Backend } from './backend.ts';
import type { Answer, Call } from './call.ts';
import { succeeded } from './explain.ts';
import { readJson } from './read-json.ts';

/** One thing that must be right; `run` says what it found, or throws the Failure that says what to do. */
export interface Step {
  name: string;
  run(): Promise<string>;
}

/** What the steps look at; the command's context fits. */
export interface Surroundings {
  settings(): Promise<{
    origin(name: string): string;
    secretOrigin(name: string): string;
    get(name: string): string | undefined;
  }>;
  account(): Promise<Account>;
  sra(): Promise<Backend>;
  io: { clock: { now(): number } };
  authorities(): Promise<string[] | undefined>;
}

/** The steps from here to the appliance, in the order in which they depend on each other. */
export async function steps(around: Surroundings): Promise<Step[]> {
  let left: string | undefined;
  return [
    { name: 'settings', run: () => describeSettings(around) },
    {
      name: 'name resolution',
      run: async () => (await byProxy(around)) ?? resolve((await around.account()).origin),
    },
    {
      name: 'TLS',
      run: async () =>
        (await byProxy(around)) ?? handshake((await around.account()).origin, await around.authorities()),
    },
    {
      name: 'token',
      run: async () => {
        const account = await around.account();
        const cached = await account.store.read(account.key);
        const token = await account.tokens.current();
        const minutes = Math.floor((token.until - around.io.clock.now()) / 60_000);
        return `${cached?.text === token.text ? 'from the cache' : 'new'}, good for ${minutes} min`;
      },
    },
    {
      name: 'product',
      run: async () => {
        const backend = await around.sra();
        const { product, company } = await identify(backend);
        return `${product === 'pra' ? 'Privileged Remote Access' : 'Remote Support'}${company ? `, ${company}` : ''}`;
      },
    },
    {
      name: 'version',
      run: async () => {
        const found = await apiVersion(await around.sra());
        left = found.left;
        return `Configuration API ${found.version}`;
      },
    },
    { name: 'rights', run: async () => rights(await around.sra()) },
    {
      name: 'rate limit',
      run: async () => (left === undefined ? 'not told' : `${left} calls left this hour`),
    },
  ];
}

/** What the API account may do. An account without the Command API cannot ask, which is no fault of the way there. */
async function rights(backend: Backend): Promise<string> {
  try {
    const info = await apiInfo(backend);
    return `XML APIs ${info.version}; may use: ${granted(info)}`;
  } catch (error) {
    const withheld: readonly number[] = [exitCode.denied, exitCode.refused, exitCode.missing];
    if (!(error instanceof Failure) || !withheld.includes(error.code)) throw error;
    return 'not told: the XML API is off, or this account has no Command API';
  }
}

async function describeSettings(around: Surroundings): Promise<string> {
  const settings = await around.settings();
  const { origin, clientId } = await around.account();
  const secret = settings.secretOrigin('BT_CLIENT_SECRET');
  return `${origin.host} as ${clientId}; host from ${settings.origin('BT_API_HOST')}, secret from ${secret}`;
}

/** Where a proxy stands in between, it resolves the name and carries the handshake: the token's step shows both. */
async function byProxy(around: Surroundings): Promise<string | undefined> {
  const settings = await around.settings();
  const { origin } = await around.account();
  const proxy = settings.get('HTTPS_PROXY') ?? settings.get('https_proxy');
  if (!proxy || origin.protocol !== 'https:') return undefined;
  const except = (settings.get('NO_PROXY') ?? settings.get('no_proxy') ?? '').toLowerCase().split(/[,\s]+/);
  const host = bare(origin);
  const own = except.some((one) => {
    const name = one.replace(/:\d+$/, '').replace(/^\*?\./, '');
    return name !== '' && (name === '*' || host === name || host.endsWith(`.${name}`));
  });
  if (own) return undefined;
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  return `left to the proxy ${URL.canParse(address) ? new URL(address).host : ''}`.trim();
}

const bare = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

async function resolve(origin: URL): Promise<string> {
  const host = bare(origin);
  if (isIP(host)) return `${host} is an address`;
  try {
    const found = await lookup(host, { all: true });
    return found.map(({ address }) => address).join(', ');
  } catch (cause) {
    throw unavailable(`resolving ${host}: ${reason(cause)}`, {
      hint: 'check BT_API_HOST and the name servers of this machine',
      cause,
    });
  }
}

async function handshake(origin: URL, ca: string[] | undefined): Promise<string> {
  if (origin.protocol === 'http:') return 'none: http on loopback';
  const host = bare(origin);
  const port = Number(origin.port || 443);
  return new Promise((done, fail) => {
    const socket = connect(
      {
        host,
        port,
        timeout: 30_000,
        rejectUnauthorized: true,
        ...(isIP(host) ? {} : { servername: host }),
        ...(ca ? { ca } : {}),
      },
      () => {
        const certificate = socket.getPeerCertificate();
        const { O, CN } = certificate.issuer ?? {};
        done(
          `${socket.getProtocol()}, certificate by ${[O ?? CN].flat().join(' ')}, until ${certificate.valid_to}`,
        );
        socket.end();
      },
    );
    const stop = (why: string, cause?: unknown) => {
      socket.destroy();
      fail(
        unavailable(`connecting to ${host}:${port} by TLS: ${why}`, {
          hint: 'an own certificate authority is named with --ca-file F or BT_CA_FILE; a wrong name means a wrong BT_API_HOST',
          cause,
        }),
      );
    };
    socket.on('error', (error) => stop(reason(error), error));
    socket.on('timeout', () => stop('no answer within 30 s'));
  });
}

/** PRA or RS, as the site says outside its API tree (`product` is "bpam" for PRA). */
export async function identify(
  backend: Backend,
): Promise<{ product: 'pra' | 'rs'; company: string | undefined }> {
  const call: Call = {
    method: 'GET',
    url: new URL('/get_mech_list?version=3', backend.origin),
    effect: 'read',
    what: 'asking which product it is',
  };
  const answer = await read(backend, call);
  const value = await readJson(call, answer);
  const { product, company } = isObject(value) ? value : {};
  return {
    product: product === 'bpam' ? 'pra' : 'rs',
    company: typeof company === 'string' ? company : undefined,
  };
}

/** The version that the site's own contract names, and the calls that are left this hour. */
export async function apiVersion(backend: Backend): Promise<{ version: string; left: string | undefined }> {
  const call: Call = {
    method: 'GET',
    url: backend.url('openapi.yaml'),
    headers: { accept: '*/*' },
    effect: 'read',
    what: 'asking for the version',
    stream: true,
  };
  const answer = await read(backend, call);
  let head = '';
  for await (const chunk of answer.body) {
    head += Buffer.from(chunk).toString('utf8');
    if (head.length > 16_384) break;
  }
  answer.discard();
  const version = /^\s+"?version"?:\s*["']?([\w.-]+)/m.exec(head)?.[1] ?? 'unknown';
  return { version, left: answer.headers['x-ratelimit-remaining'] };
}

async function read(backend: Backend, call: Call): Promise<Answer> {
  const answer = await backend.send(call);
  if (!succeeded(answer)) throw await backend.explain(call, answer);
  return answer;
}
