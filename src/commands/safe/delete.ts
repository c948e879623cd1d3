import { deleteAll } from '../../api/rest.ts';
import { namesOf, operationOf, safeCall } from '../../api/safe/verbs.ts';
import { locateItem, type Target } from '../../api/target.ts';
import { exitCode, type Failure, usage } from '../../errors.ts';
import type { Definition } from '../definition.ts';
import { sortWords } from '../words.ts';
import { wordsFor } from './words.ts';

export const command: Definition = {
  arguments: [
    ['<path>', 'where they are: ManagedSystems, or ManagedSystems/5'],
    ['[ids...]', 'which ones; name=value where the API deletes by name'],
  ],
  options: [{ flags: '--all', description: 'delete everything the path holds, where the API can' }],
  examples: [
    'btapi safe delete ManagedAccounts 7 8',
    'btapi safe delete QuickRules title="Web servers"',
    'btapi safe delete ManagedSystems/5/LinkedAccounts/7',
    'btapi safe delete ManagedSystems/5/LinkedAccounts --all',
  ],
  about: 'Silent on success. A whole collection goes only with --all.',
  words: wordsFor('delete'),
  run: async (context, [path = '', ...words], own) => {
    const { ids, pairs } = sortWords(words);
    const backend = await context.safe();
    // All of them are looked at before the first is sent: a wrong id must not leave half the work done.
    const targets: Target[] = [];
    for (const id of ids.length > 0 ? ids : [undefined]) {
      targets.push(await locateItem(backend, 'delete', path, id));
    }
    const [first] = targets;
    if (!first) return undefined;
    for (const target of targets) guard(target, own['all'] === true);
    const values = await context.input({
      need: 'none',
      pairs,
      fields: namesOf(first, 'delete'),
      caseless: true,
      name: first.text,
      verb: 'delete',
    });
    const query = [...safeCall(backend, 'delete', first, { values }).url.searchParams];
    const outcome = await deleteAll(backend, targets, { query }, (failure) => tell(context.note, failure));
    if (outcome.failures.length === 0) return undefined;
    const codes = new Set(outcome.failures.map((failure) => failure.code));
    const [code] = codes;
    return outcome.done === 0 && codes.size === 1 && code !== undefined ? code : exitCode.partial;
  },
};

/** A path that ends in a word, not in an id, holds many: its deletion must have been meant. */
function guard(target: Target, all: boolean): void {
  const match = target.match;
  if (!match || match.target === 'item' || match.path.endsWith('}')) return;
  const named = Object.values(operationOf(target, 'delete')?.query ?? {}).some((field) => field.required);
  if (!named && !all) {
    throw usage(
      `deleting ${target.text}: that is all of them`,
      'name one id, or say --all; nothing was sent',
    );
  }
}

const tell = (note: (text: string) => Promise<void>, failure: Failure) =>
  note([`btapi: ${failure.message}`, ...failure.details.map((detail) => `  ${detail}`)].join('\n'));
