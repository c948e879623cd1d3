import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** The program under test: the built npm command by its shebang, or what BTAPI_EXECUTABLE names. */
export const program =
  process.env['BTAPI_EXECUTABLE'] ?? resolve(import.meta.dirname, '../../dist/btapi.cjs');

if (!process.env['BTAPI_EXECUTABLE']) refuseStaleBuild();

/** These tests run what was built; an old build would pass or fail for reasons of yesterday. */
function refuseStaleBuild(): void {
  const root = resolve(import.meta.dirname, '../..');
  const built = statSync(program, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) throw new Error('there is no build in dist: run npm run build first');
  for (const folder of ['src', 'bin']) {
    for (const file of readdirSync(resolve(root, folder), { recursive: true, withFileTypes: true })) {
      const path = resolve(file.parentPath, file.name);
      if (file.isFile() && statSync(path).mtimeMs > built) {
        throw new Error(`the build in dist is older than ${path}: run npm run build first`);
      }
    }
  }
}

/** The PATH on which `env -S node` finds the Node of this run. */
export const path = `${resolve(process.execPath, '..')}:${process.env['PATH'] ?? ''}`;

export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface SpawnOptions {
  env?: Record<string, string>;
  cwd?: string;
  /** Text for standard input; undefined: nothing, as </dev/null; null: a pipe that stays open. */
  stdin?: string | null;
}

/** Starts the program (or another) with nothing of the developer's environment but PATH. */
export function begin(words: readonly string[], options: SpawnOptions = {}, command = program) {
  const child: ChildProcessWithoutNullStreams = spawn(command, words, {
    env: { PATH: path, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  if (options.stdin !== null) child.stdin.end(options.stdin ?? '');
  const finished = collect(child);
  return { child, finished };
}

/** Runs the program to its end. */
export const execute = (words: readonly string[], options?: SpawnOptions): Promise<Finished> =>
  begin(words, options).finished;

/** Runs a bash script in which `btapi` is the program. */
export const bash = (script: string, options: SpawnOptions = {}): Promise<Finished> =>
  begin(['-c', `btapi() { ${JSON.stringify(program)} "$@"; }\n${script}`], options, 'bash').finished;

function collect(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => {
    stdout += part.toString();
  });
  child.stderr.on('data', (part: Buffer) => {
    stderr += part.toString();
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr }));
  });
}
