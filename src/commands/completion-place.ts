import { basename, join } from 'node:path';
import type { Io } from '../io/io.ts';

/** A file a shell reads completions from, and what a person still has to do, a line each. */
export interface Place {
  file: string;
  remarks: string[];
}

type World = Pick<Io, 'env' | 'home' | 'platform'>;

/** The shell a person uses, by $SHELL; on Windows it is PowerShell. Undefined for one that is not known. */
export function shellOf({ env, platform }: World): string | undefined {
  if (platform === 'win32') return 'powershell';
  const name = basename(env['SHELL'] ?? '').replace(/^pwsh.*/, 'powershell');
  return ['bash', 'zsh', 'fish', 'powershell'].includes(name) ? name : undefined;
}

/**
 * Where each shell looks for completions of one user: bash-completion's README ("FAQ"), fish's manual ("Where to put
 * completions"). zsh and PowerShell look nowhere in a home folder by themselves, so a line for their start files is
 * named. The shell must be a known one.
 */
export function completionPlace(shell: string, world: World): Place {
  const { env, home } = world;
  const data = env['XDG_DATA_HOME'] || join(home, '.local/share');
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config');
  switch (shell) {
    case 'bash':
      return {
        file: join(env['BASH_COMPLETION_USER_DIR'] || join(data, 'bash-completion'), 'completions/btapi'),
        remarks: ['New shells complete btapi, where the package bash-completion is installed.'],
      };
    case 'fish':
      return { file: join(config, 'fish/completions/btapi.fish'), remarks: ['New shells complete btapi.'] };
    case 'zsh': {
      const folder = join(data, 'zsh/site-functions');
      return {
        file: join(folder, '_btapi'),
        remarks: [
          `If it is not there yet, put this into ${join(env['ZDOTDIR'] || home, '.zshrc')}, before any other compinit:`,
          `  fpath=('${folder}' $fpath); autoload -Uz compinit; compinit`,
        ],
      };
    }
    default: {
      const windows = world.platform === 'win32' && env['APPDATA'];
      const file = join(windows || config, 'btapi', 'completion.ps1');
      return {
        file,
        remarks: [`If it is not there yet, put this into $PROFILE:`, `  . '${file.replaceAll("'", "''")}'`],
      };
    }
  }
}
