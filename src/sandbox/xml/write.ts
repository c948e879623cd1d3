import { type Reply, text } from '../exchange.ts';

/** XML that has been written, so that it is not escaped again. */
export interface Markup {
  xml: string;
}

type Content = Markup | string | number | boolean | undefined | readonly Content[];

const escaped = (raw: string): string =>
  raw.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

function inner(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content));
  if (typeof content === 'boolean') return content ? '1' : '0';
  return 'xml' in content ? content.xml : content.map(inner).join('');
}

/** An element. Flags are 1 and 0, an attribute without value is left out. */
export function el(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...content: Content[]
): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${inner(value)}"`)
    .join('');
  return { xml: `<${name}${written}>${inner(content)}</${name}>` };
}

/** Elements without attributes, by name. */
export const els = (fields: Readonly<Record<string, Content>>): Markup[] =>
  Object.entries(fields).map(([name, value]) => el(name, {}, value));

/** The two halves of the XML side, each with its name space (guide, Command API and Reporting API). */
export type Api = 'command' | 'reporting';

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const namespace = (api: Api): string => `https://www.beyondtrust.com/namespaces/API/${api}`;

/** A whole document with status 200. */
export const xml = (api: Api, root: string, ...content: Content[]): Reply =>
  text(
    200,
    'text/xml; charset=utf-8',
    `${declaration}${el(root, { xmlns: namespace(api) }, ...content).xml}\n`,
  );

/** An error as the root of a document, with status 200 as everything on this side. */
export const xmlError = (api: Api, words: string): Reply => xml(api, 'error', words);

/** What the site says where an API is switched off, a permission is missing or a path is wrong. */
export const documentNotFound = (): Reply => text(404, 'text/html; charset=utf-8', 'Document Not Found');

/** ISO 8601 with offset, from UNIX seconds. */
export const iso = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`;
