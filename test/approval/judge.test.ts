import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { judge } from '../../src/approval/judge.ts';
import { fakeIo } from '../support/io.ts';

const folder = mkdtempSync(join(tmpdir(), 'btapi-judge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const io = fakeIo({ cwd: folder, env: { PATH: process.env['PATH'] } });
const decide = (command: string, fields: Record<string, string> = {}, limit = 20_000) =>
  judge(io, { command, limit }, fields);

describe.skipIf(process.platform === 'win32')('a command decides', () => {
  test('0 allows', async () => {
    expect(await decide('echo nothing of this matters')).toEqual({ allow: true });
  });

  test('1 denies with the first line it printed, made harmless', async () => {
    expect(await decide("printf 'Window\\tis \\033[31mclosed\\nsecond line\\n'; exit 1")).toEqual({
      allow: false,
      message: 'Window is  [31mclosed',
    });
    expect(await decide('exit 1')).toEqual({ allow: false });
    expect((await decide("head -c 3000 /dev/zero | tr '\\0' x; exit 1")).message).toBe('x'.repeat(255));
  });

  test.each([
    ['exit 2', 'exit code 2'],
    ['exit 127', 'exit code 127'],
    ['no-such-program-anywhere', 'exit code 127'],
    ['kill -9 $$', 'ended by SIGKILL'],
  ])('%s denies without its words', async (command, fault) => {
    expect(await decide(`echo secret; ${command}`)).toEqual({
      allow: false,
      message: 'The ticket could not be checked.',
      fault,
    });
  });

  test('no answer in time denies, and ends what it has started', async () => {
    const verdict = await decide('sleep 300 & echo $! > child; wait', {}, 300);
    expect(verdict).toEqual({
      allow: false,
      message: 'The ticket could not be checked.',
      fault: 'no answer within 0.3 s',
    });
    const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
    await expect.poll(() => alive(child)).toBe(false);
  });

  test('the fields are one JSON object on its standard input, keys as they came', async () => {
    const fields = { ticket_id: 'CHG1\n$(rm x)', 'jump_item.type': 'shell', __proto__x: '1' };
    await decide('cat > fields', fields);
    expect(JSON.parse(readFileSync(join(folder, 'fields'), 'utf8'))).toEqual(fields);
  });

  test('a command that reads nothing is not waited for', async () => {
    expect(await decide('exec <&-; exit 0', { big: 'x'.repeat(500_000) })).toEqual({ allow: true });
  });
});

/** Gone, or dead and not yet buried. */
function alive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
