import type { Param, Params } from './xml-row.ts';

// The appliance judges the length: 32 digits everywhere but in one example of the guide.
const sessionId: Param = {
  kind: 'text',
  pattern: /^[0-9a-f]+$/i,
  note: 'a session id, 32 hexadecimal digits',
};

/** The id of the one session that an action or report is about. */
export const lsid: Param = { ...sessionId, required: true };

/** Custom session attributes (guide, set_session_attributes): each at most 1024 characters, 10 KB together. */
export const custom: Params = {
  'session.custom.external_key': { kind: 'text', max: 1024, note: 'id in an outside system' },
  'session.custom.*': { kind: 'text', max: 1024, note: 'a custom field by its code name; empty clears it' },
};

/** Bytes that all custom attributes of one call may have together (guide: 10KB). */
export const customTotal = 10_240;

const date: Param = { kind: 'text', pattern: /^\d{4}-\d{2}-\d{2}$/ };
const unix: Param = { kind: 'integer', min: 0 };
const duration: Param = {
  kind: 'integer',
  min: 0,
  note: 'days with a date, seconds with a time; 0 means until now',
};

/** Where a range begins, by the start of a record. */
export const startAnchors: Params = {
  start_date: { ...date, note: 'began on or after this day' },
  start_time: { ...unix, note: 'began at or after this second (UNIX time)' },
};

/** Where a range begins, by either end of a record. */
export const anchors: Params = {
  ...startAnchors,
  end_date: { ...date, note: 'ended on or after this day' },
  end_time: { ...unix, note: 'ended at or after this second (UNIX time)' },
};

/** The four ways to give a range, and nothing else. */
export const range: Params = { ...anchors, duration };

/** A range that can only be given by the start of the records. */
export const startRange: Params = { ...startAnchors, duration: { ...duration, required: true } };

/** Single sessions instead of a range. */
export const sessions: Params = {
  lsid: sessionId,
  lsids: { kind: 'list', of: sessionId, note: 'session ids, comma separated' },
};

/** The sets for a range by any of the anchors, each with further parameters. */
export const byRange = (names: Params, ...more: readonly string[]): string[][] =>
  Object.keys(names).map((name) => [name, 'duration', ...more]);
