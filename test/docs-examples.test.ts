import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { main } from '../src/main.ts';
import { which } from './guide/stand-ins.ts';
import { safeWorld } from './safe/world.ts';
import { begin } from './support/spawn.ts';

const root = resolve(import.meta.dirname, '..');
const world = await safeWorld();
const place = join(world.folder, 'here');
mkdirSync(place);

/** The lines of a page's code that call btapi, as a shell would be given them. */
function commandLines(page: string): string[] {
  const lines: string[] = [];
  let fenced = false;
  for (const line of page.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced;
    else if (fenced || line.startsWith('    ')) {
      const command = line.trim().replace(/^(\S+ ){4}\* +(?=btapi)/, '');
      if (/^(btapi|echo .*\| btapi|\w+=\$\(btapi|\$\(btapi|eval .*btapi|source .*btapi)\b/.test(command))
        lines.push(command);
    }
  }
  // What stands for something else is no example, nor is a sentence of help that begins with the name.
  return lines.filter(
    (line) => !/\b(COMMAND|NAME|TOPIC)\b|environment\||^btapi (--help|help options) (lists|tells)/.test(line),
  );
}

interface Call {
  words: string[];
  stdin: string | undefined;
}

/** What bash makes of each line: the arguments and the standard input of every btapi that it starts, none of them real. */
async function understood(lines: readonly string[]): Promise<Call[][]> {
  const records = join(world.folder, 'records');
  const bin = join(world.folder, 'bin');
  for (const folder of [records, bin, join(place, 'var/tmp'), join(place, 'archive')])
    mkdirSync(folder, { recursive: true });
  for (const tool of ['cat', 'head', 'xargs', 'sh', 'bash', 'mv']) {
    const found = which(tool);
    if (found) symlinkSync(found, join(bin, tool));
  }
  writeFileSync(
    join(bin, 'date'),
    `#!${which('sh')}\n[ "$1" = -d ] && echo 2026-11-21 || echo 2026-11-22\n`,
    { mode: 0o755 },
  );
  writeFileSync(
    join(bin, 'btapi'),
    `#!${which('sh')}\nname="$RECORDS/$LINE-$$"\n[ ! -p /dev/stdin ] || cat > "$name.stdin"\nfor word; do printf '%s\\0' "$word"; done > "$name.part"\nmv "$name.part" "$name.words"\necho 1\n`,
  );
  chmodSync(join(bin, 'btapi'), 0o755);
  // Nothing outside the temporary folder is written to.
  const inside = (line: string) => line.replaceAll(/(^|[\s>])\/(?=var\/|archive)/g, '$1./');
  const script = lines
    .map((line, at) => `export LINE=${at}; eval ${quoted(inside(line))} </dev/null`)
    .join('\n');
  await begin(
    ['-c', `${script}\nwait`],
    {
      cwd: place,
      env: {
        PATH: bin,
        RECORDS: records,
        INSTANCE_ID: 'i-0abc',
        tag: 'i-0abc',
        id: '',
        BT_API_HOST: 'host.example',
      },
    },
    which('bash') ?? 'bash',
  ).finished;
  const files = readdirSync(records);
  return lines.map((_line, at) =>
    files
      .filter((name) => name.startsWith(`${at}-`) && name.endsWith('.words'))
      .map((name) => {
        const stdin = name.replace('.words', '.stdin');
        return {
          words: readFileSync(join(records, name), 'utf8').split('\0').slice(0, -1),
          stdin: files.includes(stdin) ? readFileSync(join(records, stdin), 'utf8') : undefined,
        };
      }),
  );
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Words that this run changes: a port may be taken, a program of an example is not here. */
function harmless(words: readonly string[]): string[] {
  const dashes = words.indexOf('--');
  const own = words[0] === 'run' && dashes >= 0 ? [...words.slice(0, dashes + 1), 'true'] : [...words];
  const port = own.indexOf('--port');
  if (port >= 0) own[port + 1] = '0';
  return own;
}

const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md') && name !== 'docs/coming-from.md',
);
const lines = [...new Set(pages.flatMap((name) => commandLines(readFileSync(join(root, name), 'utf8'))))];
const calls = which('bash') ? await understood(lines) : [];
if (calls.length === 0) console.info('skipped: this machine has no bash');

const files: Record<string, string> = {
  'key.pem': 'PEM\n',
  'new.txt': 'New-Secret-1\n',
  'licence.dat': 'bytes',
  FILE: 'content',
  'my.brcs-example': 'BRCS1.0\naction=start_jump_item_session&client.hostname=ABCDEF02\n',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
mkdirSync(join(world.folder, '.config/btapi'), { recursive: true });
const profile = Object.entries({ ...world.env, ...world.settings }).map(
  ([name, value]) => `${name}=${value}\n`,
);
writeFileSync(join(world.folder, '.config/btapi/prod.env'), profile.join(''), { mode: 0o600 });

afterEach(() => world.sandbox.reset());

test.skipIf(calls.length === 0)('there are examples, and each one calls btapi', () => {
  expect(lines.length).toBeGreaterThan(150);
  expect(lines.filter((_line, at) => calls[at]?.length === 0)).toEqual([]);
});

// The only ways in which an example may not end with 0: its ids, files and hosts are not those of the sandbox.
const states: readonly [code: number, message: RegExp][] = [
  [6, /\(404\)|no such account/],
  [7, /^/],
  [2, /reading web-05\.yaml: .*no such file/],
  [3, /answering request|no Requestor role|security-provider\/1: Unrecognized fields: available_groups\./],
  [4, /The account is not checked out|There is no such (Jump Item|request)|filter_type of the association/],
  [
    4,
    /The given data was invalid\. \(422\)\n( {2}\w+: .*(invalid|taken|exist|already|candidate|A member of).*\n)+$/,
  ],
  [130, /^btapi: interrupted\n$/],
];

test.each(lines.flatMap((line, at) => (calls[at] ?? []).map((call) => [line, call] as const)))(
  '%s',
  async (_line, { words, stdin }) => {
    const io = world.io({ cwd: place, stdin, env: { ...world.settings, SHELL: '/bin/bash' } });
    // What serves until it is stopped is stopped at once.
    if (words.includes('sandbox') || words.includes('serve')) io.interrupt();
    const code = await main(harmless(words), io);
    const message = io.stderr.text;
    const excused = states.some(([number, why]) => number === code && why.test(message));
    expect(excused ? 0 : code, message).toBe(0);
  },
);
