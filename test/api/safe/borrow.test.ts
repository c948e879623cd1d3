import { expect, test } from 'vitest';
import type { Call } from '../../../src/api/call.ts';
import { borrow } from '../../../src/api/safe/borrow.ts';
import { explainSafe } from '../../../src/api/safe/explain.ts';
import { findSafe, type SafeBackend } from '../../../src/api/safe.ts';
import type { Value } from '../../../src/value.ts';
import { countingClock } from '../../support/clock.ts';

const account = { systemId: 1, accountId: 2, systemName: 'web', accountName: 'root' };
const wish = { account, accessType: 'View' as const, minutes: 10 };
const listed = (id: number, status = 'Active'): Value => ({
  RequestID: id,
  SystemID: 1,
  AccountID: 2,
  AccessType: 'View',
  Status: status,
});

/** A server that answers each call by the next of its list; "finish" marks what no signal cuts. */
function server(answers: readonly (readonly [status: number, body: Value])[]) {
  const left = [...answers];
  const calls: string[] = [];
  const base = new URL('https://safe.example.com/BeyondTrust/api/public/v3/');
  const sending = (mark: string) => async (call: Call) => {
    calls.push(`${mark}${call.method} ${call.url.href.slice(base.href.length)}`);
    const [status, body] = left.shift() ?? [500, 'too many calls'];
    const text = status === 204 ? '' : JSON.stringify(body);
    return {
      status,
      headers: {},
      body: (async function* () {})(),
      text: async () => text,
      discard: () => undefined,
    };
  };
  const backend: SafeBackend = {
    origin: new URL('/', base),
    url: (path) => new URL(path, base),
    find: findSafe,
    explain: (call, answer) => explainSafe(call, answer),
    close: async () => undefined,
    endKept: async () => undefined,
    send: sending(''),
    finish: sending('finish '),
  };
  const notes: string[] = [];
  const note = async (text: string) => void notes.push(text);
  const waiting = { clock: countingClock(), patience: 0, notify: note };
  return { calls, notes, got: borrow(backend, wish, 'password', waiting, note) };
}

const list = 'GET Requests?status=all&queue=req';

test.each([
  [201, 7],
  [200, 7],
  [201, '7'],
  [200, { RequestID: 7 }],
])('a new request, answered %i %j, is ours: no list of before has it', async (status, body) => {
  const { got, calls } = server([
    [200, [listed(5, 'Expired')]],
    [status, body],
    [200, 'secret'],
  ]);
  expect(await got).toEqual({ request: { id: 7, reused: false }, secret: 'secret' });
  expect(calls).toEqual([list, 'finish POST Requests', 'GET Credentials/7']);
});

test('one that a list of before has is not ours, whatever it was called there', async () => {
  const { got } = server([
    [200, [listed(5, 'Approved')]],
    [200, 5],
    [200, 'secret'],
  ]);
  expect(await got).toEqual({ request: { id: 5, reused: true }, secret: 'secret' });
});

test.each([
  [201, false],
  [200, true],
])('who may not list has to believe the status: %i', async (status, reused) => {
  const { got } = server([
    [403, 'Access denied'],
    [status, 7],
    [200, 'secret'],
  ]);
  expect((await got)?.request).toEqual({ id: 7, reused });
});

test('one that its owner closes in this moment is replaced by one of our own', async () => {
  const { got, calls } = server([
    [200, [listed(5)]],
    [404, 'Request not found'],
    [200, []],
    [201, 6],
    [200, 'secret'],
  ]);
  expect(await got).toEqual({ request: { id: 6, reused: false }, secret: 'secret' });
  expect(calls).toEqual([list, 'GET Credentials/5', list, 'finish POST Requests', 'GET Credentials/6']);
});

test('a retrieval that fails gives ours back, and says so when that fails too', async () => {
  const back = server([
    [200, []],
    [201, 7],
    [404, 'The account has no password'],
    [204, null],
  ]);
  await expect(back.got).rejects.toMatchObject({ code: 6 });
  expect(back.calls.at(-1)).toBe('finish PUT Requests/7/Checkin');
  expect(back.notes).toEqual([]);
  const stuck = server([
    [200, []],
    [201, 7],
    [404, 'no'],
    [500, 'oops'],
  ]);
  await expect(stuck.got).rejects.toMatchObject({ code: 6 });
  expect(stuck.notes).toEqual(['btapi: request 7 is still open: checking in request 7: oops (500)']);
});

test('an answer without a credential is no credential', async () => {
  const { got } = server([
    [200, []],
    [201, 7],
    [200, {}],
    [204, null],
  ]);
  await expect(got).rejects.toMatchObject({ code: 5 });
});
