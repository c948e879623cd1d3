/** The parts of a multipart/form-data body by their names, as bytes; empty when it is no such body (RFC 7578). */
export function parts(body: Uint8Array, contentType: string | undefined): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (!boundary) return found;
  const bytes = Buffer.from(body);
  const mark = Buffer.from(`--${boundary}`);
  let at = bytes.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length + 2;
    const next = bytes.indexOf(mark, start);
    if (next < 0) break;
    const head = bytes.indexOf('\r\n\r\n', start);
    const name = /name="([^"]*)"/.exec(bytes.subarray(start, head).toString('utf8'))?.[1];
    if (name !== undefined && head >= 0) found.set(name, bytes.subarray(head + 4, next - 2));
    at = next;
  }
  return found;
}
