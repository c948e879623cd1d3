import { readFile } from 'node:fs/promises';
import type { Call, Send } from './api/call.ts';
import type { Network, NetworkOptions } from './api/network.ts';
import { rehearsed } from './api/rehearse.ts';
import type { Challenge, SafeAccount } from './api/safe/account.ts';
import { baseUrl } from './api/safe/base.ts';
import { type SafeBackend, safeBackend } from './api/safe.ts';
import type { BackendParts } from './assemble.ts';
import { calmIo, notSet, tokenStore, trace, transport } from './connect.ts';
import { denied, Failure, reason, usage } from './errors.ts';
import { ask } from './io/ask.ts';
import { expandPath } from './io/home.ts';
import { printable } from './io/printable.ts';
import { Secret } from './secret.ts';

/** The connection to Password Safe: rehearsed(session(traced(retrying(paced(network))))), one connection for all calls. */
export async function connectSafe(parts: BackendParts): Promise<SafeBackend> {
  const { settings, options, io } = parts;
  const url = settings.get('BT_SAFE_URL');
  if (!url) throw notSet('BT_SAFE_URL', 'the host of Password Safe');
  const base = baseUrl(url);
  const account = accountOf(parts);
  const network: Partial<NetworkOptions> = { keepAlive: true, ...(await certificate(parts)) };
  const [below, calm] = [
    await transport(parts, network),
    lazy(() => {
      const quiet = { ...parts, io: calmIo(io) };
      return transport(quiet, { ...network, signal: quiet.io.signal });
    }),
  ];
  const ms = keptMinutes(parts) * 60_000;
  const keeps = ms > 0 && options.tokenCache && settings.get('BT_TOKEN_CACHE')?.toLowerCase() !== 'off';
  const backend = safeBackend({
    base,
    account,
    challenge: challengeOf(parts),
    send: renamed(trace(parts, below.send)),
    finish: renamed(trace(parts, uncut(below.send, calm.send, io.signal))),
    clock: io.clock,
    ...(keeps ? { keep: { store: await tokenStore(parts), ms } } : {}),
    kept: () => tokenStore(parts),
    notify: (text) => parts.note(`btapi: ${text}`),
    outer: (send) => (options.dryRun ? rehearsed(send, parts.print) : send),
    verbose: options.verbose === true,
  });
  return {
    ...backend,
    close: async () => {
      await backend.close();
      await below.close();
      await calm.close();
    },
  };
}

/**
 * Sends what must arrive. What may be repeated goes over the connection that is there, and over another when a signal
 * cuts it; everything else goes where no signal reaches.
 */
const uncut =
  (usual: Send, calm: Send, signal: AbortSignal): Send =>
  async (call) => {
    if ((call.effect === 'read' || call.repeatable) && !signal.aborted) {
      try {
        return await usual(call);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
    return calm(call);
  };

/** A network that is made when something is sent. */
function lazy(make: () => Promise<Network>): Network {
  let made: Promise<Network> | undefined;
  return {
    send: async (call) => {
      made ??= make();
      return (await made).send(call);
    },
    close: async () => (await made)?.close(),
  };
}

/** The transport's hints speak of the settings of PRA and RS. */
const renamed =
  (send: Send): Send =>
  async (call: Call) => {
    try {
      return await send(call);
    } catch (error) {
      if (!(error instanceof Failure) || !error.hint?.includes('BT_API_HOST')) throw error;
      const hint = error.hint.replaceAll('BT_API_HOST', 'BT_SAFE_URL');
      throw new Failure(error.message, error.code, { hint, details: error.details, cause: error.cause });
    }
  };

/** @throws Failure (exit 2) when it is not said who signs in, or in two ways */
function accountOf({ settings }: BackendParts): SafeAccount {
  // Examples for shells double the backslash, and people copy them; the server wants one.
  const runAs = settings.get('BT_SAFE_RUNAS')?.replace(/\\{2,}/, '\\');
  const clientId = settings.get('BT_SAFE_CLIENT_ID');
  const set = (name: string) => settings.secretOrigin(name) !== 'not set';
  const need = async (name: string): Promise<Secret> => {
    const secret = await settings.secret(name);
    if (!secret) throw notSet(name, `nor ${name}_FILE or ${name}_COMMAND`);
    return secret;
  };
  if (set('BT_SAFE_KEY')) {
    if (clientId) {
      throw usage('reading the settings: both BT_SAFE_KEY and BT_SAFE_CLIENT_ID are set', 'keep one of them');
    }
    if (!runAs) throw notSet('BT_SAFE_RUNAS', 'the user the API key acts for');
    return {
      kind: 'key',
      key: () => need('BT_SAFE_KEY'),
      runAs,
      ...(set('BT_SAFE_PASSWORD') ? { password: () => need('BT_SAFE_PASSWORD') } : {}),
    };
  }
  if (!clientId) throw notSet('BT_SAFE_KEY', 'nor BT_SAFE_CLIENT_ID');
  return {
    kind: 'oauth',
    clientId,
    clientSecret: () => need('BT_SAFE_CLIENT_SECRET'),
    ...(runAs ? { runAs } : {}),
  };
}

/** Whoever sits at the terminal is asked; else what was set for the second factor answers; else nobody can. */
function challengeOf({ settings, io }: BackendParts): Challenge {
  return async (prompt) => {
    if (io.stdin.isTTY && io.stderr.isTTY)
      return new Secret((await ask(io, `${printable(prompt)}: `)).trim());
    const given = await settings.secret('BT_SAFE_CHALLENGE');
    if (given) return given;
    throw denied(`signing in: a second factor is asked for: ${prompt}`, {
      hint: 'answer on a terminal, or set BT_SAFE_CHALLENGE or BT_SAFE_CHALLENGE_COMMAND',
    });
  };
}

// The server ends a session after 20 idle minutes; a kept one must be gone before.
const longest = 15;

/** @returns 0 when sessions are not kept */
function keptMinutes({ settings, options }: BackendParts): number {
  const text = settings.get('BT_SAFE_KEEP_SESSION');
  if (text === undefined || /^(0|off|no|false)$/i.test(text)) return options.keepSession ? longest : 0;
  if (!/^\d+$/.test(text) || Number(text) > longest) {
    throw usage(`reading BT_SAFE_KEEP_SESSION: "${text}" is not a number of minutes from 1 to ${longest}`);
  }
  return Number(text);
}

/** The client certificate (PKCS #12) that some registrations ask for. */
async function certificate(parts: BackendParts): Promise<Partial<NetworkOptions>> {
  const file = parts.settings.get('BT_SAFE_CERT');
  if (!file) return {};
  const passphrase = await parts.settings.secret('BT_SAFE_CERT_PASSWORD');
  const given = passphrase ? { passphrase: passphrase.reveal() } : {};
  try {
    const bytes = await readFile(expandPath(file, parts.io));
    const { createSecureContext } = await import('node:tls');
    // Opened once before anything is sent: later a wrong password would look like a fault of the network.
    createSecureContext({ pfx: bytes, ...given });
    return { pfx: { file: bytes, ...given } };
  } catch (error) {
    throw usage(
      `reading BT_SAFE_CERT: ${reason(error)}`,
      'a PKCS #12 file; its password is BT_SAFE_CERT_PASSWORD',
    );
  }
}
