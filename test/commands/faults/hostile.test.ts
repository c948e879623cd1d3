import { afterEach, expect, test } from 'vitest';
import { world } from '../../support/run.ts';
import { type Stub, stub } from '../../support/stub.ts';

// What no appliance does: a server that lies, or somebody in between who plays one.
const { run, env } = await world();
const stubs: Stub[] = [];
afterEach(async () => {
  for (const one of stubs.splice(0)) await one.close();
});

/** Runs a command line against a server that answers everything but the token call with this. */
async function answered(
  line: string,
  body: string,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
) {
  const server = await stub((request, response) => {
    if (request.url === '/oauth2/token') response.end('{"access_token":"token-1","expires_in":3600}');
    else response.writeHead(status, headers).end(body);
  });
  stubs.push(server);
  const { code, stdout, stderr } = await run(line, { env: { BT_API_HOST: server.url.origin } });
  return { code, stdout, stderr, calls: server.requests.length - 1 };
}

test('a server that sends the same page for ever is asked twice', async () => {
  const items = JSON.stringify(Array.from({ length: 100 }, (_, at) => ({ id: at + 1 })));
  const headers = { 'X-BT-Pagination-Last-Page': '1000000000000' };
  expect(await answered('list jump-group', items, { headers })).toEqual({
    code: 5,
    stdout: '',
    stderr:
      'btapi: listing jump-group: page 2 is the same as the one before it\nhint: the appliance says that there is more and does not give it; --limit N stops early\n',
    calls: 2,
  });
});

test.each(['json', 'kv', 'ndjson', 'csv', 'table', 'yaml'])(
  'an answer of 20,000 levels is no fault of ours: -o %s',
  async (form) => {
    const deep = `[{"id":1,"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}]`;
    expect(await answered(`list jump-group -o ${form}`, deep)).toEqual({
      code: 5,
      stdout: '',
      stderr: 'btapi: printing the answer: it is nested too deeply\n',
      calls: 1,
    });
  },
);

test('a byte order mark before the JSON is no part of it', async () => {
  expect(await answered('get jump-group 1 -f id', '\ufeff{"id":1}')).toEqual({
    code: 0,
    stdout: '1\n',
    stderr: '',
    calls: 1,
  });
});

test('field errors that are no text are shown as they came', async () => {
  const body = '{"message":"no","errors":{"name":[{"code":1},"too long"],"port":{"min":1}}}';
  const { code, stderr } = await answered('delete jump-group 1', body, { status: 422 });
  expect(code).toBe(4);
  expect(stderr).toBe(
    'btapi: deleting jump-group/1: no (422)\n  name: {"code":1} too long\n  port: {"min":1}\n',
  );
});

test('a wait longer than a timer holds is not slept at all', async () => {
  const { code, calls } = await answered('get jump-group 1 --patience 1e12', '{}', {
    status: 429,
    headers: { 'Retry-After': '3000000' },
  });
  expect({ code, calls }).toEqual({ code: 5, calls: 1 });
});

test.each(['http://user:SECRETPW@bad host:1', 'http://user:SECRETPW@', 'socks5://user:SECRETPW@proxy:1'])(
  'a proxy that is none is exit 2 and its password is not shown: %s',
  async (proxy) => {
    const { code, stdout, stderr } = await run('get jump-group 1', {
      env: { ...env, BT_API_HOST: 'localhost:1', HTTPS_PROXY: proxy },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^btapi: reading HTTPS_PROXY: it is not the address of an http or https proxy\nhint: /,
    );
    expect(stderr).not.toContain('SECRETPW');
  },
);
