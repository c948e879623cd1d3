import { randomBytes } from 'node:crypto';
import { usage } from '../../errors.ts';
import type { ValueObject } from '../../value.ts';
import type { Call } from '../call.ts';

export interface UploadFile {
  name: string;
  bytes: Uint8Array;
}

/** Secrets Safe takes no larger file. */
const most = 5_000_000;

/**
 * A file secret as multipart/form-data (RFC 7578): its members as JSON in `secretmetadata`, the bytes in `file`.
 * @throws Failure (exit 2) without a file, or for one that is too large
 */
export function multipart(
  body: ValueObject,
  file: UploadFile | undefined,
  what: string,
): Pick<Call, 'bytes' | 'headers'> {
  if (!file) throw usage(`${what}: the file is missing`, 'name it with --file PATH');
  if (file.bytes.length > most) throw usage(`${what}: the file has more than ${most} bytes`);
  const named = Object.keys(body).some((key) => key.toLowerCase() === 'filename');
  const meta = JSON.stringify(named ? body : { ...body, FileName: file.name });
  const boundary = `btapi-${randomBytes(16).toString('hex')}`;
  const part = (head: string, content: Uint8Array | string) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(content as Uint8Array),
    Buffer.from('\r\n'),
  ];
  const plainName = file.name.replace(/["\r\n\\]/g, '_');
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    bytes: Buffer.concat([
      ...part('name="secretmetadata"\r\nContent-Type: application/json', meta),
      ...part(`name="file"; filename="${plainName}"\r\nContent-Type: application/octet-stream`, file.bytes),
      Buffer.from(`--${boundary}--\r\n`),
    ]),
  };
}
