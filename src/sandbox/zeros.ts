/** A file of `size` zero bytes that is never in memory as a whole. */
export async function* zeros(size: number): AsyncGenerator<Uint8Array> {
  const block = new Uint8Array(65_536);
  for (let left = size; left > 0; left -= block.length)
    yield left < block.length ? block.subarray(0, left) : block;
}
