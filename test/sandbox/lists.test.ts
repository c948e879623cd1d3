import { expect, test } from 'vitest';
import { type Client, fresh, got, rawCall } from './client.ts';

const groups = async (client: Client, count: number): Promise<void> => {
  for (let n = 1; n <= count; n++)
    client.sandbox.store.put('jump-group', n, { id: n, name: `Group ${n}`, code_name: `g${n}` });
};

const ids = (json: unknown): number[] => (json as { id: number }[]).map(({ id }) => id);

test('an empty list is 200 and a bare array', async () => {
  const answer = await (await fresh()).get('jump-group');
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual([]);
  expect(answer.headers.get('x-bt-pagination-total')).toBe('0');
  expect(answer.headers.get('x-bt-pagination-last-page')).toBe('1');
});

test('pages are 100 long, ids ascend', async () => {
  const client = await fresh();
  await groups(client, 101);
  const answer = await client.get('jump-group');
  expect(ids(answer.json)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  expect(answer.headers.get('x-bt-pagination-per-page')).toBe('100');
  expect(answer.headers.get('x-bt-pagination-last-page')).toBe('2');
  expect(ids((await client.get('jump-group?current_page=2')).json)).toEqual([101]);
});

test('Link names first, previous, next and last with absolute URLs that keep the filters', async () => {
  const client = await fresh();
  await groups(client, 50);
  const url = (page: number) =>
    `${client.sandbox.url}api/config/v1/jump-group?per_page=10&current_page=${page}`;
  const second = await client.get('jump-group?per_page=10&current_page=2');
  expect(second.headers.get('link')).toBe(
    `<${url(1)}>; rel="first", <${url(1)}>; rel="previous", <${url(3)}>; rel="next", <${url(5)}>; rel="last"`,
  );
  expect(second.headers.get('x-bt-pagination-current-page')).toBe('2');
  expect(second.headers.get('x-bt-pagination-total')).toBe('50');
  const only = await client.get('jump-group?name=group%207');
  expect(only.headers.get('link')).toBe(
    ['first', 'last']
      .map(
        (rel) =>
          `<${client.sandbox.url}api/config/v1/jump-group?name=group+7&per_page=100&current_page=1>; rel="${rel}"`,
      )
      .join(', '),
  );
});

test('following next visits every item once', async () => {
  const client = await fresh();
  await groups(client, 23);
  const seen: number[] = [];
  let next: string | undefined = `${client.sandbox.url}api/config/v1/jump-group?per_page=5`;
  while (next) {
    const answer = await got(next, { headers: { authorization: `Bearer ${client.token}` } });
    seen.push(...ids(answer.json));
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  expect(seen).toEqual(Array.from({ length: 23 }, (_, n) => n + 1));
});

test('a page behind the last one is empty', async () => {
  const client = await fresh();
  await groups(client, 3);
  const answer = await client.get('jump-group?current_page=9');
  expect([answer.status, answer.json]).toEqual([200, []]);
});

test.each(['per_page=4', 'per_page=101', 'per_page=x', 'current_page=0'])('%s is 422', async (query) => {
  const answer = await (await fresh()).get(`jump-group?${query}`);
  expect(answer.status).toBe(422);
  expect(Object.keys((answer.json as { errors: object }).errors)).toEqual([query.split('=')[0]]);
});

test('page parameters on a list without pages are unknown parameters', async () => {
  const client = await fresh({ seed: true });
  expect((await client.get('group-policy/1/jump-group')).status).toBe(200);
  expect((await client.get('group-policy/1/jump-group?per_page=10')).status).toBe(401);
  expect((await client.get('user/2/group-policies?per_page=10')).status).toBe(401);
});

test('an unknown parameter is 401, and no token trouble', async () => {
  const answer = await (await fresh()).get('jump-group?nam=x');
  expect(answer.status).toBe(401);
  expect(answer.json).toEqual({ message: 'Unrecognized query parameters: nam.' });
});

test('filters match whole values in any case, and all of them at once', async () => {
  const client = await fresh({ seed: true });
  const shells = (query: string) => client.get(`jump-item/shell-jump?${query}`).then(({ json }) => ids(json));
  expect(await shells('tag=I-0WEB1')).toEqual([1]);
  expect(await shells('tag=i-0web')).toEqual([]);
  expect(await shells('jump_group_id=1')).toEqual([1, 2]);
  expect(await shells('jump_group_id=1&name=switch')).toEqual([2]);
  expect(await shells('jump_group_id=2&name=switch')).toEqual([]);
});

test('the hostname filter of Shell Jumps needs three characters', async () => {
  const client = await fresh();
  expect((await client.get('jump-item/shell-jump?hostname=ab')).status).toBe(422);
  expect((await client.get('jump-item/shell-jump?hostname=abc')).status).toBe(200);
});

test('Jumpoints are found by the addresses of their nodes', async () => {
  const client = await fresh({ seed: true });
  expect(ids((await client.get('jumpoint?private_ip=10.0.0.12')).json)).toEqual([1]);
  expect(ids((await client.get('jumpoint?hostname=BRANCH-JP')).json)).toEqual([2]);
});

test('HEAD gives the headers of GET and no body; OPTIONS names the methods', async () => {
  const client = await fresh();
  await groups(client, 7);
  const url = new URL('/api/config/v1/jump-group', client.sandbox.url);
  const authorization = `Bearer ${client.token}`;
  const head = await rawCall(url, 'HEAD', { authorization });
  expect(head.status).toBe(200);
  expect(head.headers['x-bt-pagination-total']).toBe('7');
  expect(client.sandbox.log.at(-1)?.method).toBe('HEAD');
  const options = await rawCall(url, 'OPTIONS', { authorization });
  expect([options.status, options.headers['allow']]).toEqual([200, 'GET,HEAD,POST']);
});

test('a wrong method is 405 with Allow, a wrong path 404', async () => {
  const client = await fresh();
  const refused = await client.call('DELETE', 'jump-group');
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET,HEAD,POST']);
  expect((await client.call('PUT', 'jump-group/1', {})).status).toBe(405);
  expect((await client.get('jump-grup')).status).toBe(404);
  expect((await client.get('jump-group/one')).status).toBe(404);
  expect((await client.get('jump-group/99')).status).toBe(404);
  expect((await client.get('jumpoint//installer')).status).toBe(404);
  expect((await client.get('group-policy/9/jumpoint')).status).toBe(404);
});

test('50,000 filled items page quickly and can be told apart', async () => {
  const client = await fresh({ fill: { 'jump-item/shell-jump': 50_000 } });
  const last = await client.get('jump-item/shell-jump?current_page=500');
  expect(last.headers.get('x-bt-pagination-total')).toBe('50000');
  expect(ids(last.json).at(-1)).toBe(50_000);
  expect((await client.get('jump-item/shell-jump/77')).json).toMatchObject({
    id: 77,
    name: 'item 77',
    protocol: 'ssh',
  });
  expect((await client.call('DELETE', 'jump-item/shell-jump/77')).status).toBe(204);
  expect((await client.get('jump-item/shell-jump/77')).status).toBe(404);
  expect((await client.get('jump-item/shell-jump')).headers.get('x-bt-pagination-total')).toBe('49999');
});
