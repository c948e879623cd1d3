// The program in a few CommonJS files, of which starting btapi reads only what the command needs: every `import()` in
// the source becomes a part that is compiled when it is reached (scripts/build/pack.ts).
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { lean } from './build/lean.ts';
import { type Group, pack, warmGroups } from './build/pack.ts';
import { warm } from './build/warm.ts';

const { version, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  engines: { node: string };
};

const groups: readonly Group[] = [
  { name: 'start', together: [/^src\/commands\/program\.ts$/] },
  {
    name: 'call',
    together: [
      /^src\/connect\.ts$/,
      /^src\/commands\/list\.ts$/,
      /^src\/api\/(shape|token-file)\.ts$/,
      /^src\/io\/(settings|stdin|output)\.ts$/,
      /^src\/io\/formats\/json\.ts$/,
    ],
  },
  {
    name: 'more',
    together: [],
    apart: [
      /^src\/commands\/(get|add|update|delete|do|copy|download)\.ts$/,
      /^src\/io\/(arguments|keyvalue|json)\.ts$/,
      /^src\/io\/formats\/(kv|ndjson)\.ts$/,
      /^src\/(report|save-answer)\.ts$/,
    ],
  },
  { name: 'rows', together: [], apart: [/^src\/api\/catalogue\/config\//] },
  { name: 'network', together: [/undici\/lib\/(api\/api-request|dispatcher\/client)\.js$/] },
];

const { outputFiles, metafile } = await build({
  entryPoints: ['bin/btapi.ts'],
  outdir: 'dist',
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  splitting: true,
  minify: true,
  define: { BTAPI_VERSION: JSON.stringify(version), esbuildDetection: '1' },
  plugins: [lean],
  logLevel: 'warning',
});
const files = await pack(outputFiles, metafile, groups);
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
for (const [name, text] of files) writeFileSync(`dist/${name}.cjs`, text);
const least = engines.node.replace('>=', '');
writeFileSync('dist/btapi.cjs', readFileSync('bin/entry.cjs', 'utf8').replace('ENGINES_NODE', least));
chmodSync('dist/btapi.cjs', 0o755);
// Only speed depends on it: a machine without a loopback network can still build.
await warm('dist', warmGroups(groups)).catch((error: unknown) =>
  console.warn(`kept no compiled code: ${String(error)}`),
);
