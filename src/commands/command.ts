import { actions } from '../api/catalogue/action.ts';
import { closest } from '../api/catalogue/closest.ts';
import { runCommand } from '../api/command.ts';
import { anyText, formOf } from '../api/form.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';
import { findRow, printNames, rowHelp, rowWords } from './xml-help.ts';

export const command: Definition = {
  arguments: [
    ['[action]', 'what to do; without it all actions are listed'],
    ['[parameters...]', 'name=value, as the action takes them; else from standard input'],
  ],
  examples: [
    'btapi command',
    'btapi command get_logged_in_reps -o table',
    'btapi command set_session_attributes lsid=c69a8e10bea9428f816cfababe9815fe session.custom.external_key=ABC123',
    'btapi command import_jump_shortcut --help',
  ],
  about:
    'Parameters travel in the body of a POST. What ends sessions or roles is asked about on a terminal; --yes answers.\nbtapi command ACTION --help shows the parameters of an action.',
  help: ([word]) => rowHelp('command', actions, word),
  words: (words) => rowWords(actions, words),
  run: async (context, [word, ...words]) => {
    if (word === undefined) {
      await printNames(context, actions);
      return undefined;
    }
    const [name, row] = findRow('command', actions, word, closest(word, Object.keys(actions)));
    const { pairs } = sortWords(words, 0);
    const given = await context.input({ need: 'possible', pairs, fields: anyText, name });
    const help = `btapi command ${name} --help`;
    const form = formOf(given ?? {}, row, { name, help, validate: context.options.validate });
    if (row.confirm) await context.confirm(`${row.title}?`);
    const value = await runCommand(await context.sra(), name, row, form);
    if (value !== undefined) await context.print(value);
    return undefined;
  },
};
