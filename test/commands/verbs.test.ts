import { describe, expect, test } from 'vitest';
import type { ValueObject } from '../../src/value.ts';
import { world } from '../support/run.ts';

const { run, sandbox } = await world();
const shell = '/api/config/v1/jump-item/shell-jump';
const pairs = [
  'name=web-1',
  'hostname=198.51.100.7',
  'jumpoint_id=1',
  'protocol=ssh',
  'port=22',
  'jump_group_id=1',
];
const typed = {
  name: 'web-1',
  hostname: '198.51.100.7',
  jumpoint_id: 1,
  protocol: 'ssh',
  port: 22,
  jump_group_id: 1,
};

/** Puts an item straight into the store and returns its id. */
function plant(path: string, item: ValueObject): number {
  const id = sandbox.store.nextId(path);
  sandbox.store.put(path, id, { ...item, id });
  return id;
}

const asText = (list: readonly string[]) => `\n${list.join('\n')}\n`;

describe('add', () => {
  test.each([
    ['arguments', ['add', 'jump-item/shell-jump', ...pairs], undefined],
    ['key=value on standard input', ['-k', 'add', 'jump-item/shell-jump'], asText(pairs)],
    ['options behind the verb', ['add', 'jump-item/shell-jump', '-k'], asText(pairs)],
    ['JSON on standard input', ['add', 'jump-item/shell-jump'], JSON.stringify(typed)],
    ['JSON, announced', ['-j', 'create', 'jump-item/shell-jump'], JSON.stringify(typed)],
  ])('sends typed values from %s and prints the object', async (_from, words, stdin) => {
    const result = await run(words, { stdin });
    expect(result.stderr).toBe('');
    expect(result.code).toBe(0);
    expect(result.calls).toEqual([`POST ${shell} ${JSON.stringify(typed)}`]);
    const made = JSON.parse(result.stdout) as { id: number };
    expect(made).toMatchObject(typed);
    expect(sandbox.store.get('jump-item/shell-jump', made.id)).toMatchObject(typed);
  });

  test('text stays text, whatever it looks like', async () => {
    const { calls, code } = await run(['add', 'jump-item/shell-jump', ...pairs, 'tag=0012', 'comments=true']);
    expect(code).toBe(0);
    expect(calls).toEqual([`POST ${shell} ${JSON.stringify({ ...typed, tag: '0012', comments: 'true' })}`]);
  });

  test('prints key=value with -K', async () => {
    const { stdout } = await run(['-K', 'add', 'jump-group', 'name=Web servers', 'code_name=web']);
    expect(stdout).toMatch(/^id=\d+$/m);
    expect(stdout).toMatch(/^name="Web servers"$/m);
  });

  test('shows the fields and waits for nothing on a terminal', async () => {
    const { code, stderr, stdout, calls } = await run('add jump-group', { tty: true });
    expect([code, stdout, calls]).toEqual([2, '', []]);
    expect(stderr).toContain('Fields of jump-group:');
    expect(stderr).toContain('standard input is a terminal');
  });

  test.each([
    [['add', 'jump-group', 'nmae=x'], 'it has no field nmae', 'did you mean name?'],
    [['add', 'jump-item/shell-jump', 'port=abc'], 'it is a whole number, not "abc"', ''],
    [['add', 'jump-group', 'name=a', 'name=b'], '"name" is given twice', ''],
    [['add', 'jump-group'], 'standard input', ''],
    [['add', 'jump-group/7', 'name=x'], 'nothing can be added there', ''],
    [['add', 'jump-group', 'name'], '"name" is one word too many', 'fields are given as name=value'],
  ])('%j is exit 2 and sends nothing', async (words, message, hint) => {
    const { code, stdout, stderr, calls } = await run(words, { stdin: '' });
    expect([code, stdout, calls]).toEqual([2, '', []]);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test('a 422 is shown field by field, exit 4', async () => {
    const { code, stderr, stdout } = await run('add jump-item/shell-jump name=x');
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^btapi: adding to jump-item\/shell-jump: .*\(422\)$/m);
    expect(stderr).toMatch(/^ {2}hostname: /m);
    expect(stderr).toMatch(/^ {2}jumpoint_id: /m);
  });

  test('--no-validate sends an unknown field, and the refusal says what it may mean', async () => {
    const { code, stderr, calls } = await run('add jump-group name=x colour=7 --no-validate');
    expect(code).toBe(3);
    expect(calls).toEqual(Array(2).fill('POST /api/config/v1/jump-group {"name":"x","colour":7}'));
    expect(stderr).toContain('does not know one of the fields');
  });
});

describe('list', () => {
  test('follows every page', async () => {
    const list = Array.from({ length: 250 }, (_, at) => at + 1);
    for (const at of list) plant('jump-group', { name: `group ${at}`, code_name: `g${at}` });
    const { stdout, calls } = await run('list jump-group -f id');
    const total = sandbox.store.ids('jump-group').length;
    expect(stdout.trim().split('\n')).toHaveLength(total);
    expect(calls).toHaveLength(Math.ceil(total / 100));
    expect(calls[1]).toBe('GET /api/config/v1/jump-group?per_page=100&current_page=2');
  });

  test('--limit stops early and asks for no more than it needs', async () => {
    const { stdout, calls } = await run('list jump-group --limit 1');
    expect(JSON.parse(stdout)).toHaveLength(1);
    expect(calls).toEqual(['GET /api/config/v1/jump-group?per_page=5&current_page=1']);
  });

  test.each([
    ['arguments', ['list', 'jump-item/shell-jump', 'tag=none'], undefined],
    ['key=value', ['-k', 'list', 'jump-item/shell-jump'], 'tag=none\n'],
    ['JSON', ['list', 'jump-item/shell-jump'], '{"tag":"none"}'],
  ])('takes filters from %s; an empty list is done', async (_from, words, stdin) => {
    const { code, stdout, calls } = await run(words, { stdin });
    expect([code, stdout]).toEqual([0, '[]\n']);
    expect(calls).toEqual([`GET ${shell}?tag=none&per_page=100&current_page=1`]);
  });

  test('an empty list prints nothing with -K', async () => {
    expect((await run('-K list jump-item/shell-jump tag=none')).stdout).toBe('');
  });

  test('a two-line tag is an error: no filter is silently dropped', async () => {
    const { code, stderr, calls } = await run('-kK list jump-item/shell-jump', {
      stdin: 'tag=i-aaa\ni-bbb\n',
    });
    expect([code, calls]).toEqual([2, []]);
    expect(stderr).toContain('line 2');
  });

  test('an unpaged list is asked without page parameters', async () => {
    const { code, calls } = await run('list jumpoint/1/node');
    expect(code).toBe(0);
    expect(calls).toEqual(['GET /api/config/v1/jumpoint/1/node']);
  });

  test('an unknown filter is exit 2', async () => {
    const { code, stderr, calls } = await run('list jump-group nam=x');
    expect([code, calls]).toEqual([2, []]);
    expect(stderr).toContain('did you mean name?');
  });

  test('an item is no collection', async () => {
    const { code, calls } = await run('list jump-group/1');
    expect([code, calls]).toEqual([2, []]);
  });

  test('a path that no row knows is sent', async () => {
    const { code, calls } = await run('list brand-new/thing colour=red');
    expect(code).toBe(6);
    expect(calls).toEqual(['GET /api/config/v1/brand-new/thing?colour=red']);
  });
});

describe('get', () => {
  test.each(['get jump-group 1', 'show jump-group/1'])('%s', async (line) => {
    const { code, stdout, calls } = await run(line);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id: 1 });
    expect(calls).toEqual(['GET /api/config/v1/jump-group/1']);
  });

  test('never reads standard input', async () => {
    const world = await run('get jump-group 1', { stdin: '2\n3\n' });
    expect(world.code).toBe(0);
  });

  test.each([
    [['get', 'jump-group', '']],
    [['get', 'jump-group', '..']],
    [['get', 'jump-group', '1/2']],
    [['get', 'jump-group']],
    [['get', 'jump-group', 'abc']],
    [['get', 'jump-group/', '1', '2']],
    [['get', '../../oauth2', '1']],
    [['get', 'jumpoint//installer']],
  ])('%j is exit 2 and sends nothing', async (words) => {
    const { code, calls, stdout } = await run(words);
    expect([code, calls, stdout]).toEqual([2, [], '']);
  });

  test('what is not there is exit 6', async () => {
    const { code, stderr } = await run('get jump-group 99999');
    expect(code).toBe(6);
    expect(stderr).toMatch(/^btapi: getting jump-group\/99999: .+\(404\)$/m);
  });
});

describe('update', () => {
  test('sends only what was given', async () => {
    const { code, calls, stdout } = await run('update jump-group 1 name=Renamed');
    expect(code).toBe(0);
    expect(calls).toEqual(['PATCH /api/config/v1/jump-group/1 {"name":"Renamed"}']);
    expect(JSON.parse(stdout)).toMatchObject({ id: 1, name: 'Renamed' });
  });

  test.each(['edit', 'set', 'patch'])('%s is the same', async (verb) => {
    const { calls } = await run(`-k ${verb} jump-group/1`, { stdin: 'name=Again' });
    expect(calls).toEqual(['PATCH /api/config/v1/jump-group/1 {"name":"Again"}']);
  });

  test.each([[['update', 'jump-group', 'name=x']], [['update', 'jump-group', '', 'name=x']]])(
    '%j never reaches the collection',
    async (words) => {
      const { code, calls } = await run(words);
      expect([code, calls]).toEqual([2, []]);
    },
  );
});

describe('delete', () => {
  test('is silent', async () => {
    const id = plant('jump-group', { name: 'gone', code_name: 'gone' });
    const { code, stdout, stderr, calls } = await run(`delete jump-group ${id}`, { stdin: '1\n' });
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    expect(calls).toEqual([`DELETE /api/config/v1/jump-group/${id}`]);
    expect(sandbox.store.get('jump-group', Number(id))).toBeUndefined();
  });

  test('several ids: goes on after a failure, exit 7', async () => {
    const id = plant('jump-group', { name: 'gone', code_name: 'gone' });
    const { code, stderr, calls } = await run(`rm jump-group 77777 ${id}`);
    expect(code).toBe(7);
    expect(calls).toEqual([
      'DELETE /api/config/v1/jump-group/77777',
      `DELETE /api/config/v1/jump-group/${id}`,
    ]);
    expect(stderr).toContain('deleting jump-group/77777:');
  });

  test('several ids that all fail alike end with that code', async () => {
    expect((await run('remove jump-group 77777 88888')).code).toBe(6);
  });

  test.each([
    [['delete', 'jump-item/shell-jump']],
    [['delete', 'jump-item/shell-jump', '']],
    [['delete', 'jump-item/shell-jump', '1', '']],
    [['delete', 'jump-item/shell-jump', '1', 'x']],
    [['delete', 'unknown-thing']],
  ])('%j deletes nothing at all', async (words) => {
    const { code, calls } = await run(words);
    expect([code, calls]).toEqual([2, []]);
  });

  test('takes a body where the API wants one', async () => {
    await run('add vault/account/59/jump-item-association', { stdin: '{"filter_type":"any_jump_items"}' });
    const { code, calls } = await run(
      'delete vault/account/59/jump-item-association/jump-item id=1 type=shell_jump',
    );
    expect(calls.at(-1)).toMatch(
      /^DELETE \/api\/config\/v1\/vault\/account\/59\/jump-item-association\/jump-item \{/,
    );
    expect([0, 4, 6]).toContain(code);
  });
});

describe('do and copy', () => {
  test('check-out prints the credential, check-in gives it back', async () => {
    const out = await run('do vault/account/61/check-out', { stdin: 'not\nread\n' });
    expect(out.code).toBe(0);
    expect(out.calls).toEqual(['POST /api/config/v1/vault/account/61/check-out']);
    expect(JSON.parse(out.stdout)).toHaveProperty('username');
    const back = await run('do vault/account/61/check-in');
    expect([back.code, back.stderr]).toEqual([0, '']);
  });

  test('copy', async () => {
    const id = plant('jump-item/shell-jump', { ...typed });
    const fields = 'jump_group_id=1 jump_group_type=shared name=web-2';
    const sent = [`POST ${shell}/${id}/copy {"jump_group_id":1,"jump_group_type":"shared","name":"web-2"}`];
    const { code, stdout, calls } = await run(`copy jump-item/shell-jump ${id} ${fields}`);
    expect([code, calls]).toEqual([0, sent]);
    expect(JSON.parse(stdout)).toHaveProperty('destId');
    const same = await run(`do jump-item/shell-jump/${id}/copy ${fields}`);
    expect([same.code, same.calls]).toEqual([0, sent]);
  });
});

describe('--dry-run', () => {
  test('shows a write with its secrets masked, and asks not even for a token', async () => {
    const before = sandbox.log.length;
    const { code, stdout, calls } = await run(
      'add vault/account type=ssh name=k username=u private_key=PEM --dry-run',
      { env: { BT_CLIENT_ID: undefined, BT_CLIENT_SECRET: undefined } },
    );
    expect([code, calls]).toEqual([0, []]);
    expect(sandbox.log).toHaveLength(before);
    expect(JSON.parse(stdout)).toEqual({
      method: 'POST',
      url: `${sandbox.url.origin}/api/config/v1/vault/account`,
      body: { type: 'ssh', name: 'k', username: 'u', private_key: '***' },
    });
  });

  test('reads do run', async () => {
    expect((await run('list jump-group --dry-run')).calls).toHaveLength(1);
  });
});
