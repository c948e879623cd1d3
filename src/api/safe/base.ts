import { usage } from '../../errors.ts';

const today = '/BeyondTrust/api/public/v3/';
const before62 = '/eEye.RetinaCS.Server/api/public/v3/';

/**
 * Where the API answers, from what people have at hand: a bare host, an address, or the full base; the base used before
 * version 6.2 is kept when it is given (usage page, Base Endpoint). Plain http only on this machine.
 * @throws Failure (exit 2) for what is no address
 */
export function baseUrl(text: string): URL {
  const wrong = (why: string) =>
    usage(
      `reading BT_SAFE_URL: ${why}`,
      'give the host, or the whole base: https://HOST/BeyondTrust/api/public/v3',
    );
  const trimmed = text.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (trimmed === '' || !URL.canParse(whole)) throw wrong(`"${trimmed}" is no address`);
  const url = new URL(whole);
  const local = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    throw wrong(`${url.protocol}//${url.host} is not https`);
  }
  if (url.username || url.password) throw wrong('it holds a user name or password');
  const path = `${url.pathname.replace(/\/+$/, '')}/`;
  const known = [today, before62].find((base) => base.toLowerCase() === path.toLowerCase());
  if (!known && path !== '/') {
    throw wrong(`${url.pathname} is not the path of the API`);
  }
  return new URL(known ?? today, url.origin);
}
