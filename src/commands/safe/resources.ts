import { closest } from '../../api/catalogue/closest.ts';
import type { Operation, Resource, Verb } from '../../api/catalogue/row.ts';
import { safe } from '../../api/catalogue/safe/index.ts';
import { findSafe } from '../../api/safe.ts';
import { usage } from '../../errors.ts';
import type { Definition } from '../definition.ts';
import { fieldHelp } from '../field-help.ts';

export const command: Definition = {
  arguments: [['[path-or-word]', 'a path of the API, or a word to search for']],
  examples: ['btapi safe resources', 'btapi safe resources account', 'btapi safe resources Requests'],
  run: async (context, [word]) => {
    const rows = Object.entries(safe);
    if (word === undefined) return context.write(listing(rows)).then(() => undefined);
    const match = await findSafe(word);
    if (match) {
      await context.write(page(match.path, match.row));
      return undefined;
    }
    const low = word.toLowerCase();
    const found = rows.filter(([path, row]) => `${path} ${row.title}`.toLowerCase().includes(low));
    if (found.length === 0) {
      const near = closest(word, Object.keys(safe));
      throw usage(`looking for ${word}: no path has it in its name`, near && `did you mean ${near}?`);
    }
    await context.write(listing(found));
    return undefined;
  },
};

function listing(rows: readonly (readonly [string, Resource])[]): string {
  const sorted = [...rows].sort(([a], [b]) => a.localeCompare(b));
  const width = Math.max(...sorted.map(([path]) => path.length));
  return sorted.map(([path, row]) => `${path.padEnd(width)}  ${row.title}\n`).join('');
}

/** What each verb takes; a row of this API has other members for each. */
function page(path: string, row: Resource): string {
  const verbs = Object.entries(row.verbs) as [Verb, Operation][];
  const parts = [`${path}: ${row.title}`, ...(row.note ? [row.note] : [])];
  for (const [verb, operation] of verbs) {
    const fields = verb === 'list' ? row.filters : { ...operation.query, ...operation.fields };
    const needs = operation.needs ? `, needs ${operation.needs}` : '';
    const version = operation.version ? `, body version ${operation.version}` : '';
    const item = row.item !== undefined && ['get', 'update', 'delete'].includes(verb) ? ' ID' : '';
    parts.push('', `btapi safe ${verb} ${path}${item}${version}${needs}`);
    if (fields && Object.keys(fields).length > 0) parts.push(fieldHelp(`${verb}`, fields));
  }
  if (Object.keys(row.fields).length > 0) parts.push('', fieldHelp('the answer', row.fields));
  return `${parts.join('\n')}\n`;
}
