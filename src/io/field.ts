import { usage } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import { cell } from './formats/form.ts';
import { printable } from './printable.ts';

const mostNames = 40;

function member(value: Value, name: string): Value | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The value at `a.b`, `a__b` or `a.0.b`; a member that bears the whole path as its name comes first. */
function pick(value: Value, path: string): Value | undefined {
  const literal = member(value, path);
  if (literal !== undefined) return literal;
  let found: Value | undefined = value;
  for (const name of path.split(/\.|__/)) {
    if (found === undefined) return undefined;
    found = member(found, name);
  }
  return found;
}

function names(items: readonly Value[]): string {
  const all = new Set(items.filter(isObject).flatMap((item) => Object.keys(item)));
  if (all.size === 0) return 'the answer has no fields';
  const shown = [...all].slice(0, mostNames).map((name) => printable(name));
  return `the answer has ${shown.join(', ')}${all.size > mostNames ? ', ...' : ''}`;
}

/**
 * One field, raw: a line for an object, a line an item for a list (empty where an item lacks it). Text is not quoted,
 * null is an empty line, what has parts is compact JSON. `0.id` picks from a list by position.
 * @throws Failure (exit 2) that names what there is, when nothing has the field
 */
export function renderField(value: Value, path: string): string {
  const items = Array.isArray(value) ? value : [value];
  if (items.length === 0) return '';
  let found = items.map((item) => pick(item, path));
  if (found.every((item) => item === undefined)) {
    const byPosition = Array.isArray(value) ? pick(value, path) : undefined;
    if (byPosition === undefined) throw usage(`printing the field "${printable(path)}": ${names(items)}`);
    found = [byPosition];
  }
  return found.map((item) => `${cell(item)}\n`).join('');
}
