import { expect, test } from 'vitest';
import type { Backend } from '../../../src/api/backend.ts';
import type { Call } from '../../../src/api/call.ts';
import { explainSafe } from '../../../src/api/safe/explain.ts';
import { findAccount } from '../../../src/api/safe/find-account.ts';
import { safePages } from '../../../src/api/safe/pages.ts';
import { findSafe } from '../../../src/api/safe.ts';
import { locate } from '../../../src/api/target.ts';
import type { Value } from '../../../src/value.ts';

/** A Password Safe that answers GET with what `answers` makes of the query; everything else is 404. */
function backend(answers: (query: Record<string, string>) => Value | undefined) {
  const asked: string[] = [];
  const base = new URL('https://safe.example.com/BeyondTrust/api/public/v3/');
  const made: Backend = {
    origin: new URL('/', base),
    url: (path) => new URL(path, base),
    find: findSafe,
    explain: (call: Call, answer) => explainSafe(call, answer),
    close: async () => undefined,
    send: async (call) => {
      asked.push(decodeURIComponent(call.url.search));
      const value = answers(Object.fromEntries(call.url.searchParams));
      const text = value === undefined ? '"not found"' : JSON.stringify(value);
      return {
        status: value === undefined ? 404 : 200,
        headers: {},
        body: (async function* () {})(),
        text: async () => text,
        discard: () => undefined,
      };
    },
  };
  return { backend: made, asked };
}

const row = (system: number, account: number, more: { [name: string]: Value } = {}): Value => ({
  SystemId: system,
  AccountId: account,
  SystemName: 'web',
  AccountName: 'root',
  ...more,
});

test.each([
  ['an object', row(1, 2)],
  ['a list of one', [row(1, 2)]],
  ['newer spelling', { SystemID: 1, AccountID: 2, SystemName: 'WEB', AccountName: 'Root' }],
  ['the same twice', [row(1, 2), row(1, 2)]],
  [
    'a server that ignores filters',
    [row(3, 4, { SystemName: 'other' }), row(1, 2), row(1, 5, { AccountName: 'x' })],
  ],
])('found in %s', async (_name, value) => {
  const { backend: safe } = backend(() => value);
  expect(await findAccount(safe, 'web', 'root')).toMatchObject({ systemId: 1, accountId: 2 });
});

test('several that fit: exit 2 with their ids', async () => {
  const { backend: safe } = backend(() => [row(1, 2), row(3, 4)]);
  await expect(findAccount(safe, 'web', 'root')).rejects.toMatchObject({
    code: 2,
    message: 'looking for root on web: 2 accounts fit (SystemId/AccountId 1/2, 3/4)',
  });
});

test('a number is a name before it is an id', async () => {
  const { backend: safe } = backend(() => [row(1, 1001), row(1, 7, { AccountName: '1001' })]);
  expect(await findAccount(safe, 'web', '1001')).toMatchObject({ accountId: 7 });
});

test('linked from a domain: asked by its type when the system does not show it', async () => {
  const linked = row(1, 9, { AccountName: 'admin', DomainName: 'CORP' });
  const { backend: safe, asked } = backend(({ type }) => (type === 'domainlinked' ? [linked] : undefined));
  expect(await findAccount(safe, 'web', 'corp\\admin')).toMatchObject({ accountId: 9 });
  expect(asked).toEqual([
    '?systemName=web&accountName=corp\\admin',
    '?type=domainlinked&accountName=corp\\admin',
  ]);
});

test.each(['db\\ORCL', 'DB\\orcl'])('a database instance: %s', async (system) => {
  const instance = row(1, 9, { SystemName: 'db', InstanceName: 'ORCL' });
  const { backend: safe } = backend(({ type }) => (type === 'database' ? [instance] : undefined));
  expect(await findAccount(safe, system, 'root')).toMatchObject({ accountId: 9 });
});

async function all(safe: Backend, limit?: number): Promise<Value[]> {
  const got: Value[] = [];
  for await (const page of safePages(safe, await locate(safe, 'ManagedSystems'), {}, limit))
    got.push(...page);
  return got;
}

const many = Array.from({ length: 2500 }, (_, at) => ({ ManagedSystemID: at }));
const numbers = (query: Record<string, string>) => [Number(query['offset']), Number(query['limit'])] as const;

test('pages: envelopes, bare arrays, a limit', async () => {
  const envelope = backend((query) => {
    const [offset, limit] = numbers(query);
    return { TotalCount: many.length, Data: many.slice(offset, offset + limit) };
  });
  expect(await all(envelope.backend)).toEqual(many);
  expect(envelope.asked).toEqual([
    '?limit=1000&offset=0',
    '?limit=1000&offset=1000',
    '?limit=1000&offset=2000',
  ]);
  const bare = backend((query) => {
    const [offset, limit] = numbers(query);
    return many.slice(offset, offset + limit);
  });
  expect(await all(bare.backend, 1200)).toEqual(many.slice(0, 1200));
  expect(bare.asked).toEqual(['?limit=1000&offset=0', '?limit=200&offset=1000']);
});

test('a server that ignores the offset is not asked for ever', async () => {
  const stubborn = backend(() => many.slice(0, 1000));
  expect(await all(stubborn.backend)).toEqual(many.slice(0, 1000));
  expect(stubborn.asked).toHaveLength(2);
});

test('a server that ignores the limit gives everything once', async () => {
  const generous = backend(() => many);
  expect(await all(generous.backend)).toEqual(many);
});
