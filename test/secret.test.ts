import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from '../src/secret.ts';

test('a secret shows itself to nobody but reveal', () => {
  const secret = new Secret('s3cret');
  expect([String(secret), JSON.stringify({ secret }), inspect({ secret }), `${secret}`]).toEqual([
    '***',
    '{"secret":"***"}',
    '{ secret: *** }',
    '***',
  ]);
  expect(Object.keys(secret)).toEqual([]);
  expect(secret.reveal()).toBe('s3cret');
});
