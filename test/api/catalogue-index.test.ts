import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest, distance } from '../../src/api/catalogue/closest.ts';
import { all, find, search, suggest } from '../../src/api/catalogue/index.ts';
import { match } from '../../src/api/catalogue/match.ts';

const found = async (path: string): Promise<unknown> => {
  const hit = await find(path);
  return hit === undefined ? undefined : [hit.path, hit.target, ...hit.ids];
};

describe('find', () => {
  it.each([
    ['jump-item/shell-jump', ['jump-item/shell-jump', 'collection']],
    ['/jump-item/shell-jump', ['jump-item/shell-jump', 'collection']],
    ['jump-item/shell-jump/12', ['jump-item/shell-jump', 'item', '12']],
    ['group-policy/7/jumpoint', ['group-policy/{id}/jumpoint', 'collection', '7']],
    ['group-policy/7/jumpoint/3', ['group-policy/{id}/jumpoint', 'item', '7', '3']],
    ['vault/account/61', ['vault/account', 'item', '61']],
    ['vault/account/61/check-out', ['vault/account/{id}/check-out', 'collection', '61']],
    ['vault/account-group', ['vault/account-group', 'collection']],
    ['vendor/1/user/2/reactivate', ['vendor/{id}/user/{user_id}/reactivate', 'collection', '1', '2']],
    ['cli/linux', ['cli/{platform}', 'collection', 'linux']],
    ['openapi.yaml', ['openapi.yaml', 'collection']],
  ])('%s', async (path, wanted) => {
    expect(await found(path)).toEqual(wanted);
  });

  it('prefers a literal segment to a parameter', async () => {
    expect(await found('jump-client/installer')).toEqual(['jump-client/installer', 'collection']);
    expect(await found('jump-client/installer/5')).toEqual(['jump-client/installer', 'item', '5']);
    expect(await found('jump-client/installer/ab12/mac-dmg')).toEqual([
      'jump-client/installer/{installer_id}/{platform}',
      'collection',
      'ab12',
      'mac-dmg',
    ]);
    expect(await found('user/provision')).toEqual(['user/provision', 'collection']);
    expect(await found('jump-approval/request')).toEqual(['jump-approval/request', 'collection']);
    expect(await found('jump-approval/9')).toEqual(['jump-approval/{user_id}', 'collection', '9']);
  });

  it.each([
    'jump-item',
    'jump-item/',
    'jump-item/shell-jump/',
    'group-policy//jumpoint',
    '//user',
    'Jump-Item/shell-jump',
    'api/config/v1/user',
    'user/1/2/3',
    'jumpoint/1/node/2',
    'constructor',
    '',
  ])('knows nothing of %j', async (path) => {
    expect(await find(path)).toBeUndefined();
  });

  it('finds every row by its own name, and its items', async () => {
    for (const { path, row } of await all()) {
      const filled = path.replace(/\{\w+\}/g, '7');
      const ids = (path.match(/\{/g) ?? []).map(() => '7');
      expect(await found(filled)).toEqual([path, 'collection', ...ids]);
      if (row.item !== undefined) expect(await found(`${filled}/8`)).toEqual([path, 'item', ...ids, '8']);
    }
  });

  it('never throws, whatever the path', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('user', 'vault', 'account'))),
        async (parts) => {
          const hit = await find(parts.join('/'));
          expect(hit === undefined || hit.ids.every((id) => id !== '')).toBe(true);
        },
      ),
    );
  });
});

describe('match', () => {
  it('can ignore case', () => {
    const table = { 'ManagedAccounts/{id}/Credentials': { title: 'x', verbs: { get: {} }, fields: {} } };
    expect(match(table, 'managedaccounts/3/CREDENTIALS', { caseless: true })?.ids).toEqual(['3']);
    expect(match(table, 'managedaccounts/3/CREDENTIALS')).toBeUndefined();
  });
});

describe('suggest', () => {
  it.each([
    ['jump-itm/shell-jump/12', ['jump-item/shell-jump']],
    ['jumpitem/shell-jump', ['jump-item/shell-jump']],
    ['jump-points', ['jumpoint']],
    ['rdp', ['jump-item/remote-rdp']],
    ['vault/account/61/checkout', ['vault/account/{id}/check-out', 'vault/account/{id}/check-in']],
    ['users', ['user']],
    ['group-policies', ['group-policy']],
  ])('%s', async (path, wanted) => {
    expect((await suggest(path)).slice(0, wanted.length)).toEqual(wanted);
  });

  it('offers every row that a bare word is about', async () => {
    expect((await suggest('tunnel')).sort()).toEqual([
      'jump-item/mongodb-tunnel-jump',
      'jump-item/mysql-tunnel-jump',
      'jump-item/network-tunnel-jump',
      'jump-item/protocol-tunnel-jump',
      'jump-item/psql-tunnel-jump',
    ]);
  });

  it('offers the rows below a family', async () => {
    const offered = await suggest('jump-item');
    expect(offered).toHaveLength(5);
    expect(offered.filter((path) => !path.startsWith('jump-item/'))).toEqual([]);
  });

  it('says nothing where nothing is near', async () => {
    expect(await suggest('xyzzy')).toEqual([]);
    expect(await suggest('')).toEqual([]);
  });
});

describe('search', () => {
  it('looks into names, titles and remarks', async () => {
    expect((await search('Kubernetes')).map(({ path }) => path)).toEqual(['jump-item/protocol-tunnel-jump']);
    expect((await search('in clear')).map(({ path }) => path)).toEqual(['vault/account/{id}/check-out']);
    expect((await search('rotate')).map(({ path }) => path)).toEqual(['vault/account/{id}/rotate']);
    expect(await search('xyzzy')).toEqual([]);
  });
});

describe('closest', () => {
  it('counts letters missing, added, changed and swapped', () => {
    expect(distance('', 'abc')).toBe(3);
    expect(distance('port', 'prot')).toBe(1);
    expect(distance('hostname', 'hostnam')).toBe(1);
    expect(distance('tag', 'tab')).toBe(1);
    expect(distance('kitten', 'sitting')).toBe(3);
  });

  it('is the same both ways, and zero for the same word alone', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b) === 0).toBe(a === b);
      }),
    );
  });

  it('finds the nearest word, or none', () => {
    const words = ['name', 'hostname', 'jumpoint_id', 'jump_group_id', 'port', 'tag'];
    expect(closest('jumpont_id', words)).toBe('jumpoint_id');
    expect(closest('HostName', words)).toBe('hostname');
    expect(closest('prot', words)).toBe('port');
    expect(closest('comment', words)).toBeUndefined();
    expect(closest('x', [])).toBeUndefined();
  });
});
