import { pages } from '../api/list.ts';
import { query } from '../api/shape.ts';
import { locate } from '../api/target.ts';
import { usage } from '../errors.ts';
import type { Definition } from './definition.ts';
import { sortWords, wholeNumber } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<resource>', 'a collection: jump-item/shell-jump, group-policy/7/jumpoint'],
    ['[filters...]', 'name=value, as the resource offers them; else from standard input'],
  ],
  options: [{ flags: '--limit <n>', description: 'stop after n items' }],
  examples: [
    'btapi list jump-group',
    'btapi list jump-item/shell-jump tag=i-0abc -f id',
    'echo "tag=i-0abc" | btapi -kK list jump-item/shell-jump',
    'btapi list jump-client -o csv > clients.csv',
  ],
  about: 'Follows every page. Filters match whole values, in any case.',
  run: async (context, [resource = '', ...words], own) => {
    const { pairs } = sortWords(words, 0);
    const limit = wholeNumber(own['limit'], '--limit', 1);
    const backend = await context.sra();
    const target = await locate(backend, resource);
    const row = target.match?.row;
    if (row && (target.match?.target === 'item' || !row.verbs.list)) {
      const verbs = Object.keys(row.verbs).join(', ');
      throw usage(`listing ${target.text}: it is not a collection`, `what can be done with it: ${verbs}`);
    }
    const filters = await context.input({
      need: 'possible',
      pairs,
      fields: row ? (row.filters ?? {}) : undefined,
      name: target.text,
      verb: 'list',
    });
    const parcel = filters ? { query: query(filters, target.text) } : {};
    await context.printList(pages(backend, target, parcel, limit), row && readable(row.fields));
    return undefined;
  },
};

const readable = (fields: Readonly<Record<string, { writeOnly?: true }>>) =>
  Object.keys(fields).filter((name) => !fields[name]?.writeOnly);
