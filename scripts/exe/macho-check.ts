import { createHash } from 'node:crypto';
import { type MachO, readMachO, signaturePlace } from './macho.ts';

/** What a signature says and whether it holds. */
export interface SignatureState {
  identifier: string;
  flags: number;
  pages: number;
  /** Pages whose hash is another one. */
  badPages: number;
  /** The hashes end where the signature begins, and the file where the signature ends. */
  covers: boolean;
}

/** Reads and checks the SHA-256 code directory of a signed Mach-O file; undefined when it has none. */
export function checkSignature(file: Buffer): SignatureState | undefined {
  const macho = readMachO(file);
  const place = signaturePlace(macho);
  if (!place) return undefined;
  const blob = file.subarray(place.offset, place.offset + place.size);
  if (blob.readUInt32BE(0) !== 0xfade0cc0) throw new Error('the signature is no super blob');
  for (let part = 0; part < blob.readUInt32BE(8); part += 1) {
    const found = blob.subarray(blob.readUInt32BE(16 + 8 * part));
    if (found.readUInt32BE(0) === 0xfade0c02 && found[37] === 2) {
      const last = macho.segments.at(-1);
      const limit = found.readUInt32BE(32);
      const whole = last !== undefined && last.offset + last.size === file.length;
      return { ...readDirectory(file, found), covers: limit === place.offset && whole };
    }
  }
  throw new Error('the signature has no SHA-256 code directory');
}

function readDirectory(file: Buffer, directory: Buffer): Omit<SignatureState, 'covers'> {
  const [hashes, name] = [directory.readUInt32BE(16), directory.readUInt32BE(20)];
  const pages = directory.readUInt32BE(28);
  const limit = directory.readUInt32BE(32);
  const size = 2 ** (directory[39] ?? 12);
  let badPages = 0;
  for (let slot = 0; slot < pages; slot += 1) {
    const page = file.subarray(slot * size, Math.min((slot + 1) * size, limit));
    const want = directory.subarray(hashes + 32 * slot, hashes + 32 * slot + 32);
    if (!createHash('sha256').update(page).digest().equals(want)) badPages += 1;
  }
  const identifier = directory.toString('latin1', name, directory.indexOf(0, name));
  return { identifier, flags: directory.readUInt32BE(12), pages, badPages };
}

/**
 * What injection has changed of a Node: it may add one segment (NODE_SEA) and flip one byte (the fuse). Anything else
 * moved or rewritten is what makes an Intel Mac crash, and is named here.
 */
export function injectionDamage(base: Buffer, made: Buffer): string[] {
  const [before, after] = [readMachO(base), readMachO(made)];
  const damage: string[] = [];
  let changedBytes = 0;
  for (const segment of before.segments) {
    const same = after.segments.find(({ name }) => name === segment.name);
    if (!same) {
      damage.push(`segment ${segment.name} is gone`);
      continue;
    }
    if (segment.name === '__LINKEDIT') continue; // the last one moves up and grows
    if (same.address !== segment.address || same.offset !== segment.offset || same.size !== segment.size) {
      damage.push(`segment ${segment.name} has moved`);
    }
    for (const section of segment.sections) {
      const now = same.sections.find(({ name }) => name === section.name);
      if (!now || now.address !== section.address || now.size !== section.size) {
        damage.push(`section ${section.name} has moved`);
      } else if (!section.empty) {
        changedBytes += differences(part(before, section), part(after, now));
      }
    }
  }
  const added = after.segments.filter(({ name }) => !before.segments.some((old) => old.name === name));
  if (added.map(({ name }) => name).join() !== 'NODE_SEA') damage.push('the segment added is not NODE_SEA');
  if (changedBytes !== 1) damage.push(`${changedBytes} bytes of sections have changed, not one`);
  return damage;
}

const part = ({ bytes }: MachO, { offset, size }: { offset: number; size: number }) =>
  bytes.subarray(offset, offset + size);

function differences(left: Buffer, right: Buffer): number {
  if (left.equals(right)) return 0;
  let count = 0;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) count += 1;
  return count;
}
