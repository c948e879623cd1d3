import { describe, expect, test } from 'vitest';
import { actions } from '../../src/api/catalogue/action.ts';
import { world } from '../support/run.ts';

const pra = await world();
const rs = await world({ product: 'rs' });
const guide = 'c69a8e10bea9428f816cfababe9815fe';

/** A command line as a shell would split it: blanks, and single quotes around a word's value. */
const words = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));

const posted = (action: string, fields: Record<string, string>): string =>
  `POST /api/command ${JSON.stringify({ action, ...fields })}`;

describe('every action', () => {
  test.each(Object.entries(actions))('%s does what its examples say', async (name, row) => {
    for (const example of row.examples) {
      const { run } = row.product === 'rs' ? rs : pra;
      const { code, stdout, stderr, calls } = await run(['command', name, ...words(example)]);
      expect([example, code, stderr]).toEqual([example, 0, '']);
      const fields = Object.fromEntries(
        words(example).map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
      );
      expect(calls).toEqual([posted(name, fields)]);
      const value = JSON.parse(stdout) as unknown;
      if (row.answer.root === 'success') expect(value).toEqual({ success: expect.stringMatching(/\w/) });
    }
  });

  test.each(Object.keys(actions))('%s has help with its parameters and an example', async (name) => {
    const { code, stdout, calls } = await pra.run(['command', name, '--help']);
    expect([code, calls]).toEqual([0, []]);
    expect(stdout).toContain(`  btapi command ${name}`);
    for (const param of Object.keys(actions[name]?.params ?? {}))
      expect(stdout).toContain(param.replace('*', 'NAME'));
  });

  test('is listed', async () => {
    const { code, stdout } = await pra.run('command');
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(Object.keys(actions));
    expect(stdout).toContain(
      'get_support_teams          Support teams, their issues and members (RS only)\n',
    );
  });
});

describe('what the guide asks for', () => {
  test.each([
    'get_logged_in_reps',
    `set_session_attributes lsid=${guide} session.custom.external_key=ABC123`,
    `set_session_attributes lsid=${guide} session.custom.custom_field1='Custom Value'`,
    `get_session_attributes lsid=${guide}`,
    'import_jump_shortcut name=Endpoint local_jump_hostname=ABCDEF02 group=remote_access',
    "import_jump_shortcut name=Endpoint local_jump_hostname=ABCDEF02 group=remote_access tag=Frequent comments='Web server' jump_policy=Notify session_policy=Support",
    'import_jump_shortcut name=Endpoint remote_jump_hostname=ABCDEF02 jumpoint=London group=remote_access',
    'import_jump_shortcut name=Endpoint remote_vnc_hostname=ABCDEF02 jumpoint=London group=remote_access',
    'import_jump_shortcut name=Endpoint remote_vnc_hostname=ABCDEF02 jumpoint=London group=remote_access port=100',
    'import_jump_shortcut name=Endpoint remote_rdp_hostname=ABCDEF02 jumpoint=London group=remote_access',
    'import_jump_shortcut name=Endpoint remote_rdp_hostname=ABCDEF02 jumpoint=London group=remote_access rdp_username=jsmith domain=example display_size=1280x720 quality=best_qual console=1 ignore_untrusted=1',
    'import_jump_shortcut name=Endpoint shelljump_hostname=ABCDEF02 jumpoint=London protocol=ssh group=remote_access',
    'import_jump_shortcut name=Endpoint shelljump_hostname=ABCDEF02 jumpoint=London protocol=ssh group=remote_access shelljump_username=jsmith port=25 terminal=vt100 keep_alive=120',
    "import_jump_shortcut name=Endpoint protocol_tunnel_hostname=ABCDEF02 jumpoint=London group=remote_access tcp_tunnels='auto->22'",
    "import_jump_shortcut name=Endpoint protocol_tunnel_hostname=ABCDEF02 jumpoint=London group=remote_access tcp_tunnels='auto->22;3306->3306' local_address=127.0.0.5",
    'import_jump_shortcut web_site_name=Endpoint url=example.com jumpoint=London group=remote_access',
    'import_jump_shortcut website_name=Endpoint url=example.com jumpoint=London group=remote_access verify_certificate=0',
    'terminate_session lsid=da4b510978a541d49398e88c66e28475',
    'get_connected_client_list',
    'get_connected_client_list type=representative',
    'get_connected_client_list type=representative,support_customer',
    'get_connected_client_list summary_only=1',
    'get_connected_client_list summary_only=1 type=representative',
    'get_connected_client_list summary_only=1 type=representative,support_customer',
    'get_connected_clients',
    'get_connected_clients type=representative',
    'get_connected_clients type=representative,support_customer',
    'get_connected_clients id=101,102,103',
    'get_connected_clients id=101,102,103 type=representative,support_customer',
    'get_connected_clients include_connections=1',
    'get_connected_clients type=representative include_connections=1',
    'get_connected_clients type=representative,support_customer include_connections=1',
    'get_connected_clients id=101,102,103 include_connections=1',
    'get_connected_clients id=101,102,103 type=representative,support_customer include_connections=1',
    'check_health',
    'get_api_info',
    'set_failover_role role=primary',
    'set_failover_role role=backup',
    'set_failover_role role=primary data_sync_first=1',
    'set_failover_role role=backup data_sync_first=1',
    'set_failover_role role=backup force=1',
    'set_failover_role role=backup data_sync_first=1 force=1',
  ])('%s', async (line) => {
    const [action = '', ...pairs] = words(line);
    const { code, stderr, calls } = await pra.run(['command', action, ...pairs]);
    expect([code, stderr]).toEqual([0, '']);
    const fields = Object.fromEntries(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    );
    expect(calls).toEqual([posted(action, fields)]);
  });
});

describe('what is printed', () => {
  test('a list where the answer can only be one, however many there are', async () => {
    const list = JSON.parse((await pra.run('command get_logged_in_reps')).stdout) as unknown[];
    expect(list).toHaveLength(2);
    expect(list[0]).toMatchObject({ id: '7', presentation_count: 0, showing_on_rep_list: true });
    expect((await pra.run('command get_logged_in_reps -f id')).stdout).toBe('7\n12\n');
  });

  test('an object where there is more, with its lists even when they are empty', async () => {
    const { stdout } = await pra.run('command get_connected_clients type=push_agent');
    expect(JSON.parse(stdout)).toMatchObject({
      connected_push_agent: [
        {
          id: '104',
          timezone_offset: 0,
          client_connections: { client_connection: [], event_log: { event: [] } },
        },
      ],
      connected_representative: [],
    });
  });

  test('what an action says, also from inside a wrapper', async () => {
    expect((await pra.run('command terminate_session lsid=da4b510978a541d49398e88c66e28475')).stdout).toBe(
      '{"success":"Successfully terminated"}\n',
    );
    pra.sandbox.fault('xml=success');
    expect((await pra.run(`command terminate_session lsid=${guide} -f success`)).stdout).toBe(
      'Done in a wrapper\n',
    );
  });

  test('health whose success is no, as a value', async () => {
    pra.sandbox.fault('xml=unwell');
    const { code, stdout } = await pra.run('command check_health');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      success: false,
      enabled_shared_ips: { ip: ['192.0.2.10', '2001:db8::10'] },
    });
  });

  test('what was set can be read back', async () => {
    await pra.run(['command', 'set_session_attributes', `lsid=${guide}`, 'session.custom.note=0012 & more']);
    const { stdout } = await pra.run(`command get_session_attributes lsid=${guide}`);
    expect(JSON.parse(stdout)).toContainEqual({
      display_name: 'note',
      code_name: 'note',
      text: '0012 & more',
    });
  });
});

describe('input', () => {
  test.each([
    ['key=value lines', ['-k'], 'type=representative\nsummary_only=true\n'],
    ['JSON', [], '{"type":["representative"],"summary_only":true}'],
  ])('%s from standard input', async (_from, options, stdin) => {
    const { code, calls } = await pra.run(['command', 'get_connected_client_list', ...options], { stdin });
    expect(code).toBe(0);
    expect(calls).toEqual([
      posted('get_connected_client_list', { type: 'representative', summary_only: '1' }),
    ]);
  });

  test('names are found in any case, and slips are corrected', async () => {
    expect((await pra.run('command CHECK_HEALTH')).code).toBe(0);
    const { code, stderr, calls } = await pra.run('command chek_health');
    expect([code, calls]).toEqual([2, []]);
    expect(stderr).toBe(
      'btapi: reading the command line: there is no action chek_health\nhint: did you mean check_health?\n',
    );
  });

  test('attributes that would be cut never leave', async () => {
    const { code, stderr, calls } = await pra.run([
      'command',
      'set_session_attributes',
      `lsid=${guide}`,
      `session.custom.a=${'x'.repeat(1025)}`,
    ]);
    expect([code, calls]).toEqual([2, []]);
    expect(stderr).toContain('1025 characters, and 1024 are the most');
  });
});

describe('asking first', () => {
  const line = `command terminate_session lsid=${guide}`;
  test('on a terminal a no ends it', async () => {
    const { code, calls, stderr } = await pra.run(line, { tty: true, stdin: 'n\n' });
    expect([code, calls]).toEqual([2, []]);
    expect(stderr).toContain('End a running session?');
  });
  test('on a terminal --yes answers', async () => {
    expect((await pra.run(`${line} --yes`, { tty: true })).calls).toHaveLength(1);
  });
  test('about the role in failover too', async () => {
    const { code, calls } = await pra.run('command set_failover_role role=backup', {
      tty: true,
      stdin: '\n',
    });
    expect([code, calls]).toEqual([2, []]);
  });
  test('in a pipe nobody is asked', async () => {
    expect((await pra.run(line)).calls).toHaveLength(1);
  });
});

describe('when it goes wrong', () => {
  test.each([
    ['xml=action', 4, 'btapi: calling get_api_info: Invalid action\n'],
    ['xml=root', 4, 'btapi: calling get_api_info: Something was not right.\n'],
    ['xml=nested', 4, 'btapi: calling get_api_info: An invalid start_date was given.\n'],
    ['xml=old', 4, 'btapi: calling get_api_info: Login failed\n'],
    ['xml=other', 5, 'the answer is <something_else>, not <api_information> or <get_api_info>'],
    ['xml=text', 5, 'the answer is no good XML: no XML'],
    ['xml=doctype', 5, 'a DOCTYPE, which is refused'],
    ['xml=cut', 5, 'the answer is no good XML'],
    ['html', 5, 'the answer is no good XML'],
    ['xml=not-found', 6, 'Document Not Found'],
    ['401', 3, 'denied'],
    ['403', 3, ''],
  ])('%s is exit %i', async (fault, code, message) => {
    pra.sandbox.fault(fault);
    const result = await pra.run('command get_api_info');
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toContain(message);
  });

  test('a read is repeated, a write is not', async () => {
    pra.sandbox.fault('503x1');
    expect((await pra.run('command get_api_info')).code).toBe(0);
    pra.sandbox.fault('503x1');
    const { code, stderr, calls } = await pra.run(`command terminate_session lsid=${guide}`);
    expect([code, calls.length]).toEqual([5, 1]);
    expect(stderr).toContain('it may have happened');
  });

  test('a rehearsed write is shown and not sent', async () => {
    const { code, stdout, calls } = await pra.run(`command terminate_session lsid=${guide} --dry-run`);
    expect([code, calls]).toEqual([0, []]);
    expect(JSON.parse(stdout)).toEqual({
      method: 'POST',
      url: `${pra.sandbox.url}api/command`,
      body: { action: 'terminate_session', lsid: guide },
    });
  });
});
