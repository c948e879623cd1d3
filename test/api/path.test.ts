import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkId, encodePath, looksLikeId, segments } from '../../src/api/path.ts';
import { Failure } from '../../src/errors.ts';

describe('segments', () => {
  test.each([
    ['jump-group', ['jump-group']],
    ['/jump-group/', ['jump-group']],
    ['jump-item/shell-jump/12', ['jump-item', 'shell-jump', '12']],
    ['openapi.yaml', ['openapi.yaml']],
  ])('%s', (text, parts) => {
    expect(segments(text)).toEqual(parts);
  });

  test.each([
    '',
    '/',
    '//',
    'jumpoint//installer',
    'jumpoint/ /x',
    'a/../b',
    './a',
    'a?b=c',
    'a#b',
    'a\r\nb',
    'a\\b',
    'a\u0000',
  ])('refuses %j with exit 2', (text) => {
    expect(() => segments(text)).toThrow(expect.objectContaining({ code: 2 }));
  });
});

test.each(['', ' ', '..', '.', 'a/b', '1?x', '1#x', '1\n', '1\r'])('an id %j is refused', (id) => {
  expect(() => checkId(id, 'jump-group')).toThrow(expect.objectContaining({ code: 2 }));
});

test('whatever is accepted stays one path below its base', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (first, second) => {
      let parts: string[];
      try {
        parts = [...segments(first), checkId(second, first)];
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
        return;
      }
      const url = new URL(`/api/config/v1/${encodePath(parts)}`, 'https://pra.example');
      expect(url.pathname.startsWith('/api/config/v1/')).toBe(true);
      expect(url.pathname.split('/')).toHaveLength(4 + parts.length);
      expect(url.search + url.hash).toBe('');
    }),
  );
});

test.each([
  ['12', true],
  ['0123456789abcdef0123456789ABCDEF', true],
  ['123e4567-e89b-12d3-a456-426614174000', true],
  ['shell-jump', false],
  ['', false],
  ['12a', false],
  ['-1', false],
])('looksLikeId(%j) is %s', (text, wanted) => {
  expect(looksLikeId(text)).toBe(wanted);
});
