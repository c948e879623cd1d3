import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { all } from '../../src/api/catalogue/index.ts';
import { fresh } from './client.ts';

const rows = await all();
const names = rows.flatMap(({ row }) => Object.keys(row.fields));
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(0, 1, 2, '1', true, null, 'ssh', 'criteria', [], {}, [1]),
);
const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 6 }),
  fc.jsonValue(),
  fc.constant(undefined),
);
const path = fc
  .tuple(
    fc.constantFrom(...rows.map((one) => one.path)),
    fc.constantFrom('', '/1', '/2', '/62', '/1/copy', '/x', '/%2e%2e'),
  )
  .map(([name, tail]) => name.replace(/\{\w+\}/g, '1') + tail);
const query = fc.dictionary(
  fc.constantFrom('name', 'tag', 'per_page', 'current_page', 'type', 'colour'),
  fc.string(),
  { maxKeys: 2 },
);

describe.each(['pra', 'rs'] as const)('whatever is sent to %s', (product) => {
  test('is answered with success or a 4xx, never by a mistake of the sandbox', async () => {
    const client = await fresh({ product, seed: true, limits: { perSecond: 100_000, perHour: 1_000_000 } });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT'),
        path,
        query,
        body,
        async (method, at, asked, sent) => {
          const search = new URLSearchParams(asked).toString();
          const answer = await client.call(
            method,
            search ? `${at}?${search}` : at,
            method === 'GET' ? undefined : sent,
          );
          expect([answer.status < 500, answer.text.slice(0, 200)]).toEqual([true, expect.any(String)]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
