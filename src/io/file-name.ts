const mostBytes = 200;
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*]/gu;

/** As much of `text` as fits into `bytes` of UTF-8, never half a character. */
function shorten(text: string, bytes: number): string {
  let used = 0;
  let fits = '';
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    fits += character;
  }
  return fits;
}

function clean(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // A leading dot hides a file, a leading dash is an option to the next program, "~" a home folder.
  const bare = last
    .replace(unsafe, '')
    .replace(/^[\s.~-]+/, '')
    .replace(/[\s.]+$/, '');
  if (bare === '' || reserved.test(bare)) return '';
  const dot = bare.lastIndexOf('.');
  const extension = dot > 0 && bare.length - dot <= 20 ? bare.slice(dot) : '';
  if (Buffer.byteLength(bare) <= mostBytes) return bare;
  return shorten(bare, mostBytes - Buffer.byteLength(extension)).replace(/[\s.]+$/, '') + extension;
}

/**
 * A name from a server, reduced to one that can do no harm in a folder on any system: the last component, no control
 * characters, no leading dot or dash, no name Windows reserves, at most 200 bytes with its extension kept.
 * @param fallback used when nothing safe remains
 */
export const safeName = (suggested: string | undefined, fallback: string): string =>
  clean(suggested ?? '') || clean(fallback) || 'download';

const parameter = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^;\s]*))/g;

function extended(text: string): string | undefined {
  const [, charset = '', encoded = ''] = /^([\w-]*)'[^']*'(.*)$/.exec(text) ?? [];
  try {
    if (charset.toLowerCase() === 'utf-8') return decodeURIComponent(encoded);
    if (charset.toLowerCase() === 'iso-8859-1') {
      return encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    }
  } catch {
    // Not percent-encoded as it should be: the plain name is left.
  }
  return undefined;
}

/**
 * The file name in a Content-Disposition header (RFC 6266): `filename*` (RFC 5987) before `filename`. Not made safe.
 * @returns undefined when there is none
 */
export function dispositionName(header: string | undefined): string | undefined {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, token = ''] of `;${header ?? ''}`.matchAll(parameter)) {
    const key = name.toLowerCase();
    const value = quoted === undefined ? token : quoted.replace(/\\([\s\S])/g, '$1');
    if (!found.has(key)) found.set(key, value);
  }
  const best = found.get('filename*');
  return (best === undefined ? undefined : extended(best)) || found.get('filename') || undefined;
}
