import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : [];
  });
}

// Who may import whom. `types` holds what may be imported as a type only.
const shared = ['value', 'errors', 'clock', 'secret', 'version', 'folder'];
const rules: Record<string, { may: string[]; types?: string[]; packages: string[]; node: RegExp }> = {
  value: { may: [], packages: [], node: /^$/ },
  errors: { may: [], packages: [], node: /^$/ },
  clock: { may: [], packages: [], node: /^$/ },
  secret: { may: [], packages: [], node: /^(util)$/ },
  version: { may: [], packages: [], node: /^$/ },
  folder: { may: [], packages: [], node: /^(fs|path)$/ },
  io: {
    may: [...shared, 'io'],
    packages: ['dotenv', 'chalk', 'csv-stringify', 'yaml', 'cli-table3', '@jmespath-community/jmespath'],
    node: /^(fs|fs\/promises|path|os|stream|stream\/promises|crypto|child_process|util|string_decoder|url|net|tty)$/,
  },
  'api/catalogue': { may: [...shared, 'api/catalogue'], types: ['api'], packages: [], node: /^$/ },
  api: {
    may: [...shared, 'api', 'api/catalogue'],
    packages: ['undici', 'fast-xml-parser', 'saxes', 'proper-lockfile'],
    node: /^(crypto|dns\/promises|net|tls|timers\/promises|string_decoder)$/,
  },
  commands: {
    may: [...shared, 'api', 'api/catalogue', 'commands'],
    types: ['io'],
    packages: ['commander'],
    node: /^(path|util)$/,
  },
  approval: {
    may: ['errors', 'io', 'approval'],
    packages: [],
    node: /^(http|https|net|child_process)$/,
  },
  sandbox: {
    may: [...shared, 'api/catalogue', 'sandbox'],
    packages: ['fflate'],
    node: /^(http|https|events|crypto|zlib|stream|util|net|path|querystring|url|os|timers\/promises)$/,
  },
};

// What stands outside the table, and why.
const exceptions: Record<string, RegExp> = {
  'src/api/token-file.ts': /^node:(fs|path)$/, // the one file of api that keeps something on disk
  'src/commands/approve-serve.ts': /^approval$/, // the command that starts it
  'src/commands/sandbox.ts': /^sandbox$/, // the command that starts it
};

function layerOf(path: string): string {
  const [top = '', second = ''] = path.replace(/^src\//, '').split('/');
  if (top === 'api' && second === 'catalogue') return 'api/catalogue';
  return top.replace(/\.ts$/, '');
}

const composition = new Set([
  'main',
  'assemble',
  'connect',
  'report',
  'save-answer',
  'read-body',
  'connect-safe',
  'cli-zips',
]);

function violations(file: string): string[] {
  const path = relative(root, file);
  const layer = layerOf(path);
  if (composition.has(layer)) return [];
  const rule = rules[layer];
  if (!rule) return [`${path}: no rule for layer ${layer}`];
  const code = readFileSync(file, 'utf8');
  const found: string[] = [];
  const imports =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s+'([^']+)'/g;
  for (const [, type, from, dynamic, bare] of code.matchAll(imports)) {
    const what = from ?? dynamic ?? bare ?? '';
    const target = what.startsWith('.') ? layerOf(relative(root, resolve(dirname(file), what))) : what;
    const excepted = exceptions[path]?.test(target) === true;
    const allowed = what.startsWith('node:')
      ? rule.node.test(what.slice(5))
      : what.startsWith('.')
        ? rule.may.includes(target) || (type !== undefined && (rule.types ?? []).includes(target))
        : rule.packages.some((name) => what === name || what.startsWith(`${name}/`)) || type !== undefined;
    if (!allowed && !excepted) found.push(`${path} imports ${what}`);
  }
  return found;
}

test('every import obeys the table of layers', () => {
  expect(sources(join(root, 'src')).flatMap(violations)).toEqual([]);
});

test('only io/io.ts and bin know the process', () => {
  const guilty = sources(join(root, 'src')).filter((file) => {
    const code = readFileSync(file, 'utf8').replace(
      /\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g,
      '',
    );
    return /\bprocess\b/.test(code) && !file.endsWith(join('io', 'io.ts'));
  });
  expect(guilty.map((file) => relative(root, file))).toEqual([]);
});

test('no file but a table is longer than 300 lines', () => {
  const long = sources(join(root, 'src')).filter(
    (file) => !file.includes('/catalogue/') && readFileSync(file, 'utf8').split('\n').length > 301,
  );
  expect(long.map((file) => relative(root, file))).toEqual([]);
});
