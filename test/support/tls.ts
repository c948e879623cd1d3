import { generate } from 'selfsigned';

export interface Pair {
  key: string;
  cert: string;
}

export interface Certificates {
  /** The test's own authority, PEM. */
  ca: string;
  /** For localhost and 127.0.0.1. */
  server: Pair;
  expired: Pair;
  wrongName: Pair;
}

let made: Promise<Certificates> | undefined;

/** Certificates of an authority made for this run; nothing is kept. */
export function certificates(): Promise<Certificates> {
  made ??= make();
  return made;
}

const day = 24 * 60 * 60 * 1000;

async function make(): Promise<Certificates> {
  const authority = await generate([{ name: 'commonName', value: 'btapi test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  const issue = async (name: string, notBeforeDate: Date, notAfterDate: Date): Promise<Pair> => {
    const pair = await generate([{ name: 'commonName', value: name }], {
      keyType: 'ec',
      algorithm: 'sha256',
      ca: { key: authority.private, cert: authority.cert },
      notBeforeDate,
      notAfterDate,
      extensions: [
        { name: 'basicConstraints', cA: false },
        {
          name: 'subjectAltName',
          altNames:
            name === 'localhost'
              ? [
                  { type: 2, value: name },
                  { type: 7, ip: '127.0.0.1' },
                ]
              : [{ type: 2, value: name }],
        },
      ],
    });
    return { key: pair.private, cert: pair.cert };
  };
  const now = Date.now();
  return {
    ca: authority.cert,
    server: await issue('localhost', new Date(now - day), new Date(now + day)),
    expired: await issue('localhost', new Date(now - 3 * day), new Date(now - 2 * day)),
    wrongName: await issue('elsewhere.example', new Date(now - day), new Date(now + day)),
  };
}
