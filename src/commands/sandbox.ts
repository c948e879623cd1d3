import { usage } from '../errors.ts';
import type { Definition } from './definition.ts';
import { tlsOf } from './tls-files.ts';
import { wholeNumber } from './words.ts';

export const command: Definition = {
  options: [
    { flags: '--port <n>', description: 'listen on this port (any free one)' },
    { flags: '--product <name>', description: 'pra (default) or rs', choices: ['pra', 'rs'] },
    { flags: '--fault <spec...>', description: 'misbehave: 429x2, cut, close, slow=2000, expired ...' },
    { flags: '--fill <resource=n...>', description: 'put n made-up items into a collection' },
    { flags: '--tls-cert <file>', description: 'speak TLS with this certificate (PEM)' },
    { flags: '--tls-key <file>', description: 'the key of that certificate' },
    { flags: '--cli-zips <folder>', description: 'serve the btapi-*.zip of this folder as cli/PLATFORM' },
    { flags: '--file-size <bytes>', description: 'how long a downloaded installer is' },
  ],
  examples: [
    'btapi sandbox --port 8080',
    'eval "$(btapi sandbox --port 8080 | head -6 &)"',
    'btapi sandbox --fault 429x2',
    'btapi sandbox --tls-cert cert.pem --tls-key key.pem',
  ],
  about:
    'A simulated appliance on this machine only. Prints the settings to use; ends with Ctrl-C or a signal.',
  run: async (context, _words, own) => {
    const { startSandbox } = await import('../sandbox/server.ts');
    const { apiKey } = await import('../sandbox/safe/world.ts');
    const port = wholeNumber(own['port'], '--port', 0);
    const faults = own['fault'];
    const zips = own['cliZips'];
    const fileSize = wholeNumber(own['fileSize'], '--file-size', 0);
    const tls = await tlsOf(context, own);
    const sandbox = await startSandbox({
      ...(fileSize === undefined ? {} : { fileSize }),
      ...(port === undefined ? {} : { port }),
      ...(own['product'] === 'rs' ? { product: 'rs' as const } : {}),
      ...(Array.isArray(faults) ? { faults } : {}),
      fill: fillOf(own['fill']),
      ...(tls ? { tls } : {}),
      self: context.io.self,
      cliZip: await context.cliZips(typeof zips === 'string' ? zips : undefined),
      seed: true,
    });
    try {
      const host = sandbox.url.protocol === 'https:' ? `localhost:${sandbox.port}` : sandbox.url.origin;
      await context.write(
        [
          `export BT_API_HOST=${host}`,
          `export BT_CLIENT_ID=${sandbox.clientId}`,
          `export BT_CLIENT_SECRET=${sandbox.clientSecret}`,
          `export BT_SAFE_URL=${host}`,
          `export BT_SAFE_KEY=${apiKey}`,
          `export BT_SAFE_RUNAS='doe-main\\johndoe'`,
          '',
        ].join('\n'),
      );
      await stopped(context.io.signal);
    } finally {
      await sandbox.close();
    }
    return 0;
  },
};

function fillOf(specs: unknown): Record<string, number> {
  if (!Array.isArray(specs)) return {};
  return Object.fromEntries(
    specs.map((spec) => {
      const [, path, count] = /^(.+)=(\d+)$/.exec(String(spec)) ?? [];
      if (!path || !count) throw usage(`reading --fill: "${spec}" is not RESOURCE=NUMBER`);
      return [path, Number(count)];
    }),
  );
}

const stopped = (signal: AbortSignal) =>
  new Promise<void>((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
