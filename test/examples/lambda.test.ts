import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { parse, type ScalarTag, type Tags } from 'yaml';
import { root } from '../../scripts/exe/places.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { begin } from '../support/spawn.ts';

const folder = mkdtempSync(join(tmpdir(), 'btapi-lambda-'));
const sandbox = await startSandbox({ seed: true, limits: { perSecond: 100_000 } });
const asked: string[] = [];
// The Parameters and Secrets extension of AWS.
const extension = createServer((request, response) => {
  asked.push(`${request.url} ${String(request.headers['x-aws-parameters-secrets-token'])}`);
  response.end(JSON.stringify({ SecretString: sandbox.clientSecret }));
});
await new Promise<void>((done) => extension.listen(0, '127.0.0.1', done));
const bundle = join(folder, 'handler.cjs');
execFileSync(process.execPath, [join(root, 'scripts/build-lambda.ts'), bundle], { cwd: root });
afterEach(() => sandbox.reset());
afterAll(async () => {
  extension.close();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const env = {
  BT_API_HOST: sandbox.url.origin,
  BT_CLIENT_ID: sandbox.clientId,
  BT_CLIENT_SECRET_ID: 'arn:aws:secretsmanager:x:1:secret:btapi',
  PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String((extension.address() as AddressInfo).port),
  AWS_SESSION_TOKEN: 'session',
  XDG_CACHE_HOME: join(folder, 'cache'),
};

/** Calls the built function with each event, in one process, as Lambda does. */
async function call(
  events: readonly { instance: string; state: string }[],
  over: Record<string, string> = {},
) {
  const code = `const { handler } = require(${JSON.stringify(bundle)});
(async () => {
  const results = [];
  for (const { instance, state } of JSON.parse(process.argv[1])) {
    results.push(await handler({ detail: { 'instance-id': instance, state } }));
  }
  console.log(JSON.stringify(results));
})();`;
  const words = ['-e', code, JSON.stringify(events)];
  const finished = await begin(words, { env: { ...env, ...over } }, process.execPath).finished;
  return { ...finished, results: finished.code === 0 ? JSON.parse(finished.stdout) : undefined };
}

const put = (id: number, tag: string) =>
  sandbox.store.put('jump-item/shell-jump', id, { ...sandbox.store.get('jump-item/shell-jump', 1), id, tag });
const ids = () => sandbox.store.ids('jump-item/shell-jump');

test('a terminated instance loses its Jump Items; others keep theirs', async () => {
  put(101, 'i-0a');
  put(102, 'i-0b');
  put(103, 'i-0a');
  const { results } = await call([
    { instance: 'i-0a', state: 'terminated' },
    { instance: 'i-0b', state: 'stopped' },
    { instance: 'i-0c', state: 'terminated' },
  ]);
  expect(results).toEqual([
    { instance: 'i-0a', deleted: ['jump-item/shell-jump/101', 'jump-item/shell-jump/103'] },
    { instance: 'i-0b', deleted: [] },
    { instance: 'i-0c', deleted: [] },
  ]);
  expect(ids()).toEqual([1, 2, 102]);
  expect(asked).toContain(
    '/secretsmanager/get?secretId=arn%3Aaws%3Asecretsmanager%3Ax%3A1%3Asecret%3Abtapi session',
  );
});

test('a warm function keeps its token', async () => {
  const events = ['i-0a', 'i-0b', 'i-0c'].map((instance) => ({ instance, state: 'terminated' }));
  await call(events, { XDG_CACHE_HOME: join(folder, 'warm') });
  expect(sandbox.log.filter(({ path }) => path === '/oauth2/token').length).toBe(1);
});

test('what is no instance id reaches no appliance', async () => {
  const { results } = await call([{ instance: '', state: 'terminated' }]);
  expect(results).toEqual([{ instance: '', deleted: [] }]);
  expect(sandbox.log).toEqual([]);
});

test('a refusal fails the call, so that Lambda tries again, and names no secret', async () => {
  const { code, stderr } = await call([{ instance: 'i-0a', state: 'terminated' }], {
    BT_CLIENT_SECRET: 'not-the-secret',
    XDG_CACHE_HOME: join(folder, 'refused'),
  });
  expect(code).not.toBe(0);
  expect(stderr).toContain('ended with 3: btapi: asking for a token');
  expect(stderr).not.toContain('not-the-secret');
});

// !Ref NAME stays visible as { Ref: NAME }.
const ref: ScalarTag = { tag: '!Ref', resolve: (name) => ({ Ref: name }) };

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'Ref' ? [String(inner)] : references(inner),
  );
}

test('the template holds together', () => {
  const text = readFileSync(join(root, 'examples/aws/lambda/template.yaml'), 'utf8');
  const template = parse(text, { customTags: [ref] as Tags });
  const known = [...Object.keys(template.Parameters), ...Object.keys(template.Resources)];
  const used = references(template);
  expect(used.filter((name) => !known.includes(name))).toEqual([]);
  expect(Object.keys(template.Parameters).filter((name) => !used.includes(name))).toEqual([]);
  const { Properties: properties } = template.Resources.Cleanup;
  expect(properties).toMatchObject({ Handler: 'handler.handler', Runtime: 'nodejs22.x' });
  expect(Object.keys(properties.Environment.Variables)).toEqual([
    'BT_API_HOST',
    'BT_CLIENT_ID',
    'BT_CLIENT_SECRET_ID',
  ]);
  expect(properties.Events.Terminated.Properties.Pattern).toEqual({
    source: ['aws.ec2'],
    'detail-type': ['EC2 Instance State-change Notification'],
    detail: { state: ['terminated'] },
  });
});
