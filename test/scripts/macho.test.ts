import { expect, test } from 'vitest';
import { checkSignature, injectionDamage } from '../../scripts/exe/macho-check.ts';
import { signAdHoc } from '../../scripts/exe/macho-sign.ts';

interface Part {
  name: string;
  offset: number;
  size: number;
  section?: string;
}

/** A Mach-O file with one section a segment, the load commands in its first page. */
function machO(parts: readonly Part[], room = 4096): Buffer {
  const file = Buffer.alloc(Math.max(...parts.map(({ offset, size }) => offset + size)), 0x41);
  file.fill(0, 0, room);
  let at = 32;
  for (const { name, offset, size, section } of parts) {
    file.writeUInt32LE(0x19, at);
    file.writeUInt32LE(section ? 152 : 72, at + 4);
    file.write(name, at + 8, 'latin1');
    for (const [where, value] of [
      [24, 0x100000000 + offset],
      [32, size],
      [40, offset],
      [48, size],
    ] as const) {
      file.writeBigUInt64LE(BigInt(value), at + where);
    }
    file.writeUInt32LE(section ? 1 : 0, at + 64);
    if (section) {
      file.write(section, at + 72, 'latin1');
      file.writeBigUInt64LE(BigInt(0x100000000 + room), at + 72 + 32);
      file.writeBigUInt64LE(BigInt(offset + size - room), at + 72 + 40);
      file.writeUInt32LE(room, at + 72 + 48);
    }
    at += section ? 152 : 72;
  }
  for (const [index, value] of [0xfeedfacf, 0x0100000c, 0, 2, parts.length, at - 32].entries()) {
    file.writeUInt32LE(value, 4 * index);
  }
  return file;
}

const text = { name: '__TEXT', offset: 0, size: 12_288, section: '__text' };
const plain = () => machO([text, { name: '__LINKEDIT', offset: 12_288, size: 1001 }]);
const injected = () =>
  machO([
    text,
    { name: 'NODE_SEA', offset: 12_288, size: 4096 },
    { name: '__LINKEDIT', offset: 16_384, size: 1001 },
  ]);

test('a signed file holds, page by page', () => {
  expect(checkSignature(plain())).toBeUndefined();
  expect(checkSignature(signAdHoc(plain(), 'btapi'))).toEqual({
    identifier: 'btapi',
    flags: 0x20002,
    pages: 4,
    badPages: 0,
    covers: true,
  });
});

test('a changed byte is found', () => {
  const signed = signAdHoc(plain(), 'btapi');
  signed[5000] = 0x42;
  expect(checkSignature(signed)?.badPages).toBe(1);
});

test('a file is signed once', () => {
  expect(() => signAdHoc(signAdHoc(plain(), 'btapi'), 'btapi')).toThrow('signed already');
});

test('without room for a load command nothing is signed', () => {
  const parts = [text, { name: '__LINKEDIT', offset: 12_288, size: 1001 }];
  expect(() => signAdHoc(machO(parts, 32 + 152 + 72 + 8), 'btapi')).toThrow('no room');
});

test('an injection may add its segment and change one byte', () => {
  const made = injected();
  made[6000] = 0x42;
  expect(injectionDamage(plain(), made)).toEqual([]);
  made[6001] = 0x42;
  expect(injectionDamage(plain(), made)).toEqual(['2 bytes of sections have changed, not one']);
  expect(injectionDamage(plain(), plain())).toContain('the segment added is not NODE_SEA');
});
