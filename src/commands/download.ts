import { download } from '../api/rest.ts';
import { query } from '../api/shape.ts';
import { locate } from '../api/target.ts';
import { usage } from '../errors.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<path>', 'a file of the appliance: jumpoint/3/installer, cli/linux'],
    ['[parameters...]', 'name=value, where the file takes some'],
  ],
  options: [
    { flags: '--to <place>', description: 'a file, a folder, or - for standard output' },
    { flags: '--force', description: 'replace a file that is there' },
  ],
  examples: [
    'btapi download jumpoint/3/installer',
    'installer=$(btapi download jumpoint/3/installer -f file)',
    'btapi download cli/linux --to btapi.zip',
  ],
  about: 'Saves under the name the appliance gives, made safe, and prints file, size and sha256.',
  run: async (context, [path = '', ...words], own) => {
    const { pairs } = sortWords(words, 0);
    const backend = await context.sra();
    const target = await locate(backend, path);
    const row = target.match?.row;
    if (row && !row.verbs.download) {
      const verbs = Object.keys(row.verbs).join(', ');
      throw usage(`downloading ${target.text}: it is not a file`, `what can be done with it: ${verbs}`);
    }
    const given = await context.input({
      need: 'none',
      pairs,
      fields: row ? (row.verbs.download?.query ?? {}) : undefined,
      name: target.text,
      verb: 'download',
    });
    const answer = await download(backend, target, given ? { query: query(given, target.text) } : {});
    const to = own['to'];
    const saved = await context.save(answer, {
      ...(typeof to === 'string' ? { to } : {}),
      force: own['force'] === true,
      fallbackName: target.text.replaceAll('/', '-'),
    });
    if (to !== '-') await context.print(saved);
    return undefined;
  },
};
