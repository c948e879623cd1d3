import { isObject, type Value, type ValueObject } from '../../value.ts';

/** A member read without regard to case: the API spells SystemId and SystemID. */
export function member(object: Value | undefined, ...names: readonly string[]): Value | undefined {
  if (!isObject(object)) return undefined;
  for (const name of names) {
    const low = name.toLowerCase();
    const key = Object.keys(object).find((one) => one.toLowerCase() === low);
    if (key !== undefined) return object[key];
  }
  return undefined;
}

/** The object without some members, however they are spelt. */
export const without = (object: ValueObject, ...names: readonly string[]): ValueObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !names.some((name) => sameName(name, key))));

/** A member as text, for messages and comparisons; empty when it is not there. */
export const word = (object: Value | undefined, ...names: readonly string[]): string => {
  const value = member(object, ...names);
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
};

/** A member that is a whole number. */
export function id(object: Value | undefined, ...names: readonly string[]): number | undefined {
  const value = member(object, ...names);
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

/**
 * What a list call brought, as a list: the bare array, the Data of an envelope, or the one object that a name filter
 * left over.
 */
export function items(value: Value | undefined): Value[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  const data = member(value, 'Data');
  return Array.isArray(data) && member(value, 'TotalCount') !== undefined ? data : [value];
}

/** The objects among them. */
export const rows = (value: Value | undefined): ValueObject[] => items(value).filter(isObject);

/** Names are compared as the server does, without regard to case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
