import { describe, expect, test } from 'vitest';
import { world } from '../support/run.ts';

const { run } = await world();

describe('completion', () => {
  test.each([
    ['command get_a', ['get_api_info', 'get_appliances']],
    ['command terminate_session ', ['lsid=']],
    ['command import_jump_shortcut tcp', ['tcp_tunnels=']],
    [
      'report Access',
      ['AccessSession', 'AccessSessionListing', 'AccessSessionSummary', 'AccessSessionRecording'],
    ],
    ['report AccessSessionSummary rep', ['report_type=']],
    ['report --by ', ['start', 'end']],
    ['script ch', ['check']],
    ['script start_shell_jump_session ta', ['target=']],
    ['approve s', ['serve']],
  ])('%s', async (line, wanted) => {
    const { code, stdout } = await run(['__complete', '--', ...line.split(' ')]);
    expect(code).toBe(0);
    expect(stdout.split('\n').flatMap((row) => row.split('\t')[0] || [])).toEqual(wanted);
  });
});

describe('the lists as data', () => {
  test('actions with their effect', async () => {
    const { stdout } = await run(['command', '-q', "[?effect=='write'].name | length(@)"]);
    expect(stdout).toBe('11\n');
  });

  test('reports with their parameters', async () => {
    const { stdout } = await run(['report', '-o', 'ndjson']);
    expect(stdout).toContain(
      '{"name":"AccessSessionRecording","title":"Video of a session","product":"pra","parameters":["lsid"]}\n',
    );
  });
});

test('help on a word is the same either way', async () => {
  expect((await run('help report AccessSession')).stdout).toBe(
    (await run('report AccessSession --help')).stdout,
  );
  expect((await run('help report Nothing')).code).toBe(2);
});
