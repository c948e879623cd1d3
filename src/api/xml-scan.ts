import type { Builder } from './xml-build.ts';
import { decode, Malformed } from './xml-text.ts';

/** Takes a document piece by piece and tells a builder what is in it. */
export interface Scanner {
  push(piece: string): void;
  /** No more comes: throws when the document is not complete. */
  end(): void;
}

/** How long one tag or text may be, in UTF-16 units: a base64 body of many megabytes passes, a runaway does not. */
const longest = 64 * 1024 * 1024;
/** How deep elements may lie, as in fast-xml-parser. */
const deepest = 100;

const legalName = /^[\p{L}_:][\p{L}\p{N}_:.\-\u00b7]*$/u;
const blank = /^\s*$/;

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/**
 * A scanner for the XML that appliances send: elements, attributes, text, CDATA, comments, declarations. It insists
 * on well-formedness and refuses a DOCTYPE. Working on whole chunks with indexOf makes it several times as fast as
 * parsers that look at each character (docs/decisions.md).
 */
export function scanner(builder: Builder): Scanner {
  const open: string[] = [];
  const names = new Set<string>();
  let rest = '';
  // Pieces in which nothing ends are kept apart: joining each to what came before would take quadratic time.
  let later: string[] = [];
  let length = 0;
  let searched = 0;
  let started = false;
  let rooted = false;

  const checkName = (name: string): string => {
    if (!names.has(name)) {
      if (!legalName.test(name)) throw new Malformed(`"${name.slice(0, 40)}" is no name`);
      if (names.size < 1000) names.add(name);
    }
    return name;
  };

  const text = (raw: string): void => {
    if (open.length > 0) builder.text(decode(raw));
    else if (!blank.test(raw)) throw new Malformed('text outside the document element');
  };

  const close = (name: string): void => {
    const expected = open.pop();
    if (name !== expected) throw new Malformed(`</${name.slice(0, 40)}> where </${expected ?? ''}> belongs`);
    builder.close();
  };

  /** Reads the start tag at `at`; returns where it ends, or -1 when the rest of it is still to come. */
  const startTag = (source: string, at: number): number => {
    let position = at + 1;
    let code = source.charCodeAt(position);
    while (code !== 62 && code !== 47 && !isBlank(code)) {
      if (Number.isNaN(code)) return -1;
      position += 1;
      code = source.charCodeAt(position);
    }
    const end = code === 62 ? position : closing(source, position);
    if (end < 0) return -1;
    const empty = source.charCodeAt(end - 1) === 47;
    const stop = empty ? end - 1 : end;
    const name = checkName(source.slice(at + 1, position));
    if (open.length === 0 && rooted) throw new Malformed('a second document element');
    if (open.length >= deepest) throw new Malformed(`elements more than ${deepest} deep`);
    rooted = true;
    builder.open(name);
    if (position < stop) attributes(source, position, stop);
    if (empty) builder.close();
    else open.push(name);
    return end + 1;
  };

  const attributes = (source: string, from: number, stop: number): void => {
    const seen: string[] = [];
    let position = from;
    for (;;) {
      const before = position;
      while (position < stop && isBlank(source.charCodeAt(position))) position += 1;
      if (position >= stop) return;
      if (position === before) throw new Malformed('attributes that touch');
      const equals = source.indexOf('=', position);
      if (equals < 0 || equals >= stop) throw new Malformed('an attribute without value');
      const name = checkName(source.slice(position, equals).trimEnd());
      if (seen.includes(name)) throw new Malformed(`attribute ${name} twice`);
      seen.push(name);
      position = equals + 1;
      while (position < stop && isBlank(source.charCodeAt(position))) position += 1;
      const quote = source.charAt(position);
      const end = quote === '"' || quote === "'" ? source.indexOf(quote, position + 1) : -1;
      if (end < 0 || end >= stop) throw new Malformed('an attribute value without quotes');
      const raw = source.slice(position + 1, end);
      if (raw.includes('<')) throw new Malformed('a < in an attribute');
      builder.attribute(name, decode(raw));
      position = end + 1;
    }
  };

  /** Reads what begins with `<!` or `<?`; returns where it ends, or -1 when more must come. */
  const special = (source: string, at: number): number => {
    if (source.charCodeAt(at + 1) === 63) return past(source, '?>', at + 2);
    if (source.startsWith('<!--', at)) return past(source, '-->', at + 4);
    if (source.startsWith('<![CDATA[', at)) {
      const end = past(source, ']]>', at + 9);
      if (end < 0) return -1;
      if (open.length === 0) throw new Malformed('text outside the document element');
      builder.text(source.slice(at + 9, end - 3).replace(/\r\n?/g, '\n'));
      return end;
    }
    const begun = source.slice(at, at + 9);
    if (/^<!doctype$/i.test(begun)) throw new Malformed('a DOCTYPE, which is refused');
    if (
      begun.length === 9 ||
      !(
        '<![CDATA['.startsWith(begun) ||
        '<!DOCTYPE'.startsWith(begun.toUpperCase()) ||
        '<!--'.startsWith(begun)
      )
    ) {
      throw new Malformed('an unknown declaration');
    }
    return -1;
  };

  const scan = (source: string): number => {
    let position = 0;
    for (;;) {
      const bracket = source.indexOf('<', Math.max(position, searched));
      if (bracket < 0) return position;
      if (bracket > position) text(source.slice(position, bracket));
      position = bracket;
      const code = source.charCodeAt(bracket + 1);
      let end = -1;
      if (code === 47) {
        const gt = source.indexOf('>', bracket);
        if (gt >= 0) {
          close(source.slice(bracket + 2, gt).trimEnd());
          end = gt + 1;
        }
      } else if (code === 33 || code === 63) end = special(source, bracket);
      else if (!Number.isNaN(code)) end = startTag(source, bracket);
      if (end < 0) return position;
      position = end;
      searched = 0;
    }
  };

  return {
    push(piece) {
      if (piece === '') return;
      if (rest !== '' && !piece.includes(rest.startsWith('<') ? '>' : '<')) {
        later.push(piece);
        length += piece.length;
        if (rest.length + length > longest) throw new Malformed('a tag or text that is too long');
        return;
      }
      let source = rest === '' ? piece : rest + later.join('') + piece;
      if (later.length > 0) later = [];
      length = 0;
      if (!started) {
        source = source.replace(/^\ufeff?\s*/, '');
        if (source === '') return;
        started = true;
        if (!source.startsWith('<')) throw new Malformed('no XML');
      }
      const position = scan(source);
      rest = source.slice(position);
      if (rest.length > longest) throw new Malformed('a tag or text that is too long');
      searched = rest.startsWith('<') ? 0 : rest.length;
    },
    end() {
      if (!blank.test(rest) || later.some((piece) => !blank.test(piece)))
        throw new Malformed('it is cut short');
      if (!rooted || open.length > 0) throw new Malformed(started ? 'it is cut short' : 'it is empty');
    },
  };
}

/** Where the tag that begins at `at` ends, past any `>` in quotes; -1 when that is still to come. */
function closing(source: string, at: number): number {
  let position = at;
  for (;;) {
    const bracket = source.indexOf('>', position);
    if (bracket < 0) return -1;
    let quote = -1;
    for (let index = position; index < bracket; index += 1) {
      const code = source.charCodeAt(index);
      if (code === 34 || code === 39) {
        quote = index;
        break;
      }
    }
    if (quote < 0) return bracket;
    const end = source.indexOf(source.charAt(quote), quote + 1);
    if (end < 0) return -1;
    position = end + 1;
  }
}

/** Where the first `mark` from `from` on ends; -1 when it is still to come. */
function past(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  return end < 0 ? -1 : end + mark.length;
}
