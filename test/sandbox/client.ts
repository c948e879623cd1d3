import { request } from 'node:http';
import { afterEach } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/options.ts';
import { startSandbox } from '../../src/sandbox/server.ts';

/** An answer as plain data. `json` is undefined for an empty body. */
export interface Got {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

export interface Client {
  sandbox: Sandbox;
  token: string;
  /** Calls below /api/config/v1 with the token; a body goes along as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Got>;
  get(path: string): Promise<Got>;
}

const running: Sandbox[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

/** A sandbox that ends with the test. Without a seed and without the limit of a second unless asked for. */
export async function sandboxOf(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ seed: false, limits: { perSecond: 1000 }, ...options });
  running.push(sandbox);
  return sandbox;
}

/** Asks for a token as the guide says. */
export async function tokenOf(
  sandbox: Sandbox,
  id = sandbox.clientId,
  secret = sandbox.clientSecret,
): Promise<string> {
  const answer = await fetch(new URL('/oauth2/token', sandbox.url), {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}

export async function got(url: URL | string, init: RequestInit = {}): Promise<Got> {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  const text = await answer.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: answer.status, headers: answer.headers, text, json };
}

/** A client of one account. */
export async function clientOf(sandbox: Sandbox, id?: string, secret?: string): Promise<Client> {
  const call: Client['call'] = (method, path, body, headers = {}) =>
    got(new URL(`/api/config/v1/${path}`, sandbox.url), {
      method,
      headers: {
        authorization: `Bearer ${client.token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const token = await tokenOf(sandbox, id, secret);
  const client: Client = { sandbox, token, call, get: (path) => call('GET', path) };
  return client;
}

/** A fresh sandbox with a client of its main account. */
export const fresh = async (options?: SandboxOptions): Promise<Client> => clientOf(await sandboxOf(options));

/** Status and headers of a call by node:http, which sends nothing that it was not told to. */
export const rawCall = (
  url: URL,
  method: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown> }> =>
  new Promise((done, fail) => {
    request(url, { method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers }));
    })
      .on('error', fail)
      .end();
  });
