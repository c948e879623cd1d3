import { describe, expect, test } from 'vitest';
import { masked, maskedBody, maskedUrl } from '../../src/api/mask.ts';
import { paced } from '../../src/api/pace.ts';
import { followed } from '../../src/api/redirect.ts';
import { rehearsed } from '../../src/api/rehearse.ts';
import { traced } from '../../src/api/trace.ts';
import type { Value } from '../../src/value.ts';
import { countingClock } from '../support/clock.ts';
import { answer, call, fakeSend } from '../support/send.ts';

const write = call({
  method: 'POST',
  effect: 'write',
  body: '{"name":"web","private_key":"PEM","pin":"1234"}',
  secrets: ['pin'],
});

describe('rehearse', () => {
  test('shows a write with its secrets masked and sends nothing', async () => {
    const below = fakeSend();
    const shown: Value[] = [];
    const result = await rehearsed(below.send, async (value) => void shown.push(value))(write);
    expect(result.status).toBe(204);
    expect(await result.text()).toBe('');
    expect(below.calls).toEqual([]);
    expect(shown).toEqual([
      {
        method: 'POST',
        url: 'https://pra.example/api/config/v1/jump-group',
        body: { name: 'web', private_key: '***', pin: '***' },
      },
    ]);
  });

  test('lets a read pass', async () => {
    const below = fakeSend(answer(200));
    expect((await rehearsed(below.send, async () => undefined)(call())).status).toBe(200);
  });
});

test('trace writes a line per call, secrets masked', async () => {
  const lines: string[] = [];
  const below = fakeSend(answer(201, '', { 'x-ratelimit-remaining': '14996' }), new Error('lost'));
  const send = traced(below.send, countingClock(), async (line) => void lines.push(line));
  await send(write);
  await expect(send(call())).rejects.toThrow('lost');
  expect(lines).toEqual([
    'POST https://pra.example/api/config/v1/jump-group {"name":"web","private_key":"***","pin":"***"} -> 201 in 0 ms, 14996 calls left',
    'GET https://pra.example/api/config/v1/jump-group -> failed after 0 ms: lost',
  ]);
});

describe('mask', () => {
  test('hides what may be secret at any depth, and nothing else', () => {
    expect(
      masked({
        username: 'u',
        password: 'p',
        items: [{ token: 't', name: 'n' }],
        secret_count: null,
        has_password: true,
      }),
    ).toEqual({
      username: 'u',
      password: '***',
      items: [{ token: '***', name: 'n' }],
      secret_count: null,
      has_password: true,
    });
  });

  test('reads forms, and shows of anything else its length only', () => {
    expect(maskedBody('action=x&password=p')).toEqual({ action: 'x', password: '***' });
    expect(maskedBody('free text')).toBe('(9 characters)');
    expect(maskedBody('{"id":99999999999999999999}')).toEqual({ id: 99999999999999999999n });
    expect(maskedUrl(new URL('https://h.example/a?key=1&pwd=x'))).toBe('https://h.example/a?key=1&pwd=***');
  });
});

test('pace begins no more than 18 calls in any second', async () => {
  const clock = countingClock();
  const begun: number[] = [];
  const send = paced(async () => {
    begun.push(clock.now());
    return answer(200);
  }, clock);
  for (let turn = 0; turn < 60; turn += 1) await send(call());
  for (const time of begun) {
    expect(begun.filter((other) => other >= time && other < time + 1000).length).toBeLessThanOrEqual(18);
  }
});

test('pace does not wait for a clock that was set back', async () => {
  const clock = countingClock();
  const send = paced(async () => answer(200), clock);
  for (let turn = 0; turn < 18; turn += 1) await send(call());
  clock.pass(-3_600_000);
  await send(call());
  expect(clock.waits).toEqual([]);
});

describe('redirects', () => {
  test('within the host are followed for a read', async () => {
    const below = fakeSend(answer(302, '', { location: '/other?x=1' }), answer(200, 'there'));
    expect(await (await followed(below.send)(call())).text()).toBe('there');
    expect(below.calls[1]?.url.href).toBe('https://pra.example/other?x=1');
  });

  test.each([
    'https://evil.example/',
    'http://pra.example/',
    'https://pra.example:8443/',
    '//evil.example/',
    '',
    'http://[',
  ])('to %j are refused and never sent to', async (location) => {
    const below = fakeSend(answer(302, '', { location }));
    await expect(followed(below.send)(call())).rejects.toMatchObject({ code: 4 });
    expect(below.calls).toHaveLength(1);
  });

  test('of a write are refused', async () => {
    const below = fakeSend(answer(307, '', { location: '/elsewhere' }));
    await expect(followed(below.send)(write)).rejects.toMatchObject({ code: 4 });
  });

  test('in a circle end', async () => {
    const below = fakeSend(...Array.from({ length: 6 }, () => answer(302, '', { location: '/round' })));
    await expect(followed(below.send)(call())).rejects.toMatchObject({ code: 4 });
  });
});
