// One CommonJS file, so that starting btapi opens two files and evaluates only what the command needs:
// every `import()` of ours becomes a lazily evaluated part of the same file.
import { chmodSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

mkdirSync('dist', { recursive: true });
await build({
  entryPoints: ['bin/btapi.ts'],
  outfile: 'dist/main.cjs',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  minify: true,
  // import() of a built-in would load node's own ESM view of it, which costs more than starting node.
  supported: { 'dynamic-import': false },
  define: { BTAPI_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
});
copyFileSync('bin/entry.cjs', 'dist/btapi.cjs');
chmodSync('dist/btapi.cjs', 0o755);
