import { deleteAll } from '../api/rest.ts';
import { query } from '../api/shape.ts';
import { locateItem } from '../api/target.ts';
import { exitCode, type Failure } from '../errors.ts';
import type { Definition } from './definition.ts';
import { sortWords } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<resource>', 'where they are: jump-group, or jump-group/12'],
    ['[ids...]', 'which ones; name=value for the few that take a body'],
  ],
  examples: [
    'btapi delete jump-item/shell-jump 12',
    'btapi delete jump-item/shell-jump 12 13 14',
    'btapi list jump-item/shell-jump tag=i-0abc -f id | xargs -r btapi delete jump-item/shell-jump',
    'btapi --dry-run delete jump-group 7',
  ],
  about: 'Silent on success. An empty or missing id is an error and never reaches the collection.',
  run: async (context, [resource = '', ...words]) => {
    const { ids, pairs } = sortWords(words);
    const backend = await context.sra();
    // All of them are looked at before the first is sent: a wrong id must not leave half the work done.
    const targets = [];
    for (const id of ids.length > 0 ? ids : [undefined]) {
      targets.push(await locateItem(backend, 'delete', resource, id));
    }
    const [first] = targets;
    const operation = first?.match?.row.verbs.delete;
    const need =
      operation?.body === undefined ? 'none' : operation.body === 'required' ? 'required' : 'possible';
    const body = await context.input({
      need,
      pairs,
      fields: first?.match
        ? (operation?.fields ?? (operation?.body ? first.match.row.fields : (operation?.query ?? {})))
        : undefined,
      name: first?.text ?? resource,
      verb: 'delete',
    });
    const parcel = !body
      ? {}
      : operation?.query && !operation.body
        ? { query: query(body, resource) }
        : { body };
    const outcome = await deleteAll(backend, targets, parcel, (failure) => tell(context.note, failure));
    if (outcome.failures.length === 0) return undefined;
    const codes = new Set(outcome.failures.map((failure) => failure.code));
    const [code] = codes;
    return outcome.done === 0 && codes.size === 1 && code !== undefined ? code : exitCode.partial;
  },
};

const tell = (note: (text: string) => Promise<void>, failure: Failure) =>
  note([`btapi: ${failure.message}`, ...failure.details.map((detail) => `  ${detail}`)].join('\n'));
