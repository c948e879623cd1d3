import { usage } from '../errors.ts';
import type { Context } from './context.ts';
import type { Own } from './definition.ts';

/**
 * What --tls-cert and --tls-key name, for a command that serves.
 * @returns undefined when neither is given
 * @throws Failure (exit 2) when only one is, a file cannot be read, or one is not PEM of its kind
 */
export async function tlsOf(
  { files }: Context,
  own: Own,
): Promise<{ cert: string; key: string } | undefined> {
  const { tlsCert, tlsKey } = own;
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (typeof tlsCert !== 'string' || typeof tlsKey !== 'string') {
    throw usage('reading the command line: --tls-cert and --tls-key go together');
  }
  const [cert, key] = [await files.text(tlsCert), await files.text(tlsKey)];
  if (!cert.includes('-----BEGIN CERTIFICATE-----'))
    throw usage(`reading ${tlsCert}: it holds no certificate in PEM form`);
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key))
    throw usage(`reading ${tlsKey}: it holds no private key in PEM form`);
  return { cert, key };
}
