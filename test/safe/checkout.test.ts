import { describe, expect, test } from 'vitest';
import { heldClock } from '../support/clock.ts';
import { safeWorld } from './world.ts';

const safe = await safeWorld();
const { run, open } = safe;

const asked = (account: number, minutes = 10, access = 'View') =>
  `POST Requests {"AccessType":"${access}","SystemID":1,"AccountID":${account},"DurationMinutes":${minutes},"ConflictOption":"reuse"}`;

describe('checkout', () => {
  test('finds, requests, prints the credential and nothing else; the request stays open', async () => {
    expect(await run('safe checkout web-01 root')).toEqual({
      code: 0,
      stdout: 'r00t of #web "01" $HOME',
      stderr: '',
      calls: [
        'POST Auth/SignAppIn',
        'GET ManagedAccounts?systemName=web-01&accountName=root',
        'GET Requests?status=all&queue=req',
        asked(1),
        'GET Credentials/101',
        'POST Auth/Signout',
      ],
    });
    expect(await open()).toEqual({ requests: [101], sessions: 0 });
  });

  test('two ids are taken as they are', async () => {
    const { calls, stdout } = await run('safe checkout 1 1 --minutes 5');
    expect(stdout).toBe('r00t of #web "01" $HOME');
    expect(calls[1]).toBe('GET Requests?status=all&queue=req');
    expect(calls[2]).toBe(asked(1, 5));
  });

  test.each([
    ['names in any case', ['WEB-01', 'Root'], 'r00t of #web "01" $HOME'],
    ['an id and a name', ['1', 'deploy'], 'dep10y-S3cret'],
    ['a name and an id', ['web-01', '2'], 'dep10y-S3cret'],
    ['an account linked from a domain', ['win-01', 'CORP\\svc-backup'], 'c0rp-S3cret'],
    ['a database instance', ['db-01\\ORCL', 'system'], 'orcl-S3cret'],
  ])('%s', async (_name, words, credential) => {
    expect(await run(['safe', 'checkout', ...words])).toMatchObject({
      code: 0,
      stdout: credential,
      stderr: '',
    });
  });

  test('a key ends as the server has it; a passphrase is there too', async () => {
    const key = await run('safe checkout web-01 root --type dsskey');
    expect(key.stdout).toMatch(
      /^-----BEGIN OPENSSH PRIVATE KEY-----\n[\s\S]*\n-----END OPENSSH PRIVATE KEY-----\n$/,
    );
    expect(key.calls).toContain('GET Credentials/101?type=dsskey');
    expect((await run('safe checkout web-01 root --type passphrase')).stdout).toBe('open sesame');
  });

  test('-o json is all of it, -f one of them', async () => {
    expect(JSON.parse((await run('safe checkout web-01 deploy -o json')).stdout)).toEqual({
      RequestID: 101,
      Reused: false,
      SystemID: 1,
      AccountID: 2,
      SystemName: 'web-01',
      AccountName: 'deploy',
      Type: 'password',
      Credential: 'dep10y-S3cret',
    });
    const again = await run('safe checkout web-01 deploy -o json');
    expect(JSON.parse(again.stdout)).toMatchObject({ RequestID: 101, Reused: true });
    expect(again.calls.filter((call) => call.startsWith('POST Requests'))).toEqual([]);
    expect((await run('safe checkout web-01 deploy -f RequestID')).stdout).toBe('101\n');
  });

  test('on a terminal the prompt gets a line of its own', async () => {
    expect((await run('safe checkout web-01 deploy', { tty: { stdout: true } })).stdout).toBe(
      'dep10y-S3cret\n',
    );
  });

  test('as an ISA there is no request', async () => {
    const got = await run([
      'safe',
      'checkout',
      'web-01',
      'root',
      '--isa',
      '--reason',
      'x',
      '--type',
      'dsskey',
    ]);
    expect(got.stdout).toMatch(/^-----BEGIN/);
    expect(got.calls[2]).toBe('POST ISARequests?type=dsskey {"SystemID":1,"AccountID":1,"Reason":"x"}');
    expect((await open()).requests).toEqual([]);
    expect(await run('safe checkout web-01 guarded --isa')).toMatchObject({ code: 3, stdout: '' });
  });

  test('a dry run asks for nothing', async () => {
    const got = await run('--dry-run safe checkout web-01 root');
    expect(got.code).toBe(0);
    expect(JSON.parse(got.stdout)).toMatchObject({
      method: 'POST',
      body: { AccountID: 1, ConflictOption: 'reuse' },
    });
    expect(got.calls.some((call) => call.startsWith('POST Requests'))).toBe(false);
    expect((await open()).requests).toEqual([]);
  });
});

describe('refusals', () => {
  test('4031 with its three causes', async () => {
    const got = await run('safe checkout 1 4');
    expect(got).toMatchObject({ code: 3, stdout: '' });
    expect(got.stderr).toBe(
      'btapi: requesting 4 on 1: not allowed (4031): no Requestor role for this account, or the account is not enabled for the API, or the system does not own the account\n' +
        'hint: btapi safe do AccessPolicies/Test SystemId=… AccountId=… DurationMinutes=… shows which policies apply\n',
    );
  });

  test('4035: the cap', async () => {
    await run('safe session web-01 deploy --type ssh');
    const got = await run('safe checkout web-01 deploy');
    expect(got.code).toBe(4);
    expect(got.stderr).toMatch(/^btapi: requesting deploy on web-01: .*\(4035\)\nhint: /);
  });

  test('an account that is not there, or not for us', async () => {
    const got = await run('safe checkout web-01 nobody');
    expect(got.code).toBe(6);
    expect(got.stderr).toBe(
      'btapi: looking for nobody on web-01: no such account, or you may not request it\n' +
        'hint: btapi safe list ManagedAccounts systemName=web-01 shows those you may\n',
    );
  });

  test.each([
    [['safe', 'checkout', 'web-01', ''], 'is empty'],
    [['safe', 'checkout', 'web-01', 'root', '--minutes', '0'], 'is not a whole number from 1'],
    [['safe', 'checkout', 'web-01', 'root', '--minutes', '525601'], 'more than 525600'],
    [['safe', 'checkout', 'web-01', 'root', '--reason', 'x'.repeat(1001)], 'more than 1000 characters'],
    [['safe', 'checkout', 'web-01', 'root', '--type', 'pin'], 'pin'],
    [['safe', 'checkout', 'web-01'], 'account'],
    [['safe', 'checkin', 'abc'], 'is not a number'],
  ])('%j: exit 2, nothing asked for', async (words, said) => {
    const got = await run(words);
    expect([got.code, got.stdout]).toEqual([2, '']);
    expect(got.stderr).toContain(said);
    expect(got.calls.some((call) => /Requests|Credentials/.test(call))).toBe(false);
  });

  test('a retrieval that fails checks the request in again', async () => {
    const got = await run('safe checkout web-01 deploy --type dsskey');
    expect(got).toMatchObject({ code: 6, stdout: '' });
    expect(got.calls.slice(-3)).toEqual([
      'GET Credentials/101?type=dsskey',
      'PUT Requests/101/Checkin {}',
      'POST Auth/Signout',
    ]);
    expect(await open()).toEqual({ requests: [], sessions: 0 });
  });

  test('a request whose answer was lost is found again and used', async () => {
    safe.sandbox.fault('close-afterx1;path=Requests;method=POST');
    const got = await run('safe checkout web-01 deploy --release');
    expect(got).toMatchObject({ code: 0, stdout: 'dep10y-S3cret' });
    expect(got.calls.filter((call) => call.startsWith('POST Requests'))).toHaveLength(1);
    expect((await open()).requests).toEqual([]);
  });

  test('but not one that was open before', async () => {
    await run('safe checkout web-01 deploy');
    await run('safe checkout web-01 deploy --type dsskey');
    expect((await open()).requests).toEqual([101]);
  });
});

describe('approval', () => {
  test('not approved: exit 5, the id in the message, the request stays and is used again', async () => {
    const got = await run('safe checkout web-01 guarded');
    expect(got).toMatchObject({ code: 5, stdout: '' });
    expect(got.stderr).toBe(
      'btapi: request 101 is not approved yet (4034)\n' +
        'hint: it stays open: run the same command again later, or with --wait SECONDS; btapi safe checkin 101 withdraws it\n',
    );
    expect((await open()).requests).toEqual([101]);
    await safe.approve(101);
    expect(await run('safe checkout web-01 guarded')).toMatchObject({ code: 0, stdout: 'gu4rded-S3cret' });
    expect((await open()).requests).toEqual([101]);
  });

  test('--wait polls until it is approved', async () => {
    const clock = heldClock();
    const running = run('safe checkout web-01 guarded --wait 60', { clock });
    for (let turn = 0; clock.waits.length < 2 && turn < 500; turn += 1) {
      await new Promise((done) => setTimeout(done, 10));
      if (clock.waits.length === 1) clock.pass(5000);
    }
    await safe.approve(101);
    clock.pass(5000);
    expect(await running).toMatchObject({
      code: 0,
      stdout: 'gu4rded-S3cret',
      stderr: 'btapi: request 101 waits for approval, 60 s at most\n',
    });
    expect(clock.waits).toEqual([5000, 5000]);
  });

  test('--wait ends with its seconds', async () => {
    const got = await run('safe checkout web-01 guarded --wait 12');
    expect(got.code).toBe(5);
    expect(got.calls.filter((call) => call.startsWith('GET Credentials'))).toHaveLength(4);
  });

  test('denied while waiting: exit 3 with the words of the server', async () => {
    await run('safe checkout web-01 guarded');
    await fetch(new URL('/_sandbox/safe/deny/101', safe.sandbox.url));
    const got = await run('safe get Credentials/101');
    expect(got.code).toBe(3);
    expect(got.stderr).toContain('The request was denied (403)');
    expect(got.stderr).not.toContain('TLS trust');
  });

  test('interrupted while waiting: 130, the request stays, and its id is told', async () => {
    const clock = heldClock();
    const io = safe.io({ clock, env: safe.settings });
    const { main } = await import('../../src/main.ts');
    const running = main(['safe', 'checkout', 'web-01', 'guarded', '--wait', '60'], io);
    for (let turn = 0; clock.waits.length < 1 && turn < 500; turn += 1) {
      await new Promise((done) => setTimeout(done, 10));
    }
    io.interrupt();
    clock.pass(5000);
    expect(await running).toBe(130);
    expect(io.stderr.text).toContain('101');
    expect(await open()).toEqual({ requests: [101], sessions: 0 });
  });
});

describe('checkin', () => {
  test('several, silently', async () => {
    await run('safe checkout web-01 root');
    await run('safe checkout web-01 deploy');
    expect(await run(['safe', 'checkin', '101', '102', '--reason', 'done'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
      calls: [
        'POST Auth/SignAppIn',
        'PUT Requests/101/Checkin {"Reason":"done"}',
        'PUT Requests/102/Checkin {"Reason":"done"}',
        'POST Auth/Signout',
      ],
    });
    expect((await open()).requests).toEqual([]);
  });

  test('what is not open is exit 6; some of several 7', async () => {
    expect(await run('safe checkin 999')).toMatchObject({
      code: 6,
      stderr: 'btapi: checking in request 999: Request not found (404)\n',
    });
    await run('safe checkout web-01 root');
    expect((await run('safe checkin 999 101')).code).toBe(7);
  });

  test('a lost answer is asked for again: twice is as good as once', async () => {
    await run('safe checkout web-01 root');
    safe.sandbox.fault('503x1;path=Requests/101');
    expect((await run('safe checkin 101')).code).toBe(0);
    expect((await open()).requests).toEqual([]);
  });
});
