import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import { startSandbox } from '../../src/sandbox/server.ts';
import { btapi, type Row, run } from './measure.ts';
import { place } from './sandbox.ts';

/** Some sessions as the sandbox writes them: what stands before, the sessions, what stands behind. */
async function sessions(): Promise<{ head: string; body: string; tail: string }> {
  const sandbox = await startSandbox({ fill: { report_sessions: 200 } });
  try {
    const basic = Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret}`).toString('base64');
    const form = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` },
    };
    const minted = await fetch(new URL('/oauth2/token', sandbox.url), {
      ...form,
      body: 'grant_type=client_credentials',
    });
    const { access_token: token } = (await minted.json()) as { access_token: string };
    const url = new URL(
      '/api/reporting?generate_report=AccessSession&start_date=2000-01-01&duration=0',
      sandbox.url,
    );
    const text = await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text();
    const [from, to] = [text.indexOf('<session '), text.indexOf('</session_list>')];
    return { head: text.slice(0, from), body: text.slice(from, to), tail: text.slice(to) };
  } finally {
    await sandbox.close();
  }
}

/** An appliance that has nothing but one long report, which it sends as fast as it is read. */
async function replay(parts: { head: string; body: string; tail: string }, times: number) {
  const block = Buffer.from(parts.body);
  const server = createServer(async (request, response) => {
    request.resume();
    if (request.url === '/oauth2/token') {
      response.setHeader('content-type', 'application/json');
      return response.end('{"access_token":"bench","token_type":"Bearer","expires_in":3600}');
    }
    response.setHeader('content-type', 'text/xml; charset=utf-8');
    response.write(parts.head);
    for (let time = 0; time < times; time += 1) {
      if (!response.write(block)) await new Promise((done) => response.once('drain', done));
    }
    return response.end(parts.tail);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** A long report as ndjson: its memory, and its time beside what fast-xml-parser takes for the file as a whole. */
export async function longReport(bytes = 500_000_000): Promise<Row[]> {
  const parts = await sessions();
  const times = Math.ceil(bytes / parts.body.length);
  const sample = parts.head + parts.body.repeat(Math.ceil(40_000_000 / parts.body.length)) + parts.tail;
  const begun = process.hrtime.bigint();
  new XMLParser({ ignoreAttributes: false, parseTagValue: false }).parse(sample);
  const rate = sample.length / (Number(process.hrtime.bigint() - begun) / 1e6);
  const server = await replay(parts, times);
  const env = {
    PATH: process.env['PATH'],
    BT_API_HOST: `http://127.0.0.1:${server.port}`,
    BT_CLIENT_ID: 'bench',
    BT_CLIENT_SECRET: 'bench',
    BT_TOKEN_CACHE: 'off',
  };
  try {
    const words = [
      'report',
      'AccessSession',
      'start_date=2016-07-01',
      'duration=0',
      '-o',
      'ndjson',
      '--timeout',
      '600',
    ];
    const long = await run([...btapi, ...words], { env, peak: true });
    const sent = times * parts.body.length;
    const what = `report of ${Math.round(sent / 1e6)} MB as ndjson`;
    const speed = `(${(sent / 1000 / long.ms).toFixed(1)} MB/s, fast-xml-parser ${(rate / 1000).toFixed(1)} MB/s)`;
    return [
      {
        what: `${what}: time beside fast-xml-parser for the whole`,
        value: long.ms / (sent / rate),
        unit: 'x',
        budget: 1 / 1.3,
        remark: speed,
      },
      { what: `${what}: peak memory`, value: long.peak, unit: 'MiB', budget: 180 },
    ];
  } finally {
    server.close();
  }
}

/** A big recording keeps its memory flat. */
export async function bigRecording(bytes = 2_000_000_000): Promise<Row[]> {
  const here = await place('--fill', `recording_bytes=${bytes}`);
  try {
    const words = [
      'report',
      'AccessSessionRecording',
      'lsid=c69a8e10bea9428f816cfababe9815fe',
      '--to',
      '/dev/null',
    ];
    const { peak, ms, code } = await run([...btapi, ...words, '--timeout', '600'], {
      env: here.env,
      peak: true,
    });
    const remark = code === 0 ? `(${(ms / 1000).toFixed(1)} s)` : `(exit ${code})`;
    return [
      {
        what: `recording of ${bytes / 1e6} MB: peak memory`,
        value: peak,
        unit: 'MiB',
        budget: 120,
        remark,
      },
    ];
  } finally {
    await here.close();
  }
}
