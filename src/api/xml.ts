import type { Value } from '../value.ts';
import { builder } from './xml-build.ts';
import type { Shape } from './xml-shape.ts';
import { decode, Malformed } from './xml-text.ts';

/** A document: the local name of its root and the value of all of it. */
export interface Document {
  root: string;
  value: Value;
}

type Nodes = { [key: string]: unknown }[];
type Builder = ReturnType<typeof builder>;

// Marks set element names and attributes apart from the parser's own keys and from JavaScript's special names.
const element = '.';
const attribute = '@';
const options = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: attribute,
  cdataPropName: '#cdata',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // References are decoded by our own hand: the parser would leave the numeric ones as they are.
  processEntities: false,
  // The parser hands an empty element's name over twice.
  transformTagName: (name: string) => (name.startsWith(element) ? name : element + name),
};

const isElement = (key: string): boolean => key.startsWith(element) && key.charAt(element.length) !== '?';
const textOf = (nodes: unknown): string => (nodes as { '#text': string }[])[0]?.['#text'] ?? '';

function walk(nodes: Nodes, into: Builder): void {
  for (const node of nodes) {
    for (const [key, below] of Object.entries(node)) {
      if (key === '#text') into.text(decode(below as string));
      else if (key === '#cdata') into.text(textOf(below));
      else if (isElement(key)) {
        into.open(key.slice(element.length));
        for (const [name, value] of Object.entries((node[':@'] ?? {}) as Record<string, string>)) {
          if (value.includes('<')) throw new Malformed('a < in an attribute');
          into.attribute(name.slice(attribute.length), decode(value));
        }
        walk(below as Nodes, into);
        into.close();
      }
    }
  }
}

/** The document type declaration, if any: the only place where entities could be defined. */
function hasDoctype(text: string): boolean {
  let position = 0;
  for (;;) {
    while (/\s/.test(text.charAt(position))) position += 1;
    const mark = text.startsWith('<?', position) ? '?>' : text.startsWith('<!--', position) ? '-->' : '';
    if (mark === '') return /^<!doctype/i.test(text.slice(position, position + 9));
    const end = text.indexOf(mark, position + 2);
    if (end < 0) return false;
    position = end + mark.length;
  }
}

/**
 * A whole XML document as a value, by the shape of what its root holds (see `builder`).
 * @throws Malformed for what is not well-formed, or declares a document type
 */
export async function readDocument(source: string, shape: Shape): Promise<Document> {
  const text = source.replace(/^\ufeff?\s*/, '');
  if (!text.startsWith('<')) throw new Malformed(text === '' ? 'it is empty' : 'no XML');
  if (hasDoctype(text)) throw new Malformed('a DOCTYPE, which is refused');
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  // The parser by itself takes cut and foreign documents for good ones.
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Malformed(`${verdict.err.msg} (line ${verdict.err.line})`);
  let document: Document | undefined;
  const into = builder(shape, (root, value) => {
    document = { root, value };
  });
  const nodes = new XMLParser(options).parse(text) as Nodes;
  const roots = nodes.flatMap((node) => Object.keys(node)).filter(isElement);
  if (roots.length > 1) throw new Malformed('a second document element');
  // The parser drops what follows the last tag.
  const outside = [...nodes.map((node) => node['#text'] ?? ''), text.slice(text.lastIndexOf('>') + 1)];
  if (outside.join('').trim() !== '') throw new Malformed('text outside the document element');
  walk(nodes, into);
  if (!document) throw new Malformed('it is empty');
  return document;
}
