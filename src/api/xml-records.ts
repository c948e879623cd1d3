import type { Value } from '../value.ts';
import { builder } from './xml-build.ts';
import { scanner } from './xml-scan.ts';
import type { Shape } from './xml-shape.ts';
import { Malformed } from './xml-text.ts';

/** What a stream of records leaves behind: the root without the records that were taken out of it. */
export interface Frame {
  root: string;
  value: Value;
}

/** How many bytes one record may have, so that a runaway ends as an error and not for want of memory. */
const longest = 128 * 1024 * 1024;

/**
 * The repeated elements at `path` below the root, a batch for each chunk of bytes that completed some, so that
 * memory does not grow with the document. The generator's return value is the rest of the document; there the
 * records' list is empty.
 * @throws Malformed where the document stops being well-formed; what came before has been yielded
 */
export async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  shape: Shape,
  path: readonly string[],
): AsyncGenerator<Value[], Frame, void> {
  let batch: Value[] = [];
  let frame: Frame = { root: '', value: null };
  const at = path.join('/');
  const scan = scanner(
    builder(
      shape,
      (root, value) => {
        frame = { root, value };
      },
      (here, value) => {
        if (here.length !== path.length || here.join('/') !== at) return false;
        batch.push(value);
        return true;
      },
    ),
  );
  const decoder = new TextDecoder();
  let since = 0;
  for await (const chunk of bytes) {
    since += chunk.length;
    if (since > longest) throw new Malformed(`more than ${longest / 1024 / 1024} MB without a record`);
    scan.push(decoder.decode(chunk, { stream: true }));
    if (batch.length > 0) {
      yield batch;
      batch = [];
      since = 0;
    }
  }
  scan.push(decoder.decode());
  scan.end();
  if (batch.length > 0) yield batch;
  return frame;
}
