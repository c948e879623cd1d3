import { closest } from '../api/catalogue/closest.ts';
import { scripts } from '../api/catalogue/script.ts';
import { anyText, formOf } from '../api/form.ts';
import { memoryAnswer } from '../api/memory-answer.ts';
import { checkTogether, fetchScript, scriptUrl } from '../api/script.ts';
import { writeScript } from '../api/script-file.ts';
import { usage } from '../errors.ts';
import type { Context } from './context.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';
import { findRow, printNames, rowHelp, rowWords } from './xml-help.ts';

export const command: Definition = {
  arguments: [
    ['[action]', 'what the script does; without it all actions are listed'],
    ['[parameters...]', 'name=value, as the action takes them; else from standard input'],
  ],
  options: [
    { flags: '--local', description: 'write the script here, without asking the appliance' },
    { flags: '--url', description: 'print the link that gives the script' },
    { flags: '--web', description: 'with --url: a link that opens the web console instead' },
    { flags: '--to <place>', description: 'a file, a folder, or - for standard output' },
    { flags: '--force', description: 'replace a file that is there' },
  ],
  commands: [
    {
      name: 'check',
      summary: 'check a script file and show its commands',
      load: () => import('./script-check.ts'),
    },
  ],
  examples: [
    'btapi script start_jump_item_session client.hostname=ABCDEF02',
    'btapi script start_shell_jump_session target=10.0.0.4 --local --to -',
    'btapi script start_jump_item_session client.tag=db --url',
    'btapi script check my.brcs-example',
  ],
  about:
    'A script (BRCS) makes the access console start a session.\nbtapi script ACTION --help shows the parameters of an action.',
  help: ([word]) => rowHelp('script', scripts, word),
  words: (words) => rowWords(scripts, words),
  run: async (context, [word, ...words], own) => {
    if (word === undefined) {
      await printNames(context, scripts);
      return undefined;
    }
    const [name, row] = findRow('script', scripts, word, closest(word, Object.keys(scripts)));
    const { pairs } = sortWords(words, 0);
    const given = (await context.input({ need: 'possible', pairs, fields: anyText, name })) ?? {};
    const options = { name, help: `btapi script ${name} --help`, validate: context.options.validate };
    const form = formOf(given, row, options);
    checkTogether(row, form, options);
    const secret = form.some(([key, value]) => key === 'password' && value !== '');
    if (secret && own['local'] !== true) {
      throw usage(
        `writing ${name}: a password would stand in a URL`,
        'with --local the script is written here',
      );
    }
    if (own['web'] === true && own['url'] !== true) throw usage('reading --web: it goes with --url');
    if (own['url'] === true) {
      const { origin } = await context.open();
      await context.write(`${scriptUrl(origin, name, form, own['web'] === true).href}\n`);
      return undefined;
    }
    const answer =
      own['local'] === true
        ? memoryAnswer(writeScript(name, form))
        : await fetchScript(await context.open(), name, form);
    const to = typeof own['to'] === 'string' ? own['to'] : undefined;
    const saved = await context.save(answer, {
      ...(to === undefined ? {} : { to }),
      force: own['force'] === true,
      fallbackName: `${name}.brcs-${await company(context)}`,
    });
    if (to !== '-') await context.print(saved);
    return undefined;
  },
};

/** The last part of a script's name is the site's own; the first label of the host is the nearest to it we know. */
async function company(context: Context): Promise<string> {
  const host = (await context.settings()).get('BT_API_HOST') ?? '';
  return host.replace(/^https?:\/\//i, '').split(/[.:/]/)[0] || 'site';
}
