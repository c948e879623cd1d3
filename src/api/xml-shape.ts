import type { Leaf, Tree } from './catalogue/xml-row.ts';

/** A `Tree` made ready for building values: one node an element. */
export interface Shape {
  /** May be repeated: always a list. */
  list: boolean;
  /** What the text is, when the element has text of its own. */
  leaf: Leaf | undefined;
  /** It has attributes or children by the catalogue, so that its value is always an object. */
  object: boolean;
  /** It has child elements by the catalogue, so that blank text in it is only indentation. */
  parent: boolean;
  attributes: ReadonlyMap<string, Leaf>;
  children: ReadonlyMap<string, Shape>;
  /** Children that are lists or hold lists: they are there even when the document leaves them out. */
  certain: readonly (readonly [string, Shape])[];
}

const shapes = new WeakMap<Tree, Shape>();

function nodeOf(tree: Tree | Leaf, list: boolean): Shape {
  const attributes = new Map<string, Leaf>();
  const children = new Map<string, Shape>();
  let leaf: Leaf | undefined = typeof tree === 'string' ? tree : undefined;
  for (const [key, below] of typeof tree === 'string' ? [] : Object.entries(tree)) {
    if (key.startsWith('@') && typeof below === 'string') attributes.set(key.slice(1), below);
    else if (key === 'text' && typeof below === 'string') leaf = below;
    else if (key.endsWith('[]')) children.set(key.slice(0, -2), nodeOf(below, true));
    else children.set(key, nodeOf(below, false));
  }
  const certain = [...children].filter(([, child]) => child.list || child.certain.length > 0);
  const object = attributes.size + children.size > 0;
  return { list, leaf, object, parent: children.size > 0, attributes, children, certain };
}

/**
 * The shape of what stands below a root. A key `text` among children of an element is its own text (see `Tree`),
 * so no element may be called that.
 */
export function shapeOf(tree: Tree): Shape {
  let shape = shapes.get(tree);
  if (!shape) {
    shape = nodeOf(tree, false);
    shapes.set(tree, shape);
  }
  return shape;
}

/** The name of the only thing a root holds, when that is one repeated element; else nothing. */
export function onlyList(shape: Shape): string | undefined {
  const [first] = shape.children;
  if (!first || shape.children.size > 1 || shape.attributes.size > 0 || !first[1].list) return undefined;
  return first[0];
}
