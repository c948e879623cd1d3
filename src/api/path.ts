import { usage } from '../errors.ts';

// Refused in any segment: what could turn one resource into another (..), start a query or fragment, or split a
// request line. Everything else is percent-encoded.
const unsafe = /[?#\\\p{Cc}]/u;

/**
 * Splits a RESOURCE as a user types it ("jump-item/shell-jump/12") into its segments.
 * @throws Failure (exit 2) for an empty segment, which is what an unset shell variable leaves behind, and for
 *   anything that could reach another resource
 */
export function segments(text: string): string[] {
  const trimmed = text.replace(/^\//, '').replace(/\/$/, '');
  if (trimmed === '') throw usage('reading the resource: it is empty', 'btapi resources lists what there is');
  const parts = trimmed.split('/');
  for (const part of parts) checkSegment(part, text);
  return parts;
}

/** @throws Failure (exit 2) unless `id` is one safe, non-empty path segment */
export function checkId(id: string, resource: string): string {
  if (id.includes('/')) throw usage(`reading the id of ${resource}: "${id}" holds a slash`);
  checkSegment(id, resource);
  return id;
}

function checkSegment(part: string, whole: string): void {
  if (part.trim() === '') {
    throw usage(
      `reading the resource ${whole}: an id or a part of the path is empty`,
      'an empty shell variable leaves a gap like this; nothing was sent',
    );
  }
  if (part === '.' || part === '..' || unsafe.test(part)) {
    throw usage(`reading the resource ${whole}: "${part}" cannot be part of a path`);
  }
}

/** The path as it goes into a URL. */
export const encodePath = (parts: readonly string[]): string => parts.map(encodeURIComponent).join('/');

const idShapes = /^(\d+|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Digits, 32 hexadecimal digits or a GUID: what ids of these APIs look like. */
export const looksLikeId = (text: string): boolean => idShapes.test(text);
