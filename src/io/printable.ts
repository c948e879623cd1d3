// C0, DEL, C1, the direction overrides of Unicode and its two line separators: what can move a cursor, recolour a
// terminal or make a line read as something else.
const treacherous = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const treacherousInLines = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const visible = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Makes control characters visible as `\u001b`, for terminals and for messages that repeat somebody else's text.
 * @param keep 'lines' leaves line feeds and tabs alone
 */
export const printable = (text: string, keep?: 'lines'): string =>
  text.replace(keep === 'lines' ? treacherousInLines : treacherous, visible);
