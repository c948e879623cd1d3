import { expect, test } from 'vitest';
import { withoutSignature } from '../../scripts/exe/pe.ts';

/** The headers of a 64-bit Windows program of 1000 bytes, and a signature behind it. */
function program(signature: number): Buffer {
  const file = Buffer.alloc(1000 + signature, 0x41);
  file.fill(0, 0, 512);
  file.writeUInt32LE(64, 0x3c);
  file.write('PE\0\0', 64, 'latin1');
  file.writeUInt16LE(0x20b, 88);
  file.writeUInt32LE(0x1234, 88 + 64);
  file.writeUInt32LE(signature && 1000, 88 + 144);
  file.writeUInt32LE(signature, 88 + 148);
  return file;
}

test('the signature and its entry go, the rest stays', () => {
  const bare = withoutSignature(program(64));
  expect(bare.length).toBe(1000);
  expect(bare.readBigUInt64LE(88 + 144)).toBe(0n);
  expect(bare.subarray(512).equals(program(64).subarray(512, 1000))).toBe(true);
});

test('an unsigned program is left alone', () => {
  expect(withoutSignature(program(0)).equals(program(0))).toBe(true);
});

test('bytes behind the signature are not thrown away', () => {
  expect(() => withoutSignature(Buffer.concat([program(64), Buffer.alloc(8)]))).toThrow('bytes behind');
});
