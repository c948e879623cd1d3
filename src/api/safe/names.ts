import { missing, usage } from '../../errors.ts';
import { isObject, type Value, type ValueObject } from '../../value.ts';
import type { Backend } from '../backend.ts';
import { ask } from './ask.ts';
import { id, member, rows, sameName, word } from './member.ts';

/** Where the name behind an id is found: a collection, the member that is the id, and those that may be the name. */
interface Naming {
  path: string;
  id: string;
  names: readonly string[];
}

const namings: Readonly<Record<string, Naming>> = {
  platformid: { path: 'Platforms', id: 'PlatformID', names: ['Name', 'ShortName'] },
  functionalaccountid: {
    path: 'FunctionalAccounts',
    id: 'FunctionalAccountID',
    names: ['DisplayName', 'AccountName'],
  },
  passwordruleid: { path: 'PasswordRules', id: 'PasswordRuleID', names: ['Name'] },
  dsskeyruleid: { path: 'DSSKeyRules', id: 'DSSKeyRuleID', names: ['Name'] },
  accesslevelid: { path: 'AccessLevels', id: 'AccessLevelID', names: ['Name'] },
  accesspolicyid: { path: 'AccessPolicies', id: 'AccessPolicyID', names: ['Name'] },
  roleid: { path: 'Roles', id: 'RoleID', names: ['Name'] },
  permissionid: { path: 'Permissions', id: 'PermissionID', names: ['Name'] },
  smartruleid: { path: 'SmartRules', id: 'SmartRuleID', names: ['Title'] },
  workgroupid: { path: 'Workgroups', id: 'ID', names: ['Name'] },
  entitytypeid: { path: 'EntityTypes', id: 'EntityTypeID', names: ['Name'] },
  applicationregistrationids: { path: 'ApiRegistrations', id: 'Id', names: ['Name'] },
};

/** Puts ids where a description has names; each collection is read once. */
export function naming(backend: Backend) {
  const read = new Map<string, Promise<ValueObject[]>>();
  const collection = (path: string): Promise<ValueObject[]> => {
    const known =
      read.get(path) ??
      ask(backend, { method: 'GET', path: [path], what: `looking up names in ${path}` }).then(({ value }) =>
        rows(value),
      );
    read.set(path, known);
    return known;
  };

  /** The id of a name under a member such as PlatformID; numbers are ids already. */
  async function idOf(key: string, value: Value): Promise<Value> {
    const where = namings[key.toLowerCase()];
    if (!where || typeof value !== 'string') return value;
    const all = await collection(where.path);
    const found = all.filter((row) => where.names.some((name) => sameName(word(row, name), value)));
    if (found.length === 0 && /^\d+$/.test(value)) return Number(value);
    const ids = [...new Set(found.map((row) => id(row, where.id)))];
    const [only] = ids;
    if (only === undefined) {
      throw missing(`looking up ${key}: ${where.path} has no "${value}"`, {
        hint: `btapi safe list ${where.path} shows the names`,
      });
    }
    if (ids.length > 1)
      throw usage(`looking up ${key}: "${value}" fits ids ${ids.join(' and ')}`, 'give the id');
    return only;
  }

  /** A body with ids for names, at every depth. */
  async function resolve(value: Value, key = ''): Promise<Value> {
    if (Array.isArray(value)) return Promise.all(value.map((one) => resolve(one, key)));
    if (!isObject(value)) return idOf(key, value);
    const out: ValueObject = {};
    for (const [name, inner] of Object.entries(value)) out[name] = await resolve(inner, name);
    return out;
  }

  /** The same for a name that need not be there. */
  async function maybe(key: string, name: string): Promise<Value | undefined> {
    const where = namings[key.toLowerCase()];
    const all = where ? await collection(where.path) : [];
    return id(
      all.find((row) => where?.names.some((one) => sameName(word(row, one), name))),
      where?.id ?? '',
    );
  }

  return { idOf, maybe, resolve: async (body: ValueObject) => (await resolve(body)) as ValueObject };
}

/** The first of several members that is there, as an id. */
export const idIn = (value: Value | undefined, ...names: readonly string[]): number | undefined =>
  names.map((name) => id(value, name)).find((one) => one !== undefined);

/** A member that must be a list of objects; one object alone counts as a list. */
export function objects(value: Value | undefined, name: string): ValueObject[] {
  const list = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (!isObject(one)) throw usage(`reading the description: ${name} is not a group of values`);
    return one;
  });
}

/**
 * The one that a look-up by name was after. A server that leaves one object over has decided itself: the group of a
 * directory may be called DOMAIN\name there. In a list the name must be the same, since a filter may have been ignored.
 */
export function byName(value: Value | undefined, key: string, name: string): ValueObject | undefined {
  const all = rows(value);
  const same = all.find((row) => sameName(word(row, key), name));
  return same ?? (all[0] === value ? all[0] : undefined);
}

/** Whether a member is there, in any case. */
export const has = (body: ValueObject, name: string): boolean => member(body, name) !== undefined;
