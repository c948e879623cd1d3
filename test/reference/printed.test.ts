import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actions } from '../../src/api/catalogue/action.ts';
import { reports } from '../../src/api/catalogue/report.ts';
import { onlyList, shapeOf } from '../../src/api/xml-shape.ts';
import { main } from '../../src/main.ts';
import type { Value } from '../../src/value.ts';
import { fakeIo } from '../support/io.ts';
import { referencePath, referenceText, referenceYaml } from '../support/reference.ts';
import { type Stub, stub } from '../support/stub.ts';
import { count } from '../support/xml.ts';

interface Sample {
  api: 'command' | 'reporting';
  of: string;
  root: string;
  counts?: Record<string, number>;
  error?: true | 'empty_list';
  message?: string;
}

const index = referencePath('xml-api/samples/index.yaml');
const folder = index === undefined ? '' : dirname(index);
const samples =
  index === undefined ? {} : (referenceYaml(index) as { samples: Record<string, Sample> }).samples;

let appliance: Stub;
let body = '';
beforeAll(async () => {
  appliance = await stub((request, response) => {
    request.resume();
    response.setHeader('content-type', request.url === '/oauth2/token' ? 'application/json' : 'text/xml');
    response.end(
      request.url === '/oauth2/token' ? '{"access_token":"t","token_type":"bearer","expires_in":1799}' : body,
    );
  });
});
afterAll(() => appliance.close());

async function run(words: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    BT_API_HOST: appliance.url.origin,
    BT_CLIENT_ID: 'a',
    BT_CLIENT_SECRET: 'b',
    BT_TOKEN_CACHE: 'off',
  };
  const io = fakeIo({ env });
  const code = await main(words, io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

/** How a sample is asked for: without its parameters, which no sample depends on. */
function question({ api, of }: Sample): string[] {
  if (api === 'command') return ['command', of === '*' ? 'get_api_info' : of, '--no-validate'];
  return ['report', of, '--no-validate', ...(reports[of]?.params['start_time'] ? ['--last', '1d'] : [])];
}

/** A list that was printed by itself, put back under its name. */
function whole(of: string, value: Value): Value {
  const answer = actions[of]?.answer ?? reports[of]?.answer;
  const list = answer?.kind === 'xml' ? onlyList(shapeOf(answer.tree)) : undefined;
  return list !== undefined && Array.isArray(value) ? { [list]: value } : value;
}

describe.skipIf(index === undefined)('what is printed of the samples', () => {
  test.each(Object.entries(samples))('%s', async (file, sample) => {
    body = referenceText(join(folder, file));
    const { code, stdout, stderr } = await run(question(sample));
    if (sample.error === 'empty_list') return expect([code, stdout, stderr]).toEqual([0, '[]\n', '']);
    if (sample.error) return expect([code, stdout]).toEqual([4, '']);
    expect([code, stderr]).toEqual([0, '']);
    const value = JSON.parse(stdout) as Value;
    if (sample.message !== undefined) return expect(value).toEqual({ success: sample.message });
    for (const [path, wanted] of Object.entries(sample.counts ?? {})) {
      expect(`${path} ${count(whole(sample.of, value), path)}`).toBe(`${path} ${wanted}`);
    }
  });
});
