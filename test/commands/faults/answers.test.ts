import { describe, expect, test } from 'vitest';
import { world } from '../../support/run.ts';
import { stub } from '../../support/stub.ts';

const { run, sandbox } = await world();

const group = '/api/config/v1/jump-group';
const token = 'POST /oauth2/token';
const read = `GET ${group}/1`;
const write = `DELETE ${group}/1`;
const times = (count: number, call: string) => Array<string>(count).fill(call);
const fate = 'it may have happened: look before you repeat it';

/** What a fault makes of a read and of a write: exit code, lines on standard error, every call with its status. */
async function meet(fault: string, line: string) {
  for (const one of fault.split(' ')) sandbox.fault(one);
  const { code, stdout, stderr } = await run(line);
  return {
    code,
    stdout,
    lines: stderr.split('\n').slice(0, -1),
    log: sandbox.log.map(({ method, path, status }) => `${method} ${path} ${status}`),
  };
}

const hints = {
  denied401:
    'hint: a new token did not help: the API account may lack the permission, or this appliance does not know one of the fields or parameters sent',
  denied403: 'hint: the API account lacks the permission for this',
  gone: 'hint: it may be deleted already, or this appliance (product, version) does not have it: btapi check tells which it is',
  notOffered: 'hint: this appliance (product, version) does not offer it: btapi check tells which it is',
  limits: 'hint: 20 calls a second and 15,000 an hour are allowed an account',
  theirs: 'hint: the fault is on the appliance or in front of it; btapi check goes step by step',
  page: 'hint: is the configured host the right one, and is a proxy or portal in the way? btapi check tells',
  between: 'hint: a proxy, firewall or load balancer may be in between; btapi check goes step by step',
  redirect: 'hint: the token goes to the configured host only: is BT_API_HOST right?',
};
const host = new URL(sandbox.url).host;

interface Case {
  fault: string;
  code: number;
  /** Without "getting jump-group/1: ". */
  why: string;
  hint?: string;
  /** How often the read is sent, with which status. */
  reads: [times: number, status: number];
  /** The same for the write; absent: once. */
  writes?: [times: number, status: number];
  /** True when the write's message says that it may have happened. */
  unsure?: true;
}

const cases: readonly Case[] = [
  { fault: '403', code: 3, why: 'Asked for: 403. (403)', hint: hints.denied403, reads: [1, 403] },
  { fault: '404', code: 6, why: 'Asked for: 404. (404)', hint: hints.gone, reads: [1, 404] },
  { fault: '405', code: 4, why: 'Asked for: 405. (405)', hint: hints.notOffered, reads: [1, 405] },
  { fault: '409', code: 4, why: 'Asked for: 409. (409)', reads: [1, 409] },
  {
    fault: '429',
    code: 5,
    why: 'Asked for: 429. (429)',
    hint: hints.limits,
    reads: [19, 429],
    writes: [19, 429],
  },
  {
    fault: '429;retry-after=70',
    code: 5,
    why: 'Asked for: 429. (429)',
    hint: 'hint: the appliance asks to wait (Retry-After: 70); --patience S allows more waiting',
    reads: [1, 429],
  },
  { fault: '500', code: 5, why: 'Asked for: 500. (500)', hint: hints.theirs, reads: [5, 500], unsure: true },
  { fault: '501', code: 5, why: 'Asked for: 501. (501)', hint: hints.theirs, reads: [1, 501], unsure: true },
  { fault: '503', code: 5, why: 'Asked for: 503. (503)', hint: hints.theirs, reads: [5, 503], unsure: true },
  {
    fault: 'html',
    code: 5,
    why: `${host} answered 200 with an HTML or XML page instead of JSON`,
    hint: hints.page,
    reads: [1, 200],
    unsure: true,
  },
  {
    fault: 'html=502',
    code: 5,
    why: 'an HTML page, "Gateway", not an answer of the API (502)',
    hint: hints.theirs,
    reads: [5, 502],
    unsure: true,
  },
  {
    fault: 'garbage',
    code: 5,
    why: `${host} answered 200 with something else instead of JSON`,
    hint: hints.page,
    reads: [1, 200],
    unsure: true,
  },
  {
    fault: 'garbage=http',
    code: 5,
    why: `${host}: what answers does not speak HTTP`,
    hint: 'hint: is BT_API_HOST right, its port too?',
    reads: [5, 0],
    unsure: true,
  },
  {
    fault: 'close',
    code: 5,
    why: `${host}: the connection was closed`,
    hint: hints.between,
    reads: [5, 0],
    unsure: true,
  },
  {
    fault: 'close-after',
    code: 5,
    why: `${host}: the connection was closed`,
    hint: hints.between,
    reads: [5, 0],
    unsure: true,
  },
  {
    fault: 'redirect=https://elsewhere.example/x',
    code: 4,
    why: `${host} answered 302, a redirect to https://elsewhere.example/x, which was not followed`,
    hint: hints.redirect,
    reads: [1, 302],
  },
];

describe('an answer that is none', () => {
  test.each(cases)('$fault: a read', async ({ fault, code, why, hint, reads: [count, status] }) => {
    expect(await meet(`${fault};path=jump-group`, 'get jump-group 1')).toEqual({
      code,
      stdout: '',
      lines: [`btapi: getting jump-group/1: ${why}`, ...(hint ? [hint] : [])],
      log: [`${token} 200`, ...times(count, `${read} ${status}`)],
    });
  });

  test.each(cases)('$fault: a write', async ({ fault, code, why, hint, reads, writes, unsure }) => {
    const [count, status] = writes ?? [1, reads[1]];
    expect(await meet(`${fault};path=jump-group`, 'delete jump-group 1')).toEqual({
      code,
      stdout: '',
      lines: [`btapi: deleting jump-group/1: ${why}${unsure ? `; ${fate}` : ''}`, ...(hint ? [hint] : [])],
      log: [`${token} 200`, ...times(count, `${write} ${status}`)],
    });
  });

  test('an empty 200 is no item and no list, but may end a write', async () => {
    sandbox.fault('empty;path=jump-group');
    const got = await run('get jump-group 1');
    const listed = await run('list jump-group');
    expect([got.code, got.stdout, got.stderr]).toEqual([
      5,
      '',
      'btapi: getting jump-group/1: the answer is empty\nhint: is the configured host the right one? btapi check goes step by step\n',
    ]);
    expect([listed.code, listed.stdout, listed.stderr]).toEqual([
      5,
      '',
      'btapi: listing jump-group: the answer is empty\nhint: is the configured host the right one? btapi check goes step by step\n',
    ]);
    const made = await run('add jump-group name=x code_name=x');
    expect([made.code, made.stdout, made.stderr]).toEqual([0, '', '']);
  });

  test('half an answer: a read is repeated, a write is not', async () => {
    const got = await meet('cut;path=jump-group', 'get jump-group 1');
    expect(got).toEqual({
      code: 5,
      stdout: '',
      lines: [`btapi: getting jump-group/1: ${host}: the answer was cut short`, hints.between],
      log: [`${token} 200`, ...times(5, `${read} 200`)],
    });
    const { code, stderr, calls } = await run('add jump-group name=x code_name=x');
    expect([code, calls]).toEqual([5, [`POST ${group} {"name":"x","code_name":"x"}`]]);
    expect(stderr).toBe(
      `btapi: adding to jump-group: ${host}: the answer was cut short; ${fate}\n${hints.between}\n`,
    );
  });

  test('a list that breaks on its second page prints nothing, unless its form streams', async () => {
    const broken = await stub((request, response) => {
      if (request.url === '/oauth2/token') response.end('{"access_token":"t","expires_in":3600}');
      else if (request.url?.includes('current_page=2')) response.writeHead(403).end('{"message":"No."}');
      else {
        const page = Array.from({ length: 100 }, (_, id) => ({ id }));
        response.writeHead(200, { 'X-BT-Pagination-Last-Page': '2' }).end(JSON.stringify(page));
      }
    });
    const settings = { env: { BT_API_HOST: broken.url.origin } };
    const json = await run('list jump-group', settings);
    const kv = await run('list jump-group -K', settings);
    const ndjson = await run('list jump-group -o ndjson', settings);
    await broken.close();
    const lines = `btapi: listing jump-group: No. (403)\n${hints.denied403}\n`;
    expect([json.code, json.stdout, json.stderr]).toEqual([3, '', lines]);
    expect([kv.code, kv.stdout, kv.stderr]).toEqual([3, '', lines]);
    expect([ndjson.code, ndjson.stdout.trim().split('\n').length, ndjson.stderr]).toEqual([3, 100, lines]);
  });
});

describe('what passes is not told', () => {
  test.each([
    ['429x2', 3, 429],
    ['429x2;retry-after=1', 3, 429],
    ['503x4', 5, 503],
    ['closex1', 2, 0],
    ['cutx1', 2, 200],
  ])('%s', async (fault, calls, status) => {
    const [spec = '', ...options] = fault.split(';');
    const { code, lines, log, stdout } = await meet(
      [spec, 'path=jump-group', ...options].join(';'),
      'get jump-group 1',
    );
    expect([code, lines]).toEqual([0, []]);
    expect(JSON.parse(stdout)).toMatchObject({ id: 1 });
    expect(log).toEqual([`${token} 200`, ...times(calls - 1, `${read} ${status}`), `${read} 200`]);
  });

  test('a 429 on a write: it was not done, so it is sent again', async () => {
    const { code, log } = await meet('429x1;path=jump-group', 'delete jump-group 1');
    expect([code, log]).toEqual([0, [`${token} 200`, `${write} 429`, `${write} 204`]]);
  });

  test('-v shows each wait', async () => {
    sandbox.fault('429x1;path=jump-group;retry-after=3');
    const { stderr } = await run('-v get jump-group 1');
    expect(stderr).toContain(
      'btapi: getting jump-group/1: the rate limit is reached (429); again in 3.0 s\n',
    );
  });
});

describe('the token', () => {
  test('a wrong secret: asked once, exit 3', async () => {
    const { code, stdout, stderr } = await run('list jump-group', { env: { BT_CLIENT_SECRET: 'not-it' } });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toBe(
      `btapi: asking for a token: ${host} refused the client id or secret (401)\n` +
        'hint: check BT_CLIENT_ID and BT_CLIENT_SECRET; a regenerated secret ends the old one at once\n',
    );
    expect(sandbox.log.map(({ path }) => path)).toEqual(['/oauth2/token']);
  });

  test('one that died early is replaced, and nobody hears of it', async () => {
    const { code, lines, log } = await meet('expired;path=jump-group', 'delete jump-group 1');
    expect([code, lines]).toEqual([0, []]);
    expect(log).toEqual([`${token} 200`, `${write} 401`, `${token} 200`, `${write} 204`]);
  });

  test.each([
    ['get jump-group 1', 'getting', read],
    ['delete jump-group 1', 'deleting', write],
  ])('one that is refused twice: %s ends with 3', async (line, doing, call) => {
    expect(await meet('revoked', line)).toEqual({
      code: 3,
      stdout: '',
      lines: [
        `btapi: ${doing} jump-group/1: The resource owner or authorization server denied the request. (401)`,
        hints.denied401,
      ],
      log: [`${token} 200`, `${call} 401`, `${token} 200`, `${call} 401`],
    });
  });

  test.each([
    ['503', 5, `${host} answered 503 without a token`, 5],
    ['429', 5, `${host} answered 429 without a token`, 19],
    ['html', 5, `${host} answered 200 without a token`, 1],
    ['empty', 5, `${host} answered 200 without a token`, 1],
    ['404', 2, `${host} has no /oauth2/token (404)`, 1],
  ])('no token but %s', async (fault, code, why, count) => {
    const met = await meet(`${fault};path=/oauth2`, 'delete jump-group 1');
    expect([met.code, met.stdout, met.log.length]).toEqual([code, '', count]);
    expect(met.lines[0]).toBe(`btapi: asking for a token: ${why}`);
    expect(met.lines[1]).toMatch(/^hint: /);
    expect(met.lines).toHaveLength(2);
  });
});

test('a 422 of many fields is shown field by field', async () => {
  const { code, stdout, stderr, calls } = await run('add jump-item/shell-jump name= port=70000');
  expect([code, stdout]).toEqual([4, '']);
  expect(calls).toEqual(['POST /api/config/v1/jump-item/shell-jump {"name":"","port":70000}']);
  const [first, ...fields] = stderr.trimEnd().split('\n');
  expect(first).toBe('btapi: adding to jump-item/shell-jump: The given data was invalid. (422)');
  expect(fields.map((line) => /^ {2}(\w+): \S/.exec(line)?.[1]).sort()).toEqual([
    'hostname',
    'jump_group_id',
    'jumpoint_id',
    'name',
    'port',
    'protocol',
  ]);
});

test('several deletions: each failure is told, the rest is done', async () => {
  sandbox.fault('500;path=jump-group/1');
  const { code, stdout, stderr, calls } = await run('delete jump-group 1 2');
  expect([code, stdout]).toEqual([7, '']);
  expect(calls).toEqual([write, `DELETE ${group}/2`]);
  expect(stderr).toBe(`btapi: deleting jump-group/1: Asked for: 500. (500); ${fate}\n`);
});
