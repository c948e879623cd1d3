import { expect, test } from 'vitest';
import { apiInfo } from '../../src/api/appliance.ts';
import type { Backend } from '../../src/api/backend.ts';
import { world } from '../support/run.ts';
import { answer } from '../support/send.ts';

const { run, sandbox } = await world();

test('check says which version the XML APIs have and what the account may do', async () => {
  const { code, stdout } = await run(['-o', 'json', 'check', '-q', "[?step=='rights'].found | [0]"]);
  expect([code, stdout]).toEqual([
    0,
    '"XML APIs 1.22.2; may use: backup, command (full_access), configuration, configuration_vault_account, reporting, reporting_license, reporting_vault"\n',
  ]);
});

test.each(['xml=not-found', 'xml=action', '403'])(
  'an account that cannot ask (%s) is no failure',
  async (fault) => {
    sandbox.fault(`${fault};path=/api/command`);
    const { code, stdout } = await run(['check', '-o', 'ndjson']);
    expect(code).toBe(0);
    expect(stdout).toContain('not told: the XML API is off, or this account has no Command API');
  },
);

test('both shapes of permissions are understood', async () => {
  const permissions = (inner: string): Backend =>
    ({
      origin: new URL('https://x/'),
      send: async () =>
        answer(
          200,
          `<get_api_info><api_version>1.22.2</api_version><permissions>${inner}</permissions></get_api_info>`,
        ),
    }) as unknown as Backend;
  const wanted = { version: '1.22.2', permissions: { perm_backup: '0', perm_command: 'deny' } };
  expect(
    await apiInfo(
      permissions(
        '<permission name="perm_backup">0</permission><permission name="perm_command">deny</permission>',
      ),
    ),
  ).toEqual(wanted);
  expect(
    await apiInfo(
      permissions('<permission><perm_backup>0</perm_backup><perm_command>deny</perm_command></permission>'),
    ),
  ).toEqual(wanted);
});
