/** A load command of a Mach-O file: its kind and where it stands. */
export interface LoadCommand {
  kind: number;
  offset: number;
  size: number;
}

export interface Section {
  name: string;
  address: bigint;
  size: number;
  offset: number;
  /** Takes no room in the file (zero-filled). */
  empty: boolean;
}

export interface Segment {
  name: string;
  /** Of its load command. */
  command: number;
  address: bigint;
  memory: bigint;
  offset: number;
  size: number;
  sections: Section[];
}

/** What of a thin 64-bit Mach-O file matters for signing it (mach-o/loader.h). */
export interface MachO {
  bytes: Buffer;
  arm: boolean;
  commandCount: number;
  commandBytes: number;
  commands: LoadCommand[];
  segments: Segment[];
}

export const headerSize = 32;
const LC_SEGMENT_64 = 0x19;
export const LC_CODE_SIGNATURE = 0x1d;

// S_ZEROFILL, S_GB_ZEROFILL, S_THREAD_LOCAL_ZEROFILL
const zeroFilled = new Set([0x1, 0xc, 0x12]);

const text16 = (bytes: Buffer, at: number) => bytes.toString('latin1', at, at + 16).replace(/\0.*$/s, '');

/** Reads a Mach-O file. Throws for anything but a thin little-endian 64-bit one. */
export function readMachO(bytes: Buffer): MachO {
  if (bytes.length < headerSize || bytes.readUInt32LE(0) !== 0xfeedfacf) {
    throw new Error('not a thin 64-bit Mach-O file');
  }
  const commandCount = bytes.readUInt32LE(16);
  const commands: LoadCommand[] = [];
  const segments: Segment[] = [];
  let offset = headerSize;
  for (let turn = 0; turn < commandCount; turn += 1) {
    const kind = bytes.readUInt32LE(offset);
    const size = bytes.readUInt32LE(offset + 4);
    commands.push({ kind, offset, size });
    if (kind === LC_SEGMENT_64) segments.push(readSegment(bytes, offset));
    offset += size;
  }
  return {
    bytes,
    arm: bytes.readUInt32LE(4) === 0x0100000c,
    commandCount,
    commandBytes: bytes.readUInt32LE(20),
    commands,
    segments,
  };
}

function readSegment(bytes: Buffer, at: number): Segment {
  const sections = Array.from({ length: bytes.readUInt32LE(at + 64) }, (_, index) => {
    const start = at + 72 + index * 80;
    return {
      name: text16(bytes, start),
      address: bytes.readBigUInt64LE(start + 32),
      size: Number(bytes.readBigUInt64LE(start + 40)),
      offset: bytes.readUInt32LE(start + 48),
      empty: zeroFilled.has(bytes.readUInt32LE(start + 64) & 0xff),
    };
  });
  return {
    name: text16(bytes, at + 8),
    command: at,
    address: bytes.readBigUInt64LE(at + 24),
    memory: bytes.readBigUInt64LE(at + 32),
    offset: Number(bytes.readBigUInt64LE(at + 40)),
    size: Number(bytes.readBigUInt64LE(at + 48)),
    sections,
  };
}

/** Bytes between the load commands and the first section: room for more commands. */
export function headerRoom({ segments, commandBytes }: MachO): number {
  const starts = segments.flatMap(({ sections }) =>
    sections.filter(({ offset, size }) => offset > 0 && size > 0).map(({ offset }) => offset),
  );
  return Math.min(...starts) - headerSize - commandBytes;
}

/** Where the code signature stands in the file, if there is one. */
export function signaturePlace({
  bytes,
  commands,
}: MachO): { command: number; offset: number; size: number } | undefined {
  const found = commands.find(({ kind }) => kind === LC_CODE_SIGNATURE);
  if (!found) return undefined;
  return {
    command: found.offset,
    offset: bytes.readUInt32LE(found.offset + 8),
    size: bytes.readUInt32LE(found.offset + 12),
  };
}
