/** Hides secrets in a stream of bytes, also those that are split over chunks. */
export interface MaskFilter {
  /** What may be shown of this chunk and of what was held back before. */
  push(chunk: Uint8Array): Uint8Array;
  /** What is still held back when the stream ends. */
  end(): Uint8Array;
}

const shown = '***';

/**
 * A filter that replaces every one of the secrets by `***`. The end of a chunk that may be the beginning of a secret is
 * held back until more comes. Besides the secret itself its lines (a key printed line by line) and its form inside JSON
 * are hidden.
 */
export function maskFilter(secrets: Iterable<string>): MaskFilter {
  const needles = variants(secrets);
  const longest = needles[0]?.length ?? 0;
  const starts = new Set(needles.map((needle) => needle[0]));
  let held = '';

  /** Leftmost, longest; stops where the rest might become a secret, unless this is the end. */
  function scan(last: boolean): string {
    let out = '';
    let from = 0;
    let at = 0;
    while (at < held.length) {
      if (!starts.has(held[at])) {
        at += 1;
        continue;
      }
      const rest = held.length - at;
      const tail = held.slice(at);
      if (
        !last &&
        rest < longest &&
        needles.some((needle) => needle.length > rest && needle.startsWith(tail))
      ) {
        break;
      }
      const found = needles.find((needle) => held.startsWith(needle, at));
      if (found === undefined) {
        at += 1;
        continue;
      }
      out += held.slice(from, at) + shown;
      at += found.length;
      from = at;
    }
    out += held.slice(from, at);
    held = held.slice(at);
    return out;
  }

  // One character a byte, so that a character split over chunks does no harm.
  return {
    push(chunk) {
      held += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
      return Buffer.from(scan(false), 'latin1');
    },
    end: () => Buffer.from(scan(true), 'latin1'),
  };
}

/** Lines shorter than this are too common to be hidden by themselves. */
const leastLine = 12;

function variants(secrets: Iterable<string>): string[] {
  const all = new Set<string>();
  for (const secret of secrets) {
    const trimmed = secret.replace(/[\r\n]+$/, '');
    for (const one of [trimmed, JSON.stringify(trimmed).slice(1, -1)]) all.add(one);
    const lines = trimmed.split(/\r?\n/);
    if (lines.length > 1) {
      for (const line of lines) if (line.length >= leastLine && !line.startsWith('-----')) all.add(line);
    }
  }
  all.delete('');
  return [...all]
    .map((one) => Buffer.from(one, 'utf8').toString('latin1'))
    .sort((a, b) => b.length - a.length);
}
