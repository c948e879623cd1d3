import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scripts } from '../../src/api/catalogue/script.ts';
import { world } from '../support/run.ts';

const { run: runWorld, sandbox } = await world();
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'btapi-script-'));
  writeFileSync(join(folder, 'FILE'), 'hunter2');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const run = (line: string | readonly string[]) => runWorld(line, { cwd: folder });

describe('every action', () => {
  test.each(Object.entries(scripts))('%s does what its examples say', async (name, { examples }) => {
    for (const example of examples) {
      const { code, stderr } = await run(`script ${name} ${example} --to -`);
      expect([example, code, stderr]).toEqual([example, 0, '']);
    }
    expect((await run(`script ${name} --help`)).stdout).toContain(`btapi script ${name} ${examples[0]}`);
  });

  // The query examples of the guide, with the site's address left out.
  test.each([
    'start_jump_item_session&client.hostname=ABCDEF02',
    'start_jump_item_session&client.comments=maintenance&client.tag=server',
    'start_jump_item_session&client.private_ip=10.10.24&jump.method=pinned&session.custom.custom_field1=Custom%20Value&session.custom.custom_field2=123',
    'push_and_start_local&hostname=ABCDEF02',
    'push_and_start_local&hostname=ABCDEF02&session.custom.custom_field1=Custom%20Value&session.custom.custom_field2=123',
    'push_and_start_remote&target=ABCDEF02&jumpoint=Network01',
    'start_shell_jump_session&target=ABCDEF02',
    'start_shell_jump_session&target=ABCDEF02&jumpoint=Network01',
    'start_shell_jump_session&target=ABCDEF02&jumpoint=Network01&username=jsmith&protocol=telnet&port=40&terminal=vt100',
  ])('%s is the link of the guide, and its file', async (query) => {
    const [action = '', ...pairs] = query.split('&').map((word) => decodeURIComponent(word));
    const { stdout } = await run(['script', action, ...pairs, '--url']);
    expect(stdout).toBe(`${sandbox.url}api/client_script?type=rep&operation=generate&action=${query}\n`);
    const file = (await run(['script', action, ...pairs, '--to', '-'])).stdout;
    expect(file).toBe(`BRCS1.0\r\naction=login\r\naction=${query}\r\naction=delete_script_file\r\n`);
    expect((await run(['script', action, ...pairs, '--local', '--to', '-'])).stdout).toBe(file);
  });
});

describe('files', () => {
  test('are saved like a download, and checked', async () => {
    const { code, stdout, calls } = await run('script start_jump_item_session client.hostname=db -f file');
    expect([code, stdout]).toEqual([0, 'btapi.brcs-sandbox\n']);
    expect(calls).toHaveLength(1);
    const check = await run('script check btapi.brcs-sandbox -f action');
    expect([check.code, check.stdout]).toEqual([0, 'login\nstart_jump_item_session\ndelete_script_file\n']);
  });

  test('are written here without a call', async () => {
    const { stdout, calls } = await run('script start_jump_item_session client.hostname=db --local -f file');
    expect([stdout, calls]).toEqual(['start_jump_item_session.brcs-127\n', []]);
    expect(readFileSync(join(folder, stdout.trim()), 'utf8')).toContain('client.hostname=db');
  });

  test('a login is written here only, and its password is hidden when it is checked', async () => {
    const login = ['script', 'login', 'mechanism=username_password', 'username=ada', 'password=@FILE'];
    for (const more of [[], ['--url']]) {
      const { code, stdout, stderr, calls } = await run([...login, ...more]);
      expect([code, stdout, calls]).toEqual([2, '', []]);
      expect(stderr).not.toContain('hunter2');
    }
    expect((await run([...login, '--local', '--to', 'a.brcs'])).code).toBe(0);
    expect(readFileSync(join(folder, 'a.brcs'), 'utf8')).toContain('password=hunter2');
    const { stdout } = await run('script check a.brcs');
    expect(stdout).not.toContain('hunter2');
  });

  test('a link to the web console', async () => {
    expect((await run('script start_jump_item_session client.tag=db --url --web')).stdout).toBe(
      `${sandbox.url}api/client_script?type=web_console&operation=execute&action=start_jump_item_session&client.tag=db\n`,
    );
  });
});

describe('what is refused', () => {
  test.each([
    ['script start_jump_item_session', 'search_string or client.* must be given'],
    ['script login username=ada --local', 'mechanism, password must be given too'],
    ['script push_and_start_remote', 'target must be given'],
    ['script start_jump_item_session client.hostnmae=x', 'did you mean client.hostname?'],
    ['script strat_rdp_session', 'did you mean start_rdp_session?'],
    ['script start_rdp_session --web', 'it goes with --url'],
    ['script check nowhere', 'reading nowhere'],
    ['script check FILE', 'checking FILE, line 1: a script begins with BRCS1.0'],
  ])('%s is exit 2', async (line, message) => {
    const { code, stderr, calls } = await run(line);
    expect([code, calls]).toEqual([2, []]);
    expect(stderr).toContain(message);
  });

  test('an error of the appliance leaves no file', async () => {
    sandbox.fault('xml=root;path=/api/client_script');
    const { code } = await run('script push_and_start_local hostname=a');
    expect([code, readdirSync(folder)]).toEqual([4, ['FILE']]);
  });
});
