import type { Reply } from '../exchange.ts';
import { zeros } from '../zeros.ts';

/** Bytes of a recording when nobody asked for more (`recording_bytes` of the sandbox's fill). */
export const usualLength = 40_000;

const box = Uint8Array.from(Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'));

/** A video of so many bytes that are never in memory together: the mark of an MP4 file, then nothing. */
export function video(bytes: number): Reply {
  async function* content(): AsyncGenerator<Uint8Array> {
    yield box;
    yield* zeros(Math.max(0, bytes - box.length));
  }
  return {
    status: 200,
    headers: { 'Content-Type': 'video/mp4' },
    body: { stream: content() },
    length: Math.max(bytes, box.length),
  };
}

/** Any other file, with its name if the appliance is to give one. */
export const file = (type: string, bytes: Uint8Array, name?: string): Reply => ({
  status: 200,
  headers: {
    'Content-Type': type,
    ...(name === undefined ? {} : { 'Content-Disposition': `attachment; filename="${name}"` }),
  },
  body: { bytes },
});
