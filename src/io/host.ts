import { usage } from '../errors.ts';

const shape = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^\s/\\?#@%]+)\/?$/i;
const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
const names = /^(?:\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)$/;

/**
 * The address of an appliance as people write it: `host`, `host:port`, `https://host/`; `http://` for this computer only.
 * @param what the setting it stands in, for messages: "BT_API_HOST"
 * @returns the origin, ending in "/"
 * @throws Failure (exit 2) that says what to write; the text is not repeated, it may hold a password
 */
export function parseHost(text: string, what: string): URL {
  const refuse = (why: string, hint = 'write the bare host name: support.example.com') =>
    usage(`reading ${what}: ${why}`, hint);
  const found = shape.exec(text);
  if (!found) {
    if (text.trim() === '') throw refuse('it is empty');
    if (/\s/.test(text)) throw refuse('it has a blank or a line break in it');
    if (text.includes('@')) throw refuse('it has a user name in it');
    const url = URL.canParse(text.includes('://') ? text : `https://${text}`)
      ? new URL(text.includes('://') ? text : `https://${text}`)
      : undefined;
    throw refuse(
      'it has more than a host in it',
      url && names.test(url.hostname) && url.username === '' ? `write ${url.host}` : undefined,
    );
  }
  const [, scheme = 'https', rest = ''] = found;
  const protocol = scheme.toLowerCase();
  if (protocol !== 'https' && protocol !== 'http') throw refuse('only https is spoken', `write ${rest}`);
  const address = `${protocol}://${rest}/`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !names.test(url.hostname)) throw refuse('it is not a host name');
  if (protocol === 'http' && !loopback.test(url.hostname)) {
    throw refuse(
      'http:// would send the secret in the clear; it is for this computer only',
      `write ${url.host}`,
    );
  }
  return url;
}
