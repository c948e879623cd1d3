import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { authorised } from '../../src/api/authorise.ts';
import { fileStore } from '../../src/api/token-file.ts';
import { memoryStore, tokenKey, tokenSource } from '../../src/api/tokens.ts';
import { Secret } from '../../src/secret.ts';
import { countingClock } from '../support/clock.ts';
import { answer, call, fakeSend } from '../support/send.ts';

const origin = new URL('https://pra.example/');
const credentials = { origin, clientId: 'id', clientSecret: async () => new Secret('se:cret') };
const granted = (text: string, life: unknown = 3600) =>
  answer(200, JSON.stringify({ access_token: text, token_type: 'Bearer', expires_in: life }));

describe('asking for a token', () => {
  test('sends Basic credentials and a form', async () => {
    const { send, calls } = fakeSend(granted('t1'));
    await tokenSource(send, credentials, memoryStore(), countingClock()).current();
    expect(calls).toEqual([
      {
        method: 'POST',
        url: new URL('https://pra.example/oauth2/token'),
        headers: {
          authorization: `Basic ${Buffer.from('id:se:cret').toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials',
        effect: 'read',
        what: 'asking for a token',
      },
    ]);
  });

  test.each([400, 401, 403])('%i is exit 3 and does not show the secret', async (status) => {
    const { send } = fakeSend(answer(status, '{"error":"invalid_client"}'));
    const failure = await tokenSource(send, credentials, memoryStore(), countingClock())
      .current()
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 3,
      message: `asking for a token: pra.example refused the client id or secret (${status})`,
    });
    expect(JSON.stringify(failure)).not.toContain('se:cret');
  });

  test.each(['<html>', '', '{"access_token":5}', '[]', '{"access_token":"a b"}'])(
    '%j is no token, exit 5',
    async (body) => {
      const { send } = fakeSend(answer(200, body));
      await expect(
        tokenSource(send, credentials, memoryStore(), countingClock()).current(),
      ).rejects.toMatchObject({
        code: 5,
      });
    },
  );
});

test('a token is used until shortly before its end, then a new one is made', async () => {
  const { send, calls } = fakeSend(granted('t1'), granted('t2'));
  const clock = countingClock();
  const source = tokenSource(send, credentials, memoryStore(), clock);
  expect((await source.current()).text).toBe('t1');
  clock.pass(3_569_000);
  expect((await source.current()).text).toBe('t1');
  clock.pass(1000);
  expect((await source.current()).text).toBe('t2');
  expect(calls).toHaveLength(2);
});

test.each([
  ['not told', undefined, 3600],
  ['null', null, 3600],
  ['no number', 'soon', 3600],
  ['as text', '1800', 1800],
  ['nothing', 0, 60],
  ['negative', -5, 60],
  ['absurd', 1e300, 86_400],
])('a life that is %s neither costs a token a call nor lasts for ever', async (_what, life, seconds) => {
  const { send } = fakeSend(granted('t1', life));
  const clock = countingClock();
  const source = tokenSource(send, credentials, memoryStore(), clock);
  expect(await source.current()).toEqual({ text: 't1', until: clock.now() + seconds * 1000 });
  expect((await source.current()).text).toBe('t1');
});

describe('authorise', () => {
  test('adds the token', async () => {
    const below = fakeSend(answer(200));
    const tokens = tokenSource(fakeSend(granted('t1')).send, credentials, memoryStore(), countingClock());
    await authorised(below.send, tokens)(call());
    expect(below.calls[0]?.headers).toEqual({ authorization: 'Bearer t1' });
  });

  test('a 401 is tried once with a new token, then it is the answer', async () => {
    const below = fakeSend(answer(401), answer(401));
    const tokens = tokenSource(
      fakeSend(granted('t1'), granted('t2')).send,
      credentials,
      memoryStore(),
      countingClock(),
    );
    expect((await authorised(below.send, tokens)(call())).status).toBe(401);
    expect(below.calls.map(({ headers }) => headers?.['authorization'])).toEqual(['Bearer t1', 'Bearer t2']);
  });
});

test('no two accounts share a key, and every key is a safe file name', () => {
  const keys = [
    tokenKey(new URL('https://a.example/'), 'b_c'),
    tokenKey(new URL('https://a.example_b/'), 'c'),
    tokenKey(new URL('https://a.example/'), 'B_c'),
    tokenKey(new URL('http://localhost:8080/'), 'id'),
    tokenKey(new URL('https://localhost:8080/'), 'id'),
    tokenKey(new URL('https://localhost/'), '../../x%2f'),
  ];
  expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(keys.length);
  for (const name of keys) expect(name).toMatch(/^[a-z0-9.%_-]+$/);
});

describe('the store on disk', () => {
  const folders: string[] = [];
  const store = async (name = 'cache') => {
    const folder = join(await mkdtemp(join(tmpdir(), 'btapi-test-')), name);
    folders.push(folder);
    return {
      folder,
      store: fileStore(
        folder,
        () => new Promise((done) => setTimeout(done, 2)),
        () => 0.5,
      ),
    };
  };
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(join(folder, '..'), { recursive: true, force: true });
  });
  const key = tokenKey(origin, 'id');

  test('keeps a token in a file of 0600 in a folder of 0700', async () => {
    const { folder, store: files } = await store();
    await files.alone(key, () => files.write(key, { text: 't1', until: 5 }));
    expect(await files.read(key)).toEqual({ text: 't1', until: 5 });
    expect(await readdir(folder)).toEqual([`token-${key}.json`]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, `token-${key}.json`))).mode & 0o777).toBe(0o600);
  });

  test('only one of many works at a time', async () => {
    const { store: files } = await store();
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        files.alone(key, async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((done) => setTimeout(done, 5));
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
  });

  test('many sources over one store mint one token', async () => {
    const { store: files } = await store();
    const minting = fakeSend(granted('t1'));
    const clock = countingClock();
    const sources = Array.from({ length: 8 }, () => tokenSource(minting.send, credentials, files, clock));
    const tokens = await Promise.all(sources.map((source) => source.current()));
    expect(new Set(tokens.map(({ text }) => text))).toEqual(new Set(['t1']));
    expect(minting.calls).toHaveLength(1);
  });

  test('a dead token is replaced once: who comes later takes the new one', async () => {
    const { store: files } = await store();
    const minting = fakeSend(granted('t1'), granted('t2'));
    const clock = countingClock();
    const first = tokenSource(minting.send, credentials, files, clock);
    const second = tokenSource(minting.send, credentials, files, clock);
    const dead = await first.current();
    await second.current();
    expect((await first.replace(dead)).text).toBe('t2');
    expect((await second.replace(dead)).text).toBe('t2');
    expect(minting.calls).toHaveLength(2);
  });

  describe('a file that somebody else may have written', () => {
    const planted = JSON.stringify({ text: 'planted', until: 9 });
    const me = process.geteuid?.();
    const reading = async (folder: string, owner = me) =>
      fileStore(
        folder,
        async () => undefined,
        () => 0.5,
        owner,
      ).read(key);
    const make = async (mode: number) => {
      const { folder } = await store();
      await mkdir(folder);
      const file = join(folder, `token-${key}.json`);
      await writeFile(file, planted);
      await chmod(file, mode);
      return { folder, file };
    };

    test('is believed when it is ours alone', async () => {
      const { folder } = await make(0o600);
      expect(await reading(folder)).toEqual({ text: 'planted', until: 9 });
    });

    test.each([0o666, 0o644, 0o620])('is not believed with mode %o', async (mode) => {
      const { folder } = await make(mode);
      expect(await reading(folder)).toBeUndefined();
    });

    test('is not believed when it is of another user', async () => {
      const { folder } = await make(0o600);
      expect(await reading(folder, (me ?? 0) + 1)).toBeUndefined();
    });

    test('is not believed when it is a link', async () => {
      const { folder, file } = await make(0o600);
      await rename(file, `${file}.real`);
      await symlink(`${file}.real`, file);
      expect(await reading(folder)).toBeUndefined();
    });

    test.each([
      '{"text":"a\\r\\nX: y","until":9}',
      '{"text":"\u00e9","until":9}',
      '{"text":"t","until":1e303}',
    ])('is not believed with %s', async (text) => {
      const { folder, file } = await make(0o600);
      await writeFile(file, text);
      expect(await reading(folder)).toBeUndefined();
    });
  });

  test('rubbish in the file is no token', async () => {
    const { folder, store: files } = await store();
    await files.alone(key, () => files.write(key, { text: 'x', until: 1 }));
    await writeFile(join(folder, `token-${key}.json`), '{"text":5');
    expect(await files.read(key)).toBeUndefined();
  });

  test('a place that cannot be written is memory, without complaint', async () => {
    const { folder } = await store();
    const blocked = join(folder, '..', 'file');
    await writeFile(blocked, '');
    const files = fileStore(
      join(blocked, 'cache'),
      async () => undefined,
      () => 0.5,
    );
    const done = await files.alone(key, async () => {
      await files.write(key, { text: 't1', until: 7 });
      return 'done';
    });
    expect(done).toBe('done');
    expect(await files.read(key)).toEqual({ text: 't1', until: 7 });
    expect(await readFile(blocked, 'utf8')).toBe('');
  });

  test('clear forgets every token and nothing else', async () => {
    const { folder, store: files } = await store();
    await files.alone(key, () => files.write(key, { text: 't1', until: 5 }));
    await writeFile(join(folder, 'other.txt'), 'mine');
    expect(await files.clear()).toBe(1);
    expect(await readdir(folder)).toEqual(['other.txt']);
  });
});
