/**
 * Content-Disposition of a download (RFC 6266). Node refuses control characters in a header, as do HTTP parsers, so
 * a name that holds them, or anything beyond Latin-1, goes percent-encoded into `filename*`.
 */
export function disposition(name: string): string {
  if (/^[\t\x20-\x7e]*$/.test(name)) return `attachment; filename="${name.replace(/(["\\])/g, '\\$1')}"`;
  return `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
}
