import { createHash } from 'node:crypto';
import { headerRoom, headerSize, LC_CODE_SIGNATURE, readMachO, signaturePlace } from './macho.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const up = (value: number, to: number) => Math.ceil(value / to) * to;

/** Hashes are taken over pages of this size on every architecture. */
const page = 4096;

/**
 * An ad-hoc signature, as Apple's linker writes one: a super blob that holds one code directory with the hash of every
 * page. macOS on ARM runs no program without it. Nobody vouches for such a program; Gatekeeper still asks.
 * @param identifier the name the signature carries
 * @throws when the file is signed already, or leaves no room for the load command
 */
export function signAdHoc(file: Buffer, identifier: string): Buffer {
  const macho = readMachO(file);
  if (signaturePlace(macho)) throw new Error('the file is signed already');
  const last = macho.segments.at(-1);
  const text = macho.segments.find(({ name }) => name === '__TEXT');
  if (last?.name !== '__LINKEDIT' || !text) throw new Error('the file does not end with __LINKEDIT');
  if (last.offset + last.size !== file.length) throw new Error('there are bytes behind __LINKEDIT');
  if (headerRoom(macho) < 16) throw new Error('there is no room for one more load command');

  const start = up(file.length, 16);
  const pages = Math.ceil(start / page);
  const name = Buffer.from(`${identifier}\0`);
  const directorySize = 88 + name.length + 32 * pages;
  const size = up(20 + directorySize, 16);

  const signed = Buffer.alloc(start + size);
  file.copy(signed);
  const command = headerSize + macho.commandBytes;
  for (const [index, value] of [LC_CODE_SIGNATURE, 16, start, size].entries()) {
    signed.writeUInt32LE(value, command + 4 * index);
  }
  signed.writeUInt32LE(macho.commandCount + 1, 16);
  signed.writeUInt32LE(macho.commandBytes + 16, 20);
  const grown = start + size - last.offset;
  signed.writeBigUInt64LE(BigInt(up(grown, macho.arm ? 16384 : page)), last.command + 32);
  signed.writeBigUInt64LE(BigInt(grown), last.command + 48);

  superBlob(20 + directorySize).copy(signed, start);
  directory({ pages, limit: start, name, text }).copy(signed, start + 20);
  const hashes = start + 20 + 88 + name.length;
  for (let slot = 0; slot < pages; slot += 1) {
    const part = signed.subarray(slot * page, Math.min((slot + 1) * page, start));
    hash(part).copy(signed, hashes + 32 * slot);
  }
  return signed;
}

/** The outer blob: one part, the code directory, 20 bytes in (xnu, osfmk/kern/cs_blobs.h). */
function superBlob(size: number): Buffer {
  const words = Buffer.alloc(20);
  for (const [index, value] of [0xfade0cc0, size, 1, 0, 20].entries()) words.writeUInt32BE(value, 4 * index);
  return words;
}

interface Directory {
  pages: number;
  limit: number;
  name: Buffer;
  text: { offset: number; size: number };
}

/** A code directory of version 0x20400 without its hashes: big endian, as all of a signature. */
function directory({ pages, limit, name, text }: Directory): Buffer {
  const bytes = Buffer.alloc(88 + name.length);
  const hashOffset = 88 + name.length;
  const flags = 0x20002; // ad hoc, signed by the linker
  const words = [0xfade0c02, hashOffset + 32 * pages, 0x20400, flags, hashOffset, 88, 0, pages, limit];
  for (const [index, value] of words.entries()) bytes.writeUInt32BE(value, 4 * index);
  bytes[36] = 32; // bytes of a hash
  bytes[37] = 2; // SHA-256
  bytes[39] = 12; // pages of 2^12 bytes
  bytes.writeBigUInt64BE(BigInt(text.offset), 64);
  bytes.writeBigUInt64BE(BigInt(text.size), 72);
  bytes.writeBigUInt64BE(1n, 80); // the main binary
  name.copy(bytes, 88);
  return bytes;
}
