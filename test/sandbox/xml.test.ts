import { describe, expect, test } from 'vitest';
import { got, sandboxOf, tokenOf } from './client.ts';

const guide = 'c69a8e10bea9428f816cfababe9815fe';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function open(id?: string, secret?: string) {
  const sandbox = await sandboxOf();
  const token = await tokenOf(sandbox, id, secret);
  const authorization = `Bearer ${token}`;
  return {
    sandbox,
    get: (path: string) => got(new URL(path, sandbox.url), { headers: { authorization } }),
    post: (path: string, fields: Record<string, string>) =>
      got(new URL(path, sandbox.url), {
        method: 'POST',
        headers: { authorization, ...form },
        body: new URLSearchParams(fields),
      }),
  };
}

describe('Command API', () => {
  test('GET and POST are the same, and the answer declares its name space', async () => {
    const { get, post } = await open();
    const answer = await get('/api/command?action=get_logged_in_reps');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(
      '<logged_in_reps xmlns="https://www.beyondtrust.com/namespaces/API/command"><rep id="7">',
    );
    expect((await post('/api/command', { action: 'get_logged_in_reps' })).text).toBe(answer.text);
  });

  test('needs a token, and full access to change something', async () => {
    const { sandbox } = await open();
    expect((await got(new URL('/api/command?action=get_api_info', sandbox.url))).status).toBe(401);
    const reader = await open('sandbox-read-only', 'sandbox-read-only-secret');
    expect((await reader.get('/api/command?action=get_api_info')).status).toBe(200);
    expect(await reader.get(`/api/command?action=terminate_session&lsid=${guide}`)).toMatchObject({
      status: 404,
      text: 'Document Not Found',
    });
  });

  test('an attribute that is not named keeps its value, an empty one is cleared, a long one is cut', async () => {
    const { get, post } = await open();
    const set = (fields: Record<string, string>) =>
      post('/api/command', { action: 'set_session_attributes', lsid: guide, ...fields });
    const attributes = async () =>
      (await get(`/api/command?action=get_session_attributes&lsid=${guide}`)).text;
    expect((await set({ 'session.custom.a': '1', 'session.custom.b': 'x'.repeat(2000) })).text).toContain(
      '>Session attributes were set</success>',
    );
    await set({ 'session.custom.a': '' });
    expect(await attributes()).not.toContain('code_name="a"');
    expect(await attributes()).toContain(`code_name="b">${'x'.repeat(1024)}<`);
    expect(await attributes()).toContain('code_name="cost_centre">007<');
  });

  test('a session that was ended is not active any more', async () => {
    const { get } = await open();
    const call = `/api/command?action=terminate_session&lsid=${guide}`;
    expect((await get(call)).text).toContain('>Successfully terminated</success>');
    expect((await get(call)).text).toMatch(/<error[^>]*>/);
  });

  test('an unknown action is an error with status 200; RS has more of them', async () => {
    const { get } = await open();
    const answer = await get('/api/command?action=get_appliances');
    expect([answer.status, /<error[^>]*>Invalid action/.test(answer.text)]).toEqual([200, true]);
  });
});

describe('Reporting API', () => {
  const report = (name: string, more: string): string => `/api/reporting?generate_report=${name}&${more}`;

  test('nothing found is an error as the root', async () => {
    const { get } = await open();
    expect((await get(report('AccessSessionListing', 'start_date=2016-07-01&duration=31'))).text).toContain(
      '>No Support report information matching your chosen criteria is available.</error>',
    );
  });

  test('days with a date, seconds with a time, 0 up to now; by the end only what has ended', async () => {
    const { get } = await open();
    const count = async (more: string) =>
      (await get(report('AccessSessionListing', more))).text.match(/<session_summary /g)?.length ?? 0;
    const now = Math.floor(Date.now() / 1000);
    expect(await count('start_date=2016-07-01&duration=0')).toBe(24);
    expect(await count('end_date=2016-07-01&duration=0')).toBe(22);
    expect(await count(`start_time=${now - 86_400}&duration=0`)).toBe(8);
    expect(await count(`start_time=${now - 86_400}&duration=43200`)).toBe(4);
  });

  test('what is listed has its report, its events and its recording', async () => {
    const { get } = await open();
    const list = (await get(report('AccessSessionListing', 'end_date=2016-07-01&duration=0'))).text;
    for (const [, lsid, has] of list.matchAll(/lsid="([^"]+)" has_recording="(.)"/g)) {
      const session = (await get(report('AccessSession', `lsid=${lsid}`))).text;
      expect(session).toContain(`<session lsid="${lsid}">`);
      expect(session.includes('event_type="Screen Recording"')).toBe(has === '1');
    }
  });

  test('as many sessions as one asks for, written while they are sent', async () => {
    const sandbox = await sandboxOf({ fill: { report_sessions: 5000 } });
    const token = await tokenOf(sandbox);
    const answer = await got(
      new URL(report('AccessSession', 'start_date=2016-07-01&duration=0'), sandbox.url),
      { headers: { authorization: `Bearer ${token}` } },
    );
    expect(answer.headers.get('content-length')).toBeNull();
    expect(answer.text.match(/<session /g)).toHaveLength(5000);
    expect(new Set([...answer.text.matchAll(/<session lsid="([^"]+)"/g)].map(([, id]) => id)).size).toBe(
      5000,
    );
  });
});

test('health is open to everybody, and approval needs no token', async () => {
  const { sandbox } = await open();
  expect((await got(new URL('/check_health', sandbox.url))).status).toBe(200);
  const approval = (id: string) =>
    got(new URL('/api/endpoint_approval', sandbox.url), {
      method: 'POST',
      headers: form,
      body: new URLSearchParams({ response_id: id, response: 'allow' }),
    });
  expect((await approval('sandbox-request')).status).toBe(200);
  expect((await approval('unknown')).status).toBe(403);
});
