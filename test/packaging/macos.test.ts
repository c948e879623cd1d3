import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { baseBinary } from '../../scripts/exe/base.ts';
import { readMachO } from '../../scripts/exe/macho.ts';
import { checkSignature, injectionDamage } from '../../scripts/exe/macho-check.ts';
import { targetNamed } from '../../scripts/exe/targets.ts';
import { built } from './support.ts';

// Structure only: no Mac has run these.
describe.each(['macos-x64', 'macos-arm64'])('%s', (name) => {
  const file = built(name);

  test.skipIf(!file)('is for its processor, and signed over every page', () => {
    const bytes = readFileSync(file ?? '');
    expect(readMachO(bytes).arm).toBe(name === 'macos-arm64');
    expect(checkSignature(bytes)).toMatchObject({ identifier: 'btapi', badPages: 0, covers: true });
  });

  test.skipIf(!file)('differs from its Node by one segment, one byte and the signature', () => {
    expect(injectionDamage(readFileSync(baseBinary(targetNamed(name))), readFileSync(file ?? ''))).toEqual(
      [],
    );
  });

  test.skipIf(!file)("the checker itself accepts the signature of Node's own binary", () => {
    const bytes = readFileSync(baseBinary(targetNamed(name)));
    expect(checkSignature(bytes)).toMatchObject({ badPages: 0, covers: true });
  });
});
