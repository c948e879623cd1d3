import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/api/call.ts';
import { NetworkError } from '../../src/api/network.ts';
import { retrying } from '../../src/api/retry.ts';
import { Failure } from '../../src/errors.ts';
import { countingClock } from '../support/clock.ts';
import { answer, call, fakeSend } from '../support/send.ts';

const never = () => new NetworkError('pra.example: the connection was refused', false, {});
const lost = () => new NetworkError('pra.example: the connection was closed', true, {});

function retry(answers: (Answer | Error)[], patience = 60_000) {
  const fake = fakeSend(...answers);
  const clock = countingClock();
  const notes: string[] = [];
  const send = retrying(fake.send, {
    clock,
    random: () => 0.5,
    patience: { left: patience },
    notify: async (text) => void notes.push(text),
  });
  return { send, fake, clock, notes };
}

const write = call({ method: 'POST', effect: 'write', what: 'adding to jump-group' });

describe('what never reached the host', () => {
  test.each(['read', 'write'] as const)('is sent again: a %s', async (effect) => {
    const { send, fake, clock, notes } = retry([never(), never(), answer(200, 'ok')]);
    const result = await send(call({ effect }));
    expect(await result.text()).toBe('ok');
    expect(fake.calls).toHaveLength(3);
    expect(clock.waits).toEqual([250, 500]);
    expect(notes).toEqual([
      'listing jump-group: pra.example: the connection was refused; again in 250 ms',
      'listing jump-group: pra.example: the connection was refused; again in 500 ms',
    ]);
  });

  test('is given up after five turns, exit 5', async () => {
    const { send, fake, clock } = retry([never(), never(), never(), never(), never()]);
    await expect(send(call())).rejects.toMatchObject({
      code: 5,
      message: 'listing jump-group: pra.example: the connection was refused',
    });
    expect(fake.calls).toHaveLength(5);
    expect(clock.waits).toEqual([250, 500, 1000, 2000]);
  });

  test('is given up at once when the certificate is wrong', async () => {
    const { send, fake } = retry([
      new NetworkError('pra.example: its certificate has expired', false, { final: true }),
    ]);
    await expect(send(call())).rejects.toMatchObject({ code: 5 });
    expect(fake.calls).toHaveLength(1);
  });
});

describe('what may have arrived', () => {
  test('is repeated for a read', async () => {
    const { send, fake } = retry([lost(), answer(200)]);
    expect((await send(call())).status).toBe(200);
    expect(fake.calls).toHaveLength(2);
  });

  test('is not repeated for a write, which says that it may have happened', async () => {
    const { send, fake } = retry([lost()]);
    const failure = await send(write).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).message).toBe(
      'adding to jump-group: pra.example: the connection was closed; it may have happened: look before you repeat it',
    );
    expect((failure as Failure).code).toBe(5);
    expect(fake.calls).toHaveLength(1);
  });

  test.each([500, 502, 503, 504])('%i is repeated for a read and not for a write', async (status) => {
    const reading = retry([answer(status), answer(200)]);
    expect((await reading.send(call())).status).toBe(200);
    const writing = retry([answer(status)]);
    expect((await writing.send(write)).status).toBe(status);
    expect(writing.fake.calls).toHaveLength(1);
  });

  test('a body cut short counts as a lost connection', async () => {
    const cut: Answer = { ...answer(200), text: () => Promise.reject(lost()) };
    const { send, fake } = retry([cut, answer(200, 'whole')]);
    expect(await (await send(call())).text()).toBe('whole');
    expect(fake.calls).toHaveLength(2);
  });
});

describe('429', () => {
  test('is repeated for a write after Retry-After seconds', async () => {
    const { send, clock } = retry([answer(429, '', { 'retry-after': '3' }), answer(201)]);
    expect((await send(write)).status).toBe(201);
    expect(clock.waits).toEqual([3000]);
  });

  test('goes on while the patience lasts, since many come through one after the other', async () => {
    const { send, fake, clock } = retry([...Array.from({ length: 12 }, () => answer(429)), answer(200)]);
    expect((await send(call())).status).toBe(200);
    expect(fake.calls).toHaveLength(13);
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(60_000);
  });

  test('ends with the patience', async () => {
    const { send, fake } = retry(Array.from({ length: 60 }, () => answer(429)));
    expect((await send(call())).status).toBe(429);
    expect(fake.calls).toHaveLength(19);
  });

  test('Retry-After may be a date', async () => {
    const clock = countingClock();
    const date = new Date(clock.now() + 7000).toUTCString();
    const { send, clock: counted } = retry([answer(429, '', { 'retry-after': date }), answer(200)]);
    await send(call());
    expect(counted.waits).toEqual([7000]);
  });

  test('a Retry-After that makes no sense is ignored', async () => {
    const { send, clock } = retry([answer(429, '', { 'retry-after': 'soon' }), answer(200)]);
    await send(call());
    expect(clock.waits).toEqual([250]);
  });

  test('is handed on when the patience does not reach that far', async () => {
    const { send, clock } = retry([answer(429, '', { 'retry-after': '61' })]);
    expect((await send(call())).status).toBe(429);
    expect(clock.waits).toEqual([]);
  });

  test('a used-up hour is not waited for', async () => {
    const { send, clock } = retry([answer(429, '', { 'x-ratelimit-remaining': '0' })]);
    expect((await send(call())).status).toBe(429);
    expect(clock.waits).toEqual([]);
  });
});

test.each([400, 401, 403, 404, 405, 422])('%i is an answer like any other', async (status) => {
  const { send, fake } = retry([answer(status)]);
  expect((await send(call())).status).toBe(status);
  expect(fake.calls).toHaveLength(1);
});

test('all waiting together stays within the patience', async () => {
  const { send, clock } = retry([never(), never(), never()], 800);
  await expect(send(call())).rejects.toMatchObject({ code: 5 });
  expect(clock.waits).toEqual([250, 500]);
});

test('an error nobody foresaw is not repeated', async () => {
  const { send, fake } = retry([new TypeError('a bug')]);
  await expect(send(call())).rejects.toThrow(TypeError);
  expect(fake.calls).toHaveLength(1);
});
