import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

// 1980-01-01 00:00, the earliest a zip can name: a build has no time of its own.
const time = 0;
const date = 0x21;

/**
 * A zip of one file with its x bit, as the appliance gives it: the same bytes for the same file, wherever and
 * whenever it is made (PKWARE APPNOTE 4.3). Sizes below 4 GiB.
 */
export async function zipOf(name: string, content: Uint8Array): Promise<Buffer> {
  const packed = await deflate(content, { level: 9 });
  const label = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0); // version needed: deflate
  common.writeUInt16LE(0, 2);
  common.writeUInt16LE(8, 4); // deflate
  common.writeUInt16LE(time, 6);
  common.writeUInt16LE(date, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(label.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, label]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(0o100755 * 0x10000, 6); // a regular file, rwxr-xr-x; then the offset of the local header: 0
  // "made by": 3 is Unix, so that unzip believes the mode
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, label]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, central, end]);
}
