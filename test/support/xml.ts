import { actions } from '../../src/api/catalogue/action.ts';
import { reports } from '../../src/api/catalogue/report.ts';
import type { Tree } from '../../src/api/catalogue/xml-row.ts';
import { type Document, readDocument } from '../../src/api/xml.ts';
import { readRecords } from '../../src/api/xml-records.ts';
import { shapeOf } from '../../src/api/xml-shape.ts';
import { isObject, type Value, type ValueObject } from '../../src/value.ts';

/** Bytes in pieces of these lengths, the last one again and again. */
export async function* pieces(data: Uint8Array, ...lengths: number[]): AsyncGenerator<Uint8Array> {
  let position = 0;
  let turn = 0;
  while (position < data.length) {
    const length = Math.max(1, lengths[Math.min(turn, lengths.length - 1)] ?? data.length);
    yield data.subarray(position, position + length);
    position += length;
    turn += 1;
  }
}

/** The tree of an action or report. */
export function treeOf(name: string): Tree {
  const answer = actions[name]?.answer ?? reports[name]?.answer;
  return answer?.kind === 'xml' ? answer.tree : {};
}

/** A document read as a stream, its records put back where they were taken from. */
export async function readStreamed(
  source: string,
  tree: Tree,
  path: readonly string[],
  ...lengths: number[]
): Promise<Document> {
  const records: Value[] = [];
  const stream = readRecords(pieces(Buffer.from(source), ...lengths), shapeOf(tree), path);
  for (;;) {
    const step = await stream.next();
    if (!step.done) {
      records.push(...step.value);
      continue;
    }
    const holder = path
      .slice(0, -1)
      .reduce<Value>((value, name) => (value as ValueObject)[name] ?? null, step.value.value);
    const last = path.at(-1);
    if (records.length > 0 && isObject(holder) && last !== undefined) holder[last] = records;
    return step.value;
  }
}

/** A document read as a whole, by a tree. */
export const readWhole = (source: string, tree: Tree): Promise<Document> =>
  readDocument(source, shapeOf(tree));

/** How many values stand at a path, over all lists on the way; undefined where something is not a list at its end. */
export function count(value: Value, path: string): number {
  let here: Value[] = [value];
  for (const name of path.split('/')) {
    here = here.flatMap((item) => {
      const below = isObject(item) ? item[name] : undefined;
      return below === undefined ? [] : Array.isArray(below) ? below : [below];
    });
  }
  return here.length;
}
