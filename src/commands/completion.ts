import { usage } from '../errors.ts';
import { completionPlace, shellOf } from './completion-place.ts';
import { scripts } from './completion-scripts.ts';
import type { Context } from './context.ts';
import type { Definition } from './definition.ts';

const known = Object.keys(scripts).join(', ');

export const command: Definition = {
  arguments: [
    ['<shell>', `one of ${known}; or the word install`],
    ['[name]', 'with install: the shell, else yours'],
  ],
  examples: [
    'btapi completion install',
    'btapi completion install fish',
    'source <(btapi completion bash)',
    'btapi completion powershell | Out-String | Invoke-Expression',
  ],
  about:
    'Completes commands, options, resources, and the names of their fields and filters. No network is used.\n' +
    'install writes the script where the shell looks for it, for this user only, and says where and what is left to do.',
  run: async (context, [shell = '', name]) => {
    if (shell === 'install') return install(context, name);
    await context.write(scriptOf(shell));
    return undefined;
  },
};

function scriptOf(shell: string): string {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (!script) throw usage(`writing a completion: "${shell}" is not one of ${known}`);
  return script;
}

async function install(context: Context, name: string | undefined): Promise<undefined> {
  const shell = name ?? shellOf(context.io);
  if (shell === undefined) {
    throw usage('installing a completion: it is not known which shell you use', `name one: ${known}`);
  }
  const script = scriptOf(shell);
  const { file, remarks } = completionPlace(shell, context.io);
  const before = await context.files.text(file).catch(() => undefined);
  if (before !== script) await context.files.replace(file, script);
  const done = before === script ? 'is up to date' : before === undefined ? 'written' : 'replaced';
  await context.write([`${file}: ${done}`, ...remarks, ''].join('\n'));
  return undefined;
}
