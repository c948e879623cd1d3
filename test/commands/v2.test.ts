import { describe, expect, test } from 'vitest';
import { world } from '../support/run.ts';

const pra = await world();
const rs = await world({ product: 'rs' });
const lsid = 'c69a8e10bea9428f816cfababe9815fe'.slice(0, 32);

describe('Command API v2', () => {
  test.each([
    ['get command/v2/info -f product', 'pra\n'],
    ['get command/v2/health -f failover_role', 'none\n'],
    ['list command/v2/appliance -f cluster_role', 'single\n'],
    ['list command/v2/appliance/client-count -f gateways', '1\n'],
    ['list command/v2/client -f id', '101\n102\n104\n'],
    ['list command/v2/client type=gateway -f id', '104\n'],
    ['get command/v2/client 104 -f hostname', 'jump01.example.net\n'],
    ['get command/v2/client/104/connections -f events.0.message', 'Connected\n'],
    ['list command/v2/user -f id', '7\n12\n'],
    ['do command/v2/user/7/logout', ''],
    ['do command/v2/failover-role role=primary -f message', 'Successfully changed role\n'],
    [`delete command/v2/session ${lsid}`, ''],
  ])('%s', async (line, stdout) => {
    expect(await pra.run(line)).toMatchObject({ code: 0, stdout, stderr: '' });
  });

  test('session attributes by any code name, texts as they are', async () => {
    const { calls } = await pra.run(`update command/v2/session ${lsid} external_key=0012 my_field=1e5`);
    expect(calls).toEqual([`PATCH /api/command/v2/session/${lsid} {"external_key":"0012","my_field":"1e5"}`]);
    const { stdout } = await pra.run(`get command/v2/session ${lsid}`);
    expect(JSON.parse(stdout)).toContainEqual({
      code_name: 'my_field',
      display_name: 'my_field',
      value: '1e5',
    });
  });

  test('an id that is none never reaches the appliance', async () => {
    expect(await pra.run(['delete', 'command/v2/session', ''])).toMatchObject({ code: 2, calls: [] });
  });

  test.each([
    ['list command/v2/team -f name', 'Service Desk\n'],
    ['list command/v2/team/1/issue -f id', '3\n'],
    ['add command/v2/session-key rep_username=ada -f short_key', '0123456\n'],
    [
      'add command/v2/virtual-customer short_key=0123456 name=Jo -f download_url',
      'https://support.example.com/download?uuid=1&key=2\n',
    ],
    [`do command/v2/session/${lsid}/user/7 -f message`, 'Representative successfully added\n'],
    [`delete command/v2/session/${lsid}/user/7`, ''],
    [`do command/v2/session/${lsid}/transfer/team/1 -f message`, 'Successfully transferred\n'],
    [`do command/v2/session/${lsid}/transfer/user/7 -f message`, 'Successfully transferred\n'],
    ['update command/v2/user/7/status code_name=busy -f message', 'Status set\n'],
  ])('RS: %s', async (line, stdout) => {
    expect(await rs.run(line)).toMatchObject({ code: 0, stdout, stderr: '' });
  });
});

describe('Reporting API v2', () => {
  const path = 'reporting/v2/duplicate-jump-clients';

  test('follows pages by offset, and stops at a limit', async () => {
    const { stdout, calls } = await pra.run(`list ${path} -f id`);
    expect(stdout).toBe('1\n2\n3\n4\n5\n6\n7\n');
    expect(calls).toEqual([`GET /api/${path}?limit=5000&offset=0`, `GET /api/${path}?limit=5000&offset=5`]);
    expect((await pra.run(`list ${path} --limit 2 -f id`)).stdout).toBe('1\n2\n');
    expect((await pra.run(`list ${path} status=offline -f id`)).stdout).toBe('2\n4\n6\n');
  });

  test('shows one, and deletes by ids', async () => {
    expect((await pra.run(`get ${path} 3 -f name`)).stdout).toBe('pc-1\n');
    const { code, calls } = await pra.run(['do', path, 'ids:=[1,3]']);
    expect([code, calls]).toEqual([0, [`DELETE /api/${path} {"ids":[1,3]}`]]);
    expect((await pra.run(`list ${path} -f id`)).stdout).toBe('2\n4\n5\n6\n7\n');
  });
});
