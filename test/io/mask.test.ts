import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskFilter } from '../../src/io/mask.ts';

function through(secrets: string[], chunks: (string | Uint8Array)[]): string {
  const filter = maskFilter(secrets);
  const out = chunks.map((chunk) => Buffer.from(filter.push(Buffer.from(chunk as Uint8Array))));
  return Buffer.concat([...out, Buffer.from(filter.end())]).toString('utf8');
}

describe('masking', () => {
  test.each([
    [['abc'], ['xabcx'], 'x***x'],
    [['abc'], ['xa', 'b', 'cx'], 'x***x'],
    [['abc'], ['ab'], 'ab'],
    [['abc'], ['aabc'], 'a***'],
    [['abc', 'abcdef'], ['abc', 'def'], '***'],
    [['abc', 'abcdef'], ['abc', 'dex'], '***dex'],
    [['pä€'], ['<pä€>'], '<***>'],
    [[''], ['abc'], 'abc'],
    [['a"b'], ['{"p":"a\\"b"}'], '{"p":"***"}'],
    [['secret\n'], ['secret\nsecret'], '***\n***'],
    [
      ['-----BEGIN-----\nfirst line of it\nsecond line of it\n-----END-----\n'],
      ['x\nsecond line of it\n', 'first line', ' of it'],
      'x\n***\n***',
    ],
  ])('%j in %j', (secrets, chunks, wanted) => {
    expect(through(secrets, chunks)).toBe(wanted);
  });

  test('however the bytes are cut, the same comes out and no secret is in it', () => {
    const alphabet = fc.constantFrom('a', 'b', 'ä', '\n');
    const text = fc.array(alphabet, { maxLength: 40 }).map((parts) => parts.join(''));
    const secret = fc
      .array(alphabet, { minLength: 2, maxLength: 5 })
      .map((parts) => parts.join(''))
      .filter((one) => !one.endsWith('\n'));
    fc.assert(
      fc.property(text, secret, fc.array(fc.nat(60)), (whole, hidden, cuts) => {
        const bytes = Buffer.from(whole);
        const places = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
        const masked = through([hidden], chunks);
        expect(masked).toBe(through([hidden], [whole]));
        expect(masked.includes(hidden)).toBe(false);
      }),
    );
  });
});
