// npm run build:lambda: the example function with all it needs in one file, build/lambda/handler.cjs.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { lean } from './build/lean.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

await build({
  entryPoints: ['examples/aws/lambda/handler.ts'],
  outfile: process.argv[2] ?? 'build/lambda/handler.cjs',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  minify: true,
  supported: { 'dynamic-import': false },
  define: { BTAPI_VERSION: JSON.stringify(version), esbuildDetection: '1' },
  plugins: [lean],
  logLevel: 'warning',
});
