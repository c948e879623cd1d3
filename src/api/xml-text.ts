import type { Value } from '../value.ts';
import type { Leaf } from './catalogue/xml-row.ts';

/** Thrown for text that is not well-formed XML; callers turn it into a Failure that says what was being read. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function character(code: number): string {
  const legal = code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
  if (!legal) throw new Malformed('a character reference to no character');
  return String.fromCodePoint(code);
}

const reference = /&(?:#(\d{1,9})|#x([\da-f]{1,8})|([a-z]+));|&/gi;

/**
 * Text or attribute value as it was meant: line ends are line feeds (XML 1.0, 2.11), references are characters.
 * Only the five entities of XML exist, since a DOCTYPE, which could define more, is refused.
 */
export function decode(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  return text.replace(reference, (_all, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return character(Number.parseInt(decimal, 10));
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    const known = name === undefined ? undefined : entities[name];
    if (known === undefined)
      throw new Malformed(name === undefined ? 'a bare &' : `an unknown entity &${name};`);
    return known;
  });
}

const whole = /^\s*(-?(?:0|[1-9]\d*))\s*$/;
const fraction = /^\s*(-?(?:0|[1-9]\d*)(?:\.\d+)?)\s*$/;

/**
 * A text as the catalogue types it. Numbers only where nothing gets lost: `007` and whatever passes 2^53 stay text,
 * and so does every text that is not of its type.
 */
export function typed(leaf: Leaf | undefined, text: string): Value {
  switch (leaf) {
    case 'int':
    case 'unix': {
      const number = Number(whole.exec(text)?.[1]);
      return Number.isSafeInteger(number) ? number : text;
    }
    case 'decimal': {
      const number = Number(fraction.exec(text)?.[1]);
      return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
    }
    case 'flag': {
      const flag = text.trim();
      return flag === '1' ? true : flag === '0' ? false : text;
    }
    default:
      return text;
  }
}

/** A name without its prefix: namespaces differ between manual and wire, so only local names count. */
export const local = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** True for the attributes that declare namespaces: they are no data. */
export const declaresNamespace = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');
