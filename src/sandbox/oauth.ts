import type { Account } from './accounts.ts';
import { bodyText, type Exchange, empty, json, type Reply } from './exchange.ts';
import type { World } from './world.ts';

const refusal = (status: number, error: string, message: string): Reply =>
  json(status, { error, message }, status === 401 ? { 'WWW-Authenticate': 'Basic realm="OAuth"' } : {});

/**
 * POST /oauth2/token: Basic client_id:secret, or both in the form, for a bearer token (guide, Create a Token).
 * Not counted against the rate limit: the guide limits "API endpoints", and this is none below /api.
 */
export function oauth(exchange: Exchange, world: World): Reply {
  if (exchange.path !== '') return refusal(404, 'invalid_request', 'There is nothing here.');
  if (exchange.method !== 'POST') return empty(405, { Allow: 'POST' });
  const type = exchange.headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return refusal(400, 'invalid_request', 'The body must be a form.');
  }
  const form = new URLSearchParams(bodyText(exchange));
  const grant = form.get('grant_type');
  if (grant === null) return refusal(400, 'invalid_request', 'grant_type is missing.');
  if (grant !== 'client_credentials') {
    return refusal(400, 'unsupported_grant_type', 'Only client_credentials is supported.');
  }
  const account = accountOf(exchange, form, world);
  if (!account) return refusal(401, 'invalid_client', 'Client authentication failed.');
  return json(
    200,
    {
      access_token: world.tokens.mint(account),
      token_type: 'Bearer',
      expires_in: world.options.limits?.tokenSeconds ?? 3600,
    },
    { 'Cache-Control': 'no-store' },
  );
}

function accountOf(exchange: Exchange, form: URLSearchParams, world: World): Account | undefined {
  const basic = /^basic +(\S+)$/i.exec(exchange.headers['authorization'] ?? '')?.[1];
  const [id, secret] = basic ? split(basic) : [form.get('client_id'), form.get('client_secret')];
  return world.accounts.find((one) => one.clientId === id && one.clientSecret === secret);
}

function split(basic: string): [string, string] {
  const pair = Buffer.from(basic, 'base64').toString();
  const at = pair.indexOf(':');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}
