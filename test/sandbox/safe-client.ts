import type { Sandbox } from '../../src/sandbox/options.ts';
import { apiKey, people, registrations } from '../../src/sandbox/safe/world.ts';

export const base = '/BeyondTrust/api/public/v3/';
export const johndoe = `PS-Auth key=${apiKey}; runas=doe-main\\johndoe;`;
export const keys = {
  plain: apiKey,
  password: registrations[1]?.key ?? '',
  factor: registrations[2]?.key ?? '',
  guid: registrations[3]?.key ?? '',
};
export const application = people.find((one) => one.client)?.client ?? { id: '', secret: '' };

export interface SafeAnswer {
  status: number;
  /** Parsed when it is JSON. */
  body: unknown;
  headers: Headers;
}

/** A cookie session, kept by hand as the usage page's samples do. */
export function safeClient(sandbox: Sandbox, authorization?: string, prefix = base) {
  let cookie: string | undefined;
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<SafeAnswer> => {
    const answer = await fetch(new URL(prefix + path, sandbox.url), {
      method,
      headers: {
        ...(authorization ? { authorization } : {}),
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    cookie = /ASP\.NET_SessionId=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? cookie;
    const text = await answer.text();
    let parsed: unknown = text;
    try {
      parsed = JSON.parse(text);
    } catch {}
    return { status: answer.status, body: parsed, headers: answer.headers };
  };
  return {
    call,
    signIn: (header?: Record<string, string>) => call('POST', 'Auth/SignAppin', undefined, header),
    hook: async (path: string) => (await fetch(new URL(`/_sandbox/safe/${path}`, sandbox.url))).json(),
  };
}

/** Signed in as the page's own user. */
export async function signedIn(sandbox: Sandbox) {
  const client = safeClient(sandbox, johndoe);
  await client.signIn();
  return client;
}
