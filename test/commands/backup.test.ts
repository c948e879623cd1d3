import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countingClock } from '../support/clock.ts';
import { world } from '../support/run.ts';

const { run: runWorld, sandbox } = await world();
const day = 86_400_000;
const start = Date.UTC(2026, 10, 1, 3, 30, 15);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'btapi-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (line: string, at = start) =>
  runWorld(line.replace('DIR', folder), { clock: countingClock(at), cwd: folder });
const name = (date: string): string => `127.0.0.1-${date}T033015Z.nsb`;

describe('backup', () => {
  test('is saved under host and date, for its owner only, and said so', async () => {
    const { code, stdout, stderr, calls } = await run('backup');
    expect([code, stderr, calls]).toEqual([0, '', ['GET /api/backup']]);
    const bytes = readFileSync(join(folder, name('20261101')));
    expect(JSON.parse(stdout)).toEqual({
      file: name('20261101'),
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(statSync(join(folder, name('20261101'))).mode & 0o777).toBe(0o600);
    expect(bytes.subarray(0, 3).toString()).toBe('NSB');
  });

  test('goes into a file or folder, or to standard output', async () => {
    expect((await run('backup --to DIR/my.nsb -f file')).stdout).toBe('my.nsb\n');
    expect((await run('backup --to DIR/deep/er/ -f file')).stdout).toBe(`deep/er/${name('20261101')}\n`);
    expect((await run('backup --to -')).stdout.startsWith('NSB')).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['deep', 'my.nsb']);
  });

  test('is protected with a password that no command line shows', async () => {
    writeFileSync(join(folder, 'secret'), 'hunter2\n');
    const { code, calls } = await run('backup --to DIR/a.nsb --password-file secret');
    expect([code, calls]).toEqual([0, ['POST /api/backup {"password":"hunter2"}']]);
    expect(readFileSync(join(folder, 'a.nsb')).toString('latin1')).toContain('protected');
    writeFileSync(join(folder, 'secret'), '\n');
    expect((await run('backup --password-file secret')).code).toBe(2);
    expect((await run('backup --password-file nowhere')).code).toBe(2);
  });

  test('keeps the newest of its own files and touches no other', async () => {
    const others = [
      '127.0.0.1-20200101T000000Z.nsb.bak',
      'other.host-20200101T000000Z.nsb',
      'notes.txt',
      '127x0.0.1-20200101T000000Z.nsb',
    ];
    for (const other of others) writeFileSync(join(folder, other), '');
    for (let turn = 0; turn < 3; turn++) await run('backup --to DIR --keep 2', start + turn * day);
    const { stdout } = await run('backup --to DIR --keep 2', start + 3 * day);
    expect(JSON.parse(stdout)).toMatchObject({ file: name('20261104'), deleted: [name('20261102')] });
    expect(readdirSync(folder).sort()).toEqual([...others, name('20261103'), name('20261104')].sort());
  });

  test('the one just made stays, though the clock went back', async () => {
    for (let turn = 0; turn < 3; turn++) await run('backup --to DIR', start + turn * day);
    const { stdout } = await run('backup --to DIR --keep 2', start - day);
    expect(JSON.parse(stdout)).toMatchObject({
      file: name('20261031'),
      deleted: [name('20261101'), name('20261102')],
    });
    expect(readdirSync(folder)).toEqual([name('20261031'), name('20261103')]);
  });

  test('links and folders of such a name are not its own', async () => {
    mkdirSync(join(folder, name('20200101')));
    symlinkSync('elsewhere', join(folder, name('20200102')));
    const { code, stdout } = await run('backup --to DIR --keep 1');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { deleted: [] }]);
    expect(readdirSync(folder)).toEqual([name('20200101'), name('20200102'), name('20261101')]);
  });

  test.each(['500', 'cut', 'xml=text', 'xml=root', 'html', 'empty', 'xml=not-found'])(
    'deletes nothing after %s, and leaves no file',
    async (fault) => {
      for (let turn = 0; turn < 2; turn++) await run('backup --to DIR', start + turn * day);
      sandbox.fault(`${fault};path=/api/backup`);
      const { code, stdout } = await run('backup --to DIR --keep 1', start + 5 * day);
      expect([code > 1, stdout]).toEqual([true, '']);
      expect(readdirSync(folder)).toEqual([name('20261101'), name('20261102')]);
    },
  );

  test.each(['--keep 0', '--keep x', '--keep 2 --to -', '--keep 2 --to DIR/a.nsb'])(
    '%s is exit 2 and asks nothing',
    async (words) => {
      const { code, calls } = await run(`backup ${words}`);
      expect([code, calls]).toEqual([2, []]);
    },
  );
});

describe('health', () => {
  test('a sign-in page is no probe', async () => {
    const page = createServer((_request, response) => {
      response.end('<!DOCTYPE html><html><form action="/login"><input name="user"></form></html>');
    });
    await new Promise<void>((done) => page.listen(0, '127.0.0.1', done));
    const { port } = page.address() as AddressInfo;
    const { code, stdout, stderr } = await runWorld('health --probe', {
      env: { BT_API_HOST: `http://127.0.0.1:${port}` },
    });
    page.close();
    expect([code, stdout]).toEqual([5, '']);
    expect(stderr).toContain("probing the health: the answer is a page, not the probe's");
  });

  test('well is 0 with the body', async () => {
    const { code, stdout } = await run('health');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      success: true,
      version: '24.10 (Build 81234.0f2c)',
      enabled_shared_ips: { ip: [] },
    });
  });

  test('unwell is 8 with the body', async () => {
    sandbox.fault('xml=unwell');
    const { code, stdout, stderr } = await run('health -f error_message');
    expect([code, stdout, stderr]).toEqual([8, 'Database is not responding & retries are exhausted.\n', '']);
  });

  test('the probe needs no token and asks once', async () => {
    const { code, stdout } = await run('health --probe');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ status: 200, message: 'Appliance health check succeeded.' });
    expect(sandbox.log.map(({ path, auth }) => [path, auth])).toEqual([['/check_health', 'none']]);
    sandbox.fault('500;path=/check_health');
    const unwell = await run('health --probe');
    expect([unwell.code, unwell.calls.length]).toEqual([8, 1]);
  });

  test('neither well nor unwell is a failure', async () => {
    sandbox.fault('xml=action');
    expect((await run('health')).code).toBe(4);
    sandbox.fault('404;path=/check_health');
    expect((await run('health --probe')).code).toBe(6);
  });
});
