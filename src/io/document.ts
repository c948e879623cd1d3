import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { reason, usage } from '../errors.ts';
import type { Value } from '../value.ts';
import { fileTrouble } from './file-trouble.ts';
import { expandPath } from './home.ts';
import type { Io } from './io.ts';
import { parseJson } from './json.ts';

type World = Pick<Io, 'cwd' | 'home' | 'env' | 'platform'>;

/** @throws Failure (exit 2) when it cannot be read */
export async function readBytes(io: World, path: string): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name: basename(path), bytes: await readFile(expandPath(path, io)) };
  } catch (error) {
    throw usage(`reading ${path}: ${fileTrouble(error)}`);
  }
}

/**
 * A JSON or YAML document; "-" is standard input.
 * @throws Failure (exit 2) when it cannot be read or is neither
 */
export async function readDocument(io: World & Pick<Io, 'stdin'>, path: string): Promise<Value> {
  const text =
    path === '-' ? await all(io.stdin) : Buffer.from((await readBytes(io, path)).bytes).toString('utf8');
  const name = path === '-' ? 'standard input' : path;
  if (/^\s*[{[]/.test(text)) return parseJson(text, name);
  const { parse } = await import('yaml');
  try {
    return parse(text, { maxAliasCount: 100 }) as Value;
  } catch (error) {
    throw usage(`reading ${name}: ${reason(error).split('\n')[0]}`);
  }
}

async function all(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
