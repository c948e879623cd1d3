import { isObject, type Value } from '../value.ts';
import type { Parts } from './catalogue/xml-row.ts';

const listOf = (record: Value, { path }: Parts): Value[] => {
  const found = path.reduce<Value | undefined>(
    (value, name) => (isObject(value) ? value[name] : undefined),
    record,
  );
  return Array.isArray(found) ? found : [];
};

/** The same record with other parts. */
function withParts(record: Value, [name = '', ...below]: readonly string[], list: Value[]): Value {
  if (!isObject(record)) return record;
  return { ...record, [name]: below.length === 0 ? list : withParts(record[name] ?? {}, below, list) };
}

/** A record without the parts that lie at or after `to` (UNIX seconds); nothing when it then has none. */
export function trimmed(record: Value, parts: Parts, to: number): Value | undefined {
  const list = listOf(record, parts);
  const early = list.filter((part) => !(isObject(part) && Number(part[parts.time]) >= to));
  if (early.length === list.length) return record;
  return early.length === 0 ? undefined : withParts(record, parts.path, early);
}

/** Records of several windows as those of one: each key once, with the parts of all in their order. */
export function joined(records: readonly Value[], key: string, parts: Parts): Value[] {
  const byKey = Map.groupBy(records, (record) => (isObject(record) ? record[key] : undefined));
  return [...byKey.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [
      same.length === 1
        ? first
        : withParts(
            first,
            parts.path,
            same.flatMap((record) => listOf(record, parts)),
          ),
    ];
  });
}
