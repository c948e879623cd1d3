import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/approval/judge.ts';
import { type Receiver, type ReceiverOptions, startReceiver } from '../../src/approval/receiver.ts';
import { certificates } from '../support/tls.ts';

const open: Receiver[] = [];
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.stop();
});

interface Desk {
  receiver: Receiver;
  asked: Record<string, string>[];
  told: [string, Verdict][];
  lines: string[];
}

async function start(over: Partial<ReceiverOptions> = {}): Promise<Desk> {
  const asked: Record<string, string>[] = [];
  const told: [string, Verdict][] = [];
  const lines: string[] = [];
  const receiver = await startReceiver({
    port: 0,
    host: '127.0.0.1',
    allowFrom: [],
    sensitive: false,
    judge: async (fields) => {
      asked.push({ ...fields });
      return { allow: true };
    },
    respond: async (id, verdict) => void told.push([id, verdict]),
    log: (line) => void lines.push(line),
    now: () => 0,
    ...over,
  });
  open.push(receiver);
  return { receiver, asked, told, lines };
}

const post = async (
  { receiver }: Desk,
  body: string,
  headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' },
) => (await fetch(`http://127.0.0.1:${receiver.port}/any/path`, { method: 'POST', body, headers })).status;

const request = (id: string): string =>
  `request_id=${id}&ticket_id=CHG1%0A2&response_url=https%3A%2F%2Fevil.example%2F&jump_item.type=shell&jump_item.computer_name=db&user.username=ada`;

describe('a request', () => {
  test('is taken at once, decided and answered', async () => {
    const desk = await start();
    expect(await post(desk, request('a1'))).toBe(200);
    await desk.receiver.stop();
    expect(desk.asked).toEqual([
      {
        request_id: 'a1',
        ticket_id: 'CHG1\n2',
        response_url: 'https://evil.example/',
        'jump_item.type': 'shell',
        'jump_item.computer_name': 'db',
        'user.username': 'ada',
      },
    ]);
    expect(desk.told).toEqual([['a1', { allow: true }]]);
    expect(desk.lines).toEqual([
      '1970-01-01T00:00:00.000Z allow {"ticket":"CHG1\\n2","user":"ada","item":"db"} 0 ms',
    ]);
  });

  test('is answered before it is decided', async () => {
    let decide = (_verdict: Verdict): void => undefined;
    const desk = await start({
      judge: () =>
        new Promise((done) => {
          decide = done;
        }),
    });
    expect(await post(desk, request('a1'))).toBe(200);
    expect(desk.told).toEqual([]);
    decide({ allow: false, message: 'no' });
    await desk.receiver.stop();
    expect(desk.told).toEqual([['a1', { allow: false, message: 'no' }]]);
  });

  test('that comes twice is decided once', async () => {
    let decide = (_verdict: Verdict): void => undefined;
    let times = 0;
    const desk = await start({
      judge: () => {
        times += 1;
        return new Promise((done) => {
          decide = done;
        });
      },
    });
    expect([await post(desk, request('a1')), await post(desk, request('a1'))]).toEqual([200, 200]);
    decide({ allow: true });
    await desk.receiver.stop();
    expect([times, desk.told.length]).toEqual([1, 1]);
  });

  test('a secret ticket is not logged', async () => {
    const desk = await start({ sensitive: true });
    await post(desk, request('a1'));
    await desk.receiver.stop();
    expect(desk.lines.join()).not.toContain('CHG1');
    expect(desk.lines).toHaveLength(1);
  });

  test('whose answer cannot be carried is told in the log, and the next one is served', async () => {
    const desk = await start({
      respond: async (id) => {
        if (id === 'a1') throw new Error('the line is dead');
      },
    });
    await post(desk, request('a1'));
    await post(desk, request('a2'));
    await desk.receiver.stop();
    expect(desk.lines[0]).toContain('the answer was lost: the line is dead');
    expect(desk.lines).toHaveLength(2);
  });
});

describe('too much', () => {
  test('only so many are decided at once, so many wait, and the rest is sent away', async () => {
    const waiting: ((verdict: Verdict) => void)[] = [];
    let running = 0;
    let most = 0;
    const desk = await start({
      atOnce: 2,
      waiting: 3,
      judge: async () => {
        running += 1;
        most = Math.max(most, running);
        const verdict = await new Promise<Verdict>((done) => waiting.push(done));
        running -= 1;
        return verdict;
      },
    });
    const answers = [];
    for (let index = 0; index < 7; index++) answers.push(await post(desk, request(`a${index}`)));
    expect(answers).toEqual([200, 200, 200, 200, 200, 503, 503]);
    const stopping = desk.receiver.stop();
    while (desk.told.length < 5) {
      for (const done of waiting.splice(0)) done({ allow: true });
      await new Promise((done) => setTimeout(done, 5));
    }
    await stopping;
    expect(most).toBe(2);
    expect(desk.told.map(([id]) => id).sort()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  });

  test('a body that is too long is refused', async () => {
    const desk = await start();
    const answer = await post(desk, `request_id=1&ticket_id=${'x'.repeat(100_000)}`).catch(() => 'cut');
    expect([413, 'cut']).toContain(answer);
    expect(desk.asked).toEqual([]);
  });
});

describe('strangers and garbage', () => {
  test.each([
    ['', 400],
    ['request_id=&ticket_id=1', 400],
    ['request_id=1', 400],
    [`request_id=${'x'.repeat(256)}&ticket_id=1`, 400],
    ['\0\u0001 %%% =&=&', 400],
  ])('%j is refused', async (body, status) => {
    const desk = await start();
    expect(await post(desk, body)).toBe(status);
    expect(desk.asked).toEqual([]);
  });

  test('a field that comes twice is refused', async () => {
    const desk = await start();
    expect(await post(desk, `${request('a')}&ticket_id=CHG2`)).toBe(400);
    await desk.receiver.stop();
    expect([desk.asked, desk.lines]).toEqual([[], []]);
  });

  test('what the appliance says about an answer stays on its line of the log', async () => {
    const desk = await start({
      respond: async () => {
        throw new Error('no\n2026-01-01T00:00:00Z allow {}');
      },
    });
    expect(await post(desk, request('a'))).toBe(200);
    await desk.receiver.stop();
    expect(desk.lines).toHaveLength(1);
    expect(desk.lines[0]).toMatch(/; the answer was lost: no 2026-01-01T00:00:00Z allow \{\}$/);
  });

  test('only POST', async () => {
    const { receiver } = await start();
    expect((await fetch(`http://127.0.0.1:${receiver.port}/`)).status).toBe(405);
  });

  test('only from the networks that may', async () => {
    const inside = await start({ allowFrom: ['10.0.0.0/8', '127.0.0.0/8', '2001:db8::/32'] });
    expect(await post(inside, request('a'))).toBe(200);
    const outside = await start({ allowFrom: ['127.0.0.2', '::1'] });
    expect(await post(outside, request('a'))).toBe(403);
    expect(outside.asked).toEqual([]);
  });

  test.each(['10.0.0.0/33', '10.0.0', 'example.com', '10.0.0.0/x', '::1/129'])(
    '%s is no network',
    async (text) => {
      await expect(start({ allowFrom: [text] })).rejects.toMatchObject({ code: 2 });
    },
  );

  test('garbage, half a request and a client that says nothing do not keep others waiting, nor the end', async () => {
    const desk = await start();
    const raw = (bytes: string) =>
      new Promise<ReturnType<typeof connect>>((done) => {
        const socket = connect(desk.receiver.port, '127.0.0.1', () => {
          socket.write(bytes);
          done(socket);
        });
        socket.on('error', () => undefined);
      });
    const sockets = [
      await raw('\u0016\u0003\u0001garbage\r\n\r\n'),
      await raw('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nrequest_id=1'),
      await raw(''),
    ];
    expect(await post(desk, request('a1'))).toBe(200);
    await desk.receiver.stop();
    expect(desk.told).toHaveLength(1);
    for (const socket of sockets) socket.destroy();
  });

  test('over TLS, with a certificate of one own', async () => {
    const { ca, server } = await certificates();
    const desk = await start({ tls: server });
    const status = await new Promise<number | undefined>((done, fail) => {
      const post = httpsRequest(
        { host: '127.0.0.1', port: desk.receiver.port, method: 'POST', ca },
        (answer) => {
          answer.resume();
          done(answer.statusCode);
        },
      );
      post.on('error', fail);
      post.end(request('a1'));
    });
    expect(status).toBe(200);
  });

  test('a port that is taken is exit 2', async () => {
    const { receiver } = await start();
    await expect(start({ port: receiver.port })).rejects.toMatchObject({ code: 2 });
  });
});
