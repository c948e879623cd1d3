import { readScript } from '../api/script-file.ts';
import type { Definition } from './definition.ts';

export const command: Definition = {
  arguments: [['<file>', 'a script file of the access console']],
  examples: ['btapi script check my.brcs-example', 'btapi script check my.brcs-example -f action'],
  about: 'Prints the commands with passwords hidden. A script that is wrong is exit 2 with the line.',
  run: async (context, [file = '']) => {
    const commands = readScript(await context.files.text(file), file);
    await context.print(commands.map(({ action, line, parameters }) => ({ line, action, parameters })));
    return undefined;
  },
};
