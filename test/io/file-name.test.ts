import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dispositionName, safeName } from '../../src/io/file-name.ts';

test.each([
  ['setup.sh', 'setup.sh'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\x.exe', 'x.exe'],
  ['.bashrc', 'bashrc'],
  ['--rf', 'rf'],
  ['~root', 'root'],
  ['a\r\nb\u001b\u202e.sh', 'ab.sh'],
  ['a<b>:"|?*.txt', 'ab.txt'],
  ['con', 'fallback'],
  ['NUL.txt', 'fallback'],
  ['com1.log', 'fallback'],
  ['console.log', 'console.log'],
  ['x. . ', 'x'],
  ['..', 'fallback'],
  ['a/', 'fallback'],
  ['', 'fallback'],
  ['sra-pin_w0eec.bin', 'sra-pin_w0eec.bin'],
  ['Bericht für März.pdf', 'Bericht für März.pdf'],
  [`${'a'.repeat(300)}.tar.gz`, `${'a'.repeat(197)}.gz`],
  [`${'é'.repeat(150)}.sh`, `${'é'.repeat(98)}.sh`],
])('%j becomes %s', (name, wanted) => {
  expect(safeName(name, 'fallback')).toBe(wanted);
});

test('no name at all', () => {
  expect([safeName(undefined, 'installer-7.bin'), safeName(undefined, '../')]).toEqual([
    'installer-7.bin',
    'download',
  ]);
});

test('whatever a server sends, the name is harmless', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...'./\\-~ \r\n\u0000:acon') }),
      ),
      (name) => {
        const safe = safeName(name, 'x');
        expect(safe).not.toMatch(/^[.~\s-]|[/\\\p{Cc}:*?"<>|]|[.\s]$/u);
        expect(safe.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
        expect(safeName(safe, 'x')).toBe(safe);
      },
    ),
    { numRuns: 2000 },
  );
});

test.each<[string | undefined, string | undefined]>([
  [undefined, undefined],
  ['attachment', undefined],
  ['attachment; filename=setup.sh', 'setup.sh'],
  ['attachment; filename="a \\"b\\"; c.sh"', 'a "b"; c.sh'],
  ["attachment; filename=x; filename*=UTF-8''%e2%82%ac%20rates", '€ rates'],
  ["attachment; filename*=iso-8859-1'en'%A3%20rates", '£ rates'],
  ["attachment; filename*=UTF-8''%ff; filename=plain", 'plain'],
  ['inline;FILENAME="../x"', '../x'],
  ['attachment; filename=""', undefined],
])('header %j names %s', (header, wanted) => {
  expect(dispositionName(header)).toBe(wanted);
});
