import { usage } from '../errors.ts';
import { scripts } from './completion-scripts.ts';
import type { Definition } from './definition.ts';

export const command: Definition = {
  arguments: [['<shell>', `one of ${Object.keys(scripts).join(', ')}`]],
  examples: [
    'source <(btapi completion bash)',
    'btapi completion zsh > ~/.zsh/completions/_btapi',
    'btapi completion fish > ~/.config/fish/completions/btapi.fish',
    'btapi completion powershell | Out-String | Invoke-Expression',
  ],
  about:
    'Completes commands, options, resources, and the names of their fields and filters. No network is used.',
  run: async (context, [shell = '']) => {
    const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
    if (!script)
      throw usage(`writing a completion: "${shell}" is not one of ${Object.keys(scripts).join(', ')}`);
    await context.write(script);
    return undefined;
  },
};
