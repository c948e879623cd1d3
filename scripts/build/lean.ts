import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

// Parts of undici that a plain HTTP/1 request with a text body never reaches, though its client names them: HTTP/2,
// fetch bodies, forms, the experimental parser.
const unreached = /(client-h2|web\/fetch\/\w+|web\/webidl(\/index)?|milo\/[\w-]+|parser-h1)(\.js)?$/;

// Built-ins that a package loads at once for something it never comes to: node:http alone costs a third of node's own
// start. In their place stands the little that is looked at.
const builtins: readonly { package: RegExp; name: string; contents: string }[] = [
  {
    package: /node_modules.undici./,
    name: 'node:http',
    // The size is node's default; IncomingMessage is only compared with.
    contents: 'module.exports = { maxHeaderSize: 16384, IncomingMessage: class IncomingMessage {} };',
  },
  {
    package: /node_modules.undici./,
    name: 'node:assert',
    contents:
      "module.exports = (value, why) => { if (!value) throw why instanceof Error ? why : new Error('undici: ' + (why || 'an assertion failed')); };",
  },
  {
    package: /node_modules.commander./,
    name: 'node:child_process',
    // commander starts processes for commands that are programs of their own; ours are not.
    contents: 'module.exports = {};',
  },
];

/** Replaces what is never reached, so that nobody has to read it at every start. */
export const lean: Plugin = {
  name: 'lean',
  setup(build) {
    build.onResolve({ filter: unreached }, ({ path, importer }) =>
      /node_modules.undici./.test(importer) ? { path, namespace: 'unreached' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'unreached' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error(${JSON.stringify(`${path} is not part of this build`)}); };`,
    }));
    for (const { package: owner, name, contents } of builtins) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, ({ path, importer }) =>
        owner.test(importer) ? { path, namespace: 'instead' } : undefined,
      );
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: 'instead' }, () => ({ contents }));
    }
    // The HTTP parser for processors without SIMD is kept small: hardly anybody needs it.
    build.onLoad({ filter: /llhttp.llhttp-wasm\.js$/ }, ({ path }) => {
      const base64 = /'([A-Za-z0-9+/=]{1000,})'/.exec(readFileSync(path, 'utf8'))?.[1];
      if (!base64) throw new Error(`${path} is not what it was`);
      const packed = brotliCompressSync(Buffer.from(base64, 'base64')).toString('base64');
      return {
        contents: `module.exports = require('node:zlib').brotliDecompressSync(Buffer.from('${packed}', 'base64'));`,
      };
    });
  },
};
