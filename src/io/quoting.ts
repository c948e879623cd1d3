// Cc control, Cf format (direction overrides), Zl and Zp line ends, Cs halves of a character.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const escapedCharacter = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}'\\]/gu;
const plainAscii = /^[\w.,:@%+=/-]+$/;
const plainLetters = /^[\p{L}\p{N}\p{M}_.,:@%+=/-]+$/u;
const short: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\\': '\\\\',
  "'": "\\'",
};

function escapeCharacter(character: string): string {
  const known = short[character];
  if (known !== undefined) return known;
  let escaped = '';
  for (let i = 0; i < character.length; i++) {
    const unit = character.charCodeAt(i);
    escaped +=
      unit < 0x80 ? `\\x${unit.toString(16).padStart(2, '0')}` : `\\u${unit.toString(16).padStart(4, '0')}`;
  }
  return escaped;
}

/** Text as `$'...'`: one line of visible characters, whatever it holds. */
export const ansiQuote = (text: string): string => `$'${text.replace(escapedCharacter, escapeCharacter)}'`;

/**
 * Text as one line of key=value output: bare when no reader could take it for anything else, `"..."` when it only has
 * blanks or signs a shell knows, `$'...'` when it holds line breaks, quotes, `$`, backquote, backslash or what cannot
 * be seen.
 */
export function quote(text: string): string {
  if (plainAscii.test(text)) return text;
  if (/["'$`\\]/.test(text) || hidden.test(text)) return ansiQuote(text);
  return plainLetters.test(text) ? text : `"${text}"`;
}

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};
const escapes =
  /\\(?:((?:x[0-9a-fA-F]{1,2}(?:\\(?=x[0-9a-fA-F]))?)+)|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([\s\S]))/g;

/**
 * What stands between `$'` and `'`, decoded as bash does it. Neighbouring `\xHH` are the bytes of UTF-8 text.
 * @returns undefined when an escape is none that bash knows, or its bytes or code point are no text
 */
export function ansiDecode(body: string): string | undefined {
  if (!body.includes('\\')) return body;
  let bad = false;
  const text = body.replace(
    escapes,
    (_, bytes?: string, short4?: string, long8?: string, letter?: string) => {
      if (bytes !== undefined) {
        try {
          const values = bytes.split('\\').map((byte) => Number.parseInt(byte.slice(1), 16));
          return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(values));
        } catch {
          bad = true;
        }
      } else if (short4 !== undefined) {
        return String.fromCharCode(Number.parseInt(short4, 16));
      } else if (long8 !== undefined && Number.parseInt(long8, 16) <= 0x10ffff) {
        return String.fromCodePoint(Number.parseInt(long8, 16));
      } else if (letter !== undefined) {
        const known = Object.hasOwn(simple, letter) ? simple[letter] : undefined;
        if (known !== undefined) return known;
      }
      bad = true;
      return '';
    },
  );
  return bad ? undefined : text;
}
