import { usage } from '../errors.ts';
import type { Backend } from './backend.ts';
import type { Match } from './catalogue/index.ts';
import type { Verb } from './catalogue/row.ts';
import { checkId, encodePath, looksLikeId, segments } from './path.ts';

/** What a command line points at. */
export interface Target {
  /** As typed, without outer slashes: "jump-item/shell-jump/12". */
  text: string;
  /** Encoded, ready for Backend.url. */
  path: string;
  /** The catalogue's row, when it knows the path. */
  match: Match | undefined;
}

/**
 * Joins RESOURCE and id and looks the result up.
 * @throws Failure (exit 2) for an empty part or one that could reach something else
 */
export async function locate(backend: Backend, resource: string, id?: string): Promise<Target> {
  const parts = segments(resource);
  if (id !== undefined) parts.push(checkId(id, resource));
  const text = parts.join('/');
  return { text, path: encodePath(parts), match: await backend.find(text) };
}

/**
 * The target of a verb that works on one item. An empty or missing id must never reach a collection, so the row has to
 * know the path as an item or as a single thing; without a row its end must look like an id.
 * @throws Failure (exit 2) when it is a collection
 */
export async function locateItem(
  backend: Backend,
  verb: Verb,
  resource: string,
  id?: string,
): Promise<Target> {
  const target = await locate(backend, resource, id);
  const { match } = target;
  const last = segments(target.text).at(-1) ?? '';
  const known = match?.row;
  const single = known !== undefined && known.item === undefined && known.verbs[verb] !== undefined;
  const item = match
    ? match.target === 'item' && (known?.itemKind === 'text' || looksLikeId(last))
    : looksLikeId(last);
  if (single && match?.target === 'collection') return target;
  if (item) return target;
  if (!match && verb === 'get') return target;
  throw usage(
    match?.target === 'item'
      ? `reading the id of ${resource}: "${last}" does not look like an id`
      : `reading the id of ${resource}: it is missing`,
    verb === 'get'
      ? `btapi list ${resource} shows the ids`
      : 'an unset shell variable leaves no id; nothing was sent',
  );
}
