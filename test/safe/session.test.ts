import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { safeWorld } from './world.ts';

const safe = await safeWorld();
const { run, open } = safe;

test('connection data with the request id; the request stays open', async () => {
  const got = await run('safe session web-01 root --type ssh');
  expect(got).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(got.stdout)).toMatchObject({
    RequestID: 101,
    Ticket: 'ticket-101',
    Command: 'ssh ticket-101@session.example.com -p 4422',
  });
  expect(got.calls.slice(3, -1)).toEqual([
    'POST Requests {"AccessType":"SSH","SystemID":1,"AccountID":1,"DurationMinutes":60,"ConflictOption":"reuse"}',
    'POST Requests/101/Sessions {"SessionType":"ssh"}',
  ]);
  expect(await open()).toEqual({ requests: [101], sessions: 0 });
  expect((await run('safe session web-01 root --type ssh -f Command')).stdout).toMatch(/^ssh ticket-102@/);
  expect((await run('safe checkin 101')).code).toBe(0);
});

test('as an ISA', async () => {
  const got = await run('safe session web-01 root --type rdp --isa --minutes 5');
  expect(JSON.parse(got.stdout)).toMatchObject({ Port: 4489 });
  expect(JSON.parse(got.stdout)).not.toHaveProperty('RequestID');
  expect(got.calls[2]).toBe(
    'POST ISASessions {"SessionType":"rdp","SystemID":1,"AccountID":1,"DurationMinutes":5}',
  );
  expect((await open()).requests).toEqual([]);
});

test('an application needs its id', async () => {
  expect(await run('safe session web-01 root --type app')).toMatchObject({ code: 2, calls: [] });
  const got = await run('safe session web-01 root --type app --application 3');
  expect(got.calls[3]).toContain('"AccessType":"App"');
  expect(got.calls[3]).toContain('"ApplicationID":3');
});

test.each([
  ['', '--type is missing'],
  ['--type vnc', 'vnc'],
  ['--type ssh --to x', '--to is for files'],
  ['--type rdpfile --to /no/such/x.rdp', 'there is no folder /no/such'],
])('exit 2: %s', async (option, said) => {
  const got = await run(`safe session web-01 root ${option}`);
  expect([got.code, got.calls]).toEqual([2, []]);
  expect(got.stderr).toContain(said);
});

test('a session that cannot be started gives its request back; one that waits for approval stays', async () => {
  safe.sandbox.fault('400x1;path=Requests/101/Sessions');
  expect((await run('safe session web-01 root --type ssh')).code).toBe(4);
  expect((await open()).requests).toEqual([]);
  const got = await run('safe session web-01 guarded --type ssh');
  expect(got.code).toBe(5);
  expect(got.stderr).toContain('request 102 is not approved yet');
  expect((await open()).requests).toEqual([102]);
  await safe.approve(102);
  expect((await run('safe session web-01 guarded --type ssh -f RequestID')).stdout).toBe('102\n');
});

test('an RDP file is saved byte for byte; the request stays open', async () => {
  const to = join(safe.folder, 'win.rdp');
  const got = await run(['safe', 'session', 'win-01', 'Administrator', '--type', 'rdpfile', '--to', to]);
  expect(got.stderr).toBe('');
  expect(JSON.parse(got.stdout)).toMatchObject({ file: 'win.rdp', size: 79, RequestID: 101 });
  expect(readFileSync(to, 'utf8')).toBe(
    'full address:s:session.example.com\r\nusername:s:ticket-101\r\nserver port:i:4489\r\n',
  );
  expect((await open()).requests).toEqual([101]);
});

test('to standard output the file is alone; the request id goes to people', async () => {
  const got = await run(['safe', 'session', 'win-01', 'Administrator', '--type', 'rdpfile', '--to', '-']);
  expect(got.stdout).toMatch(/^full address:s:.*\r\n/);
  expect(got.stderr).toBe('btapi: request 101 stays open\n');
});

test('a file that cannot be saved leaves nothing open', async () => {
  const to = join(safe.folder, 'no', 'such', 'folder', 'win.rdp');
  const got = await run(['safe', 'session', 'win-01', 'Administrator', '--type', 'rdpfile', '--to', to]);
  expect([got.code, got.stdout]).toEqual([2, '']);
  expect((await open()).requests).toEqual([]);
});
