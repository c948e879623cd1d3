import type { Value, ValueObject } from '../value.ts';
import type { Shape } from './xml-shape.ts';
import { declaresNamespace, local, typed } from './xml-text.ts';

/** Takes the parts of a document in their order and makes values of them. */
export interface Builder {
  open(name: string): void;
  /** An attribute of the element just opened, decoded. */
  attribute(name: string, value: string): void;
  /** Text, decoded; may come in several pieces. */
  text(text: string): void;
  close(): void;
}

interface Frame {
  name: string;
  shape: Shape | undefined;
  value: ValueObject | undefined;
  attributes: number;
  text: string;
  parent: boolean;
}

// A plain assignment would set the prototype for the one name that is special.
function put(object: ValueObject, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else object[key] = value;
}

function complete(object: ValueObject, shape: Shape): void {
  for (const [name, child] of shape.certain) {
    if (Object.hasOwn(object, name)) continue;
    if (child.list) put(object, name, []);
    else {
      const below = {};
      complete(below, child);
      put(object, name, below);
    }
  }
}

function finish(frame: Frame): Value {
  const { shape, text } = frame;
  if (!frame.value && !shape?.object) return typed(shape?.leaf, text);
  const object = frame.value ?? {};
  const parent = frame.parent || shape?.parent === true;
  const wanted = parent ? text.trim() !== '' : text !== '' || shape?.leaf !== undefined;
  if (wanted) put(object, Object.hasOwn(object, 'text') ? '#text' : 'text', typed(shape?.leaf, text));
  if (shape) complete(object, shape);
  return object;
}

// Both an attribute and an element of this name: both are kept, the attribute under @name.
function stepAside(object: ValueObject, frame: Frame, name: string): void {
  if (!Object.keys(object).slice(0, frame.attributes).includes(name)) return;
  put(object, `@${name}`, object[name] as Value);
  delete object[name];
  frame.attributes -= 1;
}

function attach(frame: Frame, name: string, list: boolean, value: Value): void {
  frame.value ??= {};
  const object = frame.value;
  frame.parent = true;
  if (frame.attributes > 0 && Object.hasOwn(object, name)) stepAside(object, frame, name);
  const before = Object.hasOwn(object, name) ? object[name] : undefined;
  // No element's own value is a list, so a list here is one of repeated elements.
  if (before === undefined) put(object, name, list ? [value] : value);
  else if (Array.isArray(before)) before.push(value);
  else put(object, name, [before, value]);
}

/**
 * Makes a value of a document by a shape: attributes and children are plain keys, text beside them is `text`, what
 * the shape calls a list is one however often it occurs, 0/1 flags are booleans. What the shape does not know is
 * kept: text for a leaf, an object for the rest, a list from the second of its name on.
 *
 * @param root called with the root's name and value when it closes
 * @param take called with each element; true when it has been taken out and must not become part of its parent
 */
export function builder(
  shape: Shape,
  root: (name: string, value: Value) => void,
  take?: (path: readonly string[], value: Value) => boolean,
): Builder {
  const path: string[] = [];
  const stack: Frame[] = [];
  let frame: Frame | undefined;
  return {
    open(name) {
      const key = local(name);
      const below = frame ? frame.shape?.children.get(key) : shape;
      if (frame) path.push(key);
      frame = { name: key, shape: below, value: undefined, attributes: 0, text: '', parent: false };
      stack.push(frame);
    },
    attribute(name, value) {
      if (!frame || declaresNamespace(name)) return;
      frame.value ??= {};
      frame.attributes += 1;
      const key = local(name);
      put(frame.value, key, typed(frame.shape?.attributes.get(key), value));
    },
    text(text) {
      if (frame) frame.text = frame.text === '' ? text : frame.text + text;
    },
    close() {
      const done = stack.pop();
      frame = stack.at(-1);
      if (!done) return;
      const value = finish(done);
      if (!frame) return root(done.name, value);
      if (take?.(path, value)) frame.parent = true;
      else attach(frame, done.name, done.shape?.list === true, value);
      path.pop();
    },
  };
}
