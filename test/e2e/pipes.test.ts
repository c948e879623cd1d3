import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bash, execute, program } from '../support/spawn.ts';
import { stub } from '../support/stub.ts';
import { place } from './place.ts';

const { sandbox, folder, env, calls } = await place({ fill: { 'jump-item/remote-rdp': 300 } });
const options = { env, cwd: folder };
const sh = (script: string, stdin?: string) =>
  bash(script, { ...options, ...(stdin === undefined ? {} : { stdin }) });
const group = '/api/config/v1/jump-group';
const shell = '/api/config/v1/jump-item/shell-jump';

describe('pipes', () => {
  test('key=value in, key=value out, and out is in again', async () => {
    const { code, stdout, stderr } = await sh(
      `printf 'name="Web \\"a\\" $x"\\ncode_name=web\\ncomments="two\\nlines"\\n' | btapi -kK add jump-group |
        sed -e '/^id=/d' -e 's/^code_name=.*/code_name=again/' -e 's/^name=.*/name=Again/' | btapi -kK add jump-group`,
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe("id=4\nname=Again\ncode_name=again\ncomments=$'two\\nlines'\n");
    expect(sandbox.store.items('jump-group').slice(-2)).toMatchObject([
      { id: 3, name: 'Web "a" $x', comments: 'two\nlines' },
      { id: 4, name: 'Again', comments: 'two\nlines' },
    ]);
  });

  test('a reader that leaves early is success', async () => {
    const { stdout, stderr } = await sh(
      `btapi list jump-item/remote-rdp -o ndjson | head -n 1 | cut -c 1-3; echo "\${PIPESTATUS[*]}"`,
    );
    expect([stdout, stderr]).toEqual(['{"i\n0 0 0\n', '']);
  });

  test('a reader that reads nothing at all is success', async () => {
    const { stdout, stderr } = await sh(`btapi list jump-item/remote-rdp | true; echo "\${PIPESTATUS[*]}"`);
    expect([stdout, stderr]).toEqual(['0 0\n', '']);
  });

  test('closed standard output and error leave the exit code alone', async () => {
    const { stdout, stderr } = await sh(
      `btapi list jump-group >&-; echo $?
       btapi get jump-group 999 2>&-; echo $?
       btapi list jump-group <&- >&- 2>&-; echo $?`,
    );
    expect([stdout, stderr]).toEqual(['0\n6\n0\n', '']);
  });

  test('ten megabytes reach a slow reader whole', async () => {
    const text = 'x'.repeat(10_000_000);
    const server = await stub((request, response) => {
      if (request.url === '/oauth2/token') response.end('{"access_token":"t","expires_in":3600}');
      else response.end(JSON.stringify({ id: 1, name: text }));
    });
    const { stdout, stderr } = await bash('btapi get jump-group 1 -f name | (sleep 0.3; wc -c)', {
      env: { ...env, BT_API_HOST: server.url.origin, BT_TOKEN_CACHE: 'off' },
      cwd: folder,
    });
    await server.close();
    expect([stdout.trim(), stderr]).toEqual(['10000001', '']);
  });

  test('ids of a list go to xargs, and none is no call', async () => {
    symlinkSync(program, join(folder, 'btapi'));
    const deletion = 'btapi list jump-item/shell-jump -f id | xargs -r ./btapi delete jump-item/shell-jump\n';
    const { code, stdout, stderr } = await sh(`set -euo pipefail\n${deletion}${deletion}`);
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    expect(calls()).toEqual([`GET ${shell}`, `DELETE ${shell}/1`, `DELETE ${shell}/2`, `GET ${shell}`]);
  });
});

describe('loops', () => {
  test('while read: get and delete leave the list alone', async () => {
    for (const id of [11, 12, 13])
      sandbox.store.put('jump-group', id, { id, name: `g${id}`, code_name: `g${id}` });
    const { code, stdout, stderr } = await sh(
      'while read -r id; do btapi get jump-group "$id" -f name; btapi delete jump-group "$id"; btapi --dry-run delete jump-group 1 >/dev/null; done',
      '11\n12\n13\n',
    );
    expect([code, stdout, stderr]).toEqual([0, 'g11\ng12\ng13\n', '']);
    expect(calls()).toEqual([11, 12, 13].flatMap((id) => [`GET ${group}/${id}`, `DELETE ${group}/${id}`]));
  });

  test('an empty id in a loop deletes nothing', async () => {
    const { stdout, stderr } = await sh(
      'for id in "" ; do btapi delete jump-group "$id"; echo $?; btapi delete jump-group $id; echo $?; done',
    );
    expect(stdout).toBe('2\n2\n');
    expect(stderr).toContain('nothing was sent');
    expect(calls()).toEqual([]);
  });
});

describe('set -euo pipefail', () => {
  test.each([
    ['nothing wrong', 'btapi list jump-group -f id | tail -n 1', 0, '2\nreached\n'],
    ['not there', 'btapi get jump-group 999', 6, ''],
    ['a fault inside a pipe', 'btapi get jump-group 999 | cat', 6, ''],
    ['a fault inside $( )', 'x=$(btapi get jump-group 999)', 6, ''],
    ['how it was called', 'btapi delete jump-group', 2, ''],
    ['a refused secret', 'BT_CLIENT_SECRET=no BT_TOKEN_CACHE=off btapi list jump-group', 3, ''],
    ['refused values', 'btapi add jump-item/shell-jump name=x', 4, ''],
    ['nobody there', 'BT_API_HOST=http://127.0.0.1:1 btapi --patience 0 list jump-group', 5, ''],
    ['some of several', 'btapi delete jump-group 999 2', 7, ''],
    ['a failure that is expected', 'btapi get jump-group 999 2>/dev/null || echo none', 0, 'none\nreached\n'],
  ])('%s', async (_what, line, code, stdout) => {
    const result = await sh(`set -euo pipefail\n${line}\necho reached`);
    expect([result.code, result.stdout]).toEqual([code, stdout]);
    if (code !== 0) expect(result.stderr).toMatch(/^btapi: \S.*: \S.*\n/);
  });
});

test('help, version and a bare call need nothing and use nothing', async () => {
  for (const words of [[], ['--help'], ['help', 'scripts'], ['list', '--help'], ['completion', 'bash']]) {
    const { code, stdout, stderr } = await execute(words, { cwd: folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toBe('');
  }
  expect((await execute(['--version'], { cwd: folder })).stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  expect(sandbox.log).toEqual([]);
});
