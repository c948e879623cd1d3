/**
 * A Windows program without its Authenticode signature: Node's own would be broken by the injection, and a broken
 * signature is worse than none. The certificate table is the last thing in the file (PE format, Attribute Certificate
 * Table); it is cut off, its directory entry and the checksum are set to nothing.
 * @throws for a file of another form, or with bytes behind the certificates
 */
export function withoutSignature(file: Buffer): Buffer {
  const header = file.readUInt32LE(0x3c);
  if (file.toString('latin1', header, header + 4) !== 'PE\0\0') throw new Error('not a PE file');
  const optional = header + 24;
  if (file.readUInt16LE(optional) !== 0x20b) throw new Error('not a 64-bit PE file');
  const entry = optional + 112 + 4 * 8;
  const offset = file.readUInt32LE(entry);
  const size = file.readUInt32LE(entry + 4);
  if (size === 0) return file;
  if (offset + size !== file.length) throw new Error('there are bytes behind the signature');
  const bare = Buffer.from(file.subarray(0, offset));
  bare.fill(0, entry, entry + 8);
  bare.writeUInt32LE(0, optional + 64);
  return bare;
}
