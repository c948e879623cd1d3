import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, Call } from '../../../src/api/call.ts';
import { baseUrl } from '../../../src/api/safe/base.ts';
import { jar } from '../../../src/api/safe/cookies.ts';
import { codeOf, explainSafe } from '../../../src/api/safe/explain.ts';
import { items, member } from '../../../src/api/safe/member.ts';
import { multipart } from '../../../src/api/safe/multipart.ts';
import { Failure } from '../../../src/errors.ts';
import { parts } from '../../../src/sandbox/safe/multipart.ts';

const call: Call = {
  method: 'GET',
  url: new URL('https://safe.example.com/x'),
  effect: 'read',
  what: 'doing it',
};
const answer = (status: number, text: string): Answer => ({
  status,
  headers: {},
  body: (async function* () {})(),
  text: async () => text,
  discard: () => undefined,
});

describe('the address', () => {
  test.each([
    ['safe.example.com', 'https://safe.example.com/BeyondTrust/api/public/v3/'],
    ['https://safe.example.com/', 'https://safe.example.com/BeyondTrust/api/public/v3/'],
    ['safe.example.com:8443', 'https://safe.example.com:8443/BeyondTrust/api/public/v3/'],
    [
      ' https://safe.example.com/beyondtrust/API/public/v3 ',
      'https://safe.example.com/BeyondTrust/api/public/v3/',
    ],
    [
      'https://safe.example.com/eEye.RetinaCS.Server/api/public/v3',
      'https://safe.example.com/eEye.RetinaCS.Server/api/public/v3/',
    ],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/BeyondTrust/api/public/v3/'],
  ])('%s', (text, base) => {
    expect(baseUrl(text).href).toBe(base);
  });

  test.each([
    '',
    'https://',
    'http://safe.example.com',
    'https://user:pw@safe.example.com',
    'https://x/api',
    'ftp://x',
  ])('refused: %s', (text) => {
    expect(() => baseUrl(text)).toThrow(Failure);
  });
});

describe('cookies', () => {
  test('kept by name, the newest value; dates and attributes are no cookies', () => {
    const cookies = jar();
    expect(cookies.header()).toBeUndefined();
    cookies.take({
      'set-cookie':
        'ASP.NET_SessionId=abc; path=/; secure; HttpOnly, lb=1; expires=Wed, 21 Oct 2026 07:28:00 GMT; path=/',
    });
    expect(cookies.header()).toBe('ASP.NET_SessionId=abc; lb=1');
    cookies.take({ 'set-cookie': 'lb=2=3' });
    cookies.take({});
    expect(cookies.header()).toBe('ASP.NET_SessionId=abc; lb=2=3');
    expect(jar(cookies.header()).header()).toBe(cookies.header());
    cookies.clear();
    expect(cookies.header()).toBeUndefined();
  });
});

describe('errors', () => {
  test.each([
    [403, '4031', 3, 4031, '(4031): no Requestor role for this account'],
    [403, '"4034"', 5, 4034, 'is not approved yet (4034)'],
    [403, ' 4035\r\n', 4, 4035, 'as many open requests as it may have (4035)'],
    [403, '4032', 3, undefined, 'doing it: 4032 (403)'],
    [400, 'PlatformID is required', 4, undefined, 'doing it: PlatformID is required (400)'],
    [400, '"PlatformID is required"', 4, undefined, 'doing it: PlatformID is required (400)'],
    [409, '{"error":"Title exists"}', 4, undefined, 'doing it: Title exists (409)'],
    [409, '{"Error":"Folder not empty"}', 4, undefined, 'doing it: Folder not empty (409)'],
    [400, '{"Message":"No","Detail":1}', 4, undefined, 'doing it: No (400)'],
    [400, '{"odd":1}', 4, undefined, 'doing it: {"odd":1} (400)'],
    [404, '', 6, undefined, 'doing it: not there (404)'],
    [401, '', 3, undefined, 'doing it: not signed in (401)'],
    [502, '<html><head><title>Bad Gateway</title>', 5, undefined, 'an HTML page, "Bad Gateway"'],
    [418, '', 4, undefined, 'doing it: answered 418'],
    [302, '', 4, undefined, 'a redirect, which was not followed'],
  ])('%i %s', async (status, text, code, safeCode, said) => {
    const failure = await explainSafe(call, answer(status, text));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(said);
    expect(failure.message).not.toContain('\n');
    expect(codeOf(failure)).toBe(safeCode);
  });

  test('a long log: its first line, and with -v the rest', async () => {
    const log = JSON.stringify(`first ${'x'.repeat(400)}\r\n\r\nsecond\r\nthird\r\n`);
    const short = await explainSafe(call, answer(400, log));
    expect(short.message.length).toBeLessThan(330);
    expect(short.details).toEqual([]);
    expect(short.hint).toBe('-v shows the other 2 lines');
    expect((await explainSafe(call, answer(400, log), true)).details).toEqual(['second', 'third']);
  });

  test('a write that a server error met may have happened', async () => {
    const failure = await explainSafe({ ...call, effect: 'write' }, answer(500, 'oops'));
    expect(failure.message).toBe('doing it: oops (500); it may have happened: look before you repeat it');
  });

  test('the permission that is known is named', async () => {
    expect((await explainSafe(call, answer(403, 'No'), false, 'ISA role')).hint).toBe(
      'the user needs ISA role',
    );
  });
});

describe('shapes', () => {
  test.each([
    [
      [1, 2],
      [1, 2],
    ],
    [{ TotalCount: 2, Data: [1, 2] }, [1, 2]],
    [{ totalcount: 0, data: [] }, []],
    [{ ID: 1 }, [{ ID: 1 }]],
    [{ Data: [1] }, [{ Data: [1] }]],
    [undefined, []],
    [null, []],
    ['text', []],
  ])('%j', (value, list) => {
    expect(items(value)).toEqual(list);
  });

  test('members in any case, the first name that is there', () => {
    expect(member({ systemID: 5 }, 'SystemId')).toBe(5);
    expect(member({ b: 2 }, 'a', 'B')).toBe(2);
    expect(member([], 'a')).toBeUndefined();
  });
});

test('what is sent as multipart arrives as it was, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, title) => {
      const sent = multipart({ Title: title }, { name: 'a"b.txt', bytes }, 'adding');
      const got = parts(sent.bytes ?? new Uint8Array(), sent.headers?.['content-type']);
      expect([...(got.get('file') ?? [])]).toEqual([...bytes]);
      expect(JSON.parse(Buffer.from(got.get('secretmetadata') ?? []).toString('utf8'))).toEqual({
        Title: title,
        FileName: 'a"b.txt',
      });
    }),
  );
});
