import { usage } from '../../errors.ts';
import { isObject, type Value, type ValueObject } from '../../value.ts';
import { closest } from '../catalogue/closest.ts';
import { safe } from '../catalogue/safe/index.ts';
import { member, sameName, word } from './member.ts';
import { objects } from './names.ts';

/** What one file describes: each part is the body of its POST. */
export interface Description {
  workgroup: string | number;
  asset: ValueObject;
  managedSystem?: ValueObject;
  managedAccounts: ValueObject[];
  quickRule?: ValueObject;
  userGroup?: ValueObject;
  /** With AccessLevelID besides, for the step before it; Read unless said otherwise. */
  roles?: ValueObject;
}

const parts: Readonly<Record<string, string>> = {
  asset: 'Workgroups/{workgroup}/Assets',
  managedSystem: 'Assets/{assetId}/ManagedSystems',
  managedAccounts: 'ManagedSystems/{systemId}/ManagedAccounts',
  quickRule: 'QuickRules',
  userGroup: 'UserGroups',
  roles: 'UserGroups/{userGroupId}/SmartRules/{smartRuleId}/Roles',
};
const keys = ['workgroup', ...Object.keys(parts)];

/**
 * Reads a description and refuses what would fail half way, or be dropped without a word.
 * @throws Failure (exit 2); nothing has been sent
 */
export function describeAsset(value: Value, validate: boolean): Description {
  if (!isObject(value)) throw wrong('it is not a group of values');
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) {
      const near = closest(key, keys);
      throw wrong(`there is no key ${key}`, near ? `did you mean ${near}?` : keys.join(', '));
    }
  }
  const { workgroup } = value;
  if (typeof workgroup !== 'string' && typeof workgroup !== 'number')
    throw wrong('workgroup is missing', 'its id or name');
  const [asset] = objects(value['asset'], 'asset');
  if (!asset) throw wrong('asset is missing', 'at least IPAddress');
  const [managedSystem] = objects(value['managedSystem'], 'managedSystem');
  const managedAccounts = objects(value['managedAccounts'], 'managedAccounts');
  const [quickRule] = objects(value['quickRule'], 'quickRule');
  const [userGroup] = objects(value['userGroup'], 'userGroup');
  const [roles] = objects(value['roles'], 'roles');
  if (validate) {
    for (const key of Object.keys(parts)) {
      for (const body of objects(value[key], key)) checkNames(key, body);
    }
  }
  if (word(asset, 'AssetName') === '' && word(asset, 'IPAddress') === '') {
    throw wrong('asset has neither AssetName nor IPAddress');
  }
  if (managedAccounts.length > 0 && !managedSystem) throw wrong('managedAccounts need a managedSystem');
  if (roles && !(userGroup && quickRule)) throw wrong('roles need a userGroup and a quickRule');
  if (managedSystem) checkSystem(managedSystem);
  for (const account of managedAccounts) need(account, 'AccountName', 'managedAccounts');
  if (quickRule) checkRule(quickRule, managedAccounts);
  if (userGroup) need(userGroup, 'groupName', 'userGroup');
  return {
    workgroup,
    asset,
    managedAccounts,
    ...(managedSystem ? { managedSystem } : {}),
    ...(quickRule ? { quickRule } : {}),
    ...(userGroup ? { userGroup } : {}),
    ...(roles ? { roles } : {}),
  };
}

const wrong = (why: string, hint?: string) => usage(`reading the description: ${why}`, hint);

function need(body: ValueObject, name: string, part: string): void {
  if (word(body, name) === '') throw wrong(`${part} lacks ${name}`);
}

/** The server takes the functional account of a system that it does not manage, and forgets it. */
function checkSystem(system: ValueObject): void {
  need(system, 'PlatformID', 'managedSystem');
  const functional = member(system, 'FunctionalAccountID') ?? null;
  if (functional !== null && member(system, 'AutoManagementFlag') !== true) {
    throw wrong(
      'managedSystem has a FunctionalAccountID without AutoManagementFlag: true',
      'the server would drop it without a word',
    );
  }
}

/** Its accounts are ids, or names from the same description. */
function checkRule(rule: ValueObject, accounts: readonly ValueObject[]): void {
  need(rule, 'Title', 'quickRule');
  const said = member(rule, 'IDs', 'AccountIDs') ?? [];
  if (!Array.isArray(said)) throw wrong('quickRule IDs is not a list');
  for (const one of said) {
    if (typeof one === 'number') continue;
    if (!accounts.some((account) => sameName(word(account, 'AccountName'), String(one))))
      throw wrong(`quickRule names ${String(one)}, which is not among the managedAccounts`);
  }
}

function checkNames(part: string, body: ValueObject): void {
  const fields = Object.keys(safe[parts[part] ?? '']?.verbs.add?.fields ?? {});
  const known = part === 'roles' ? [...fields, 'AccessLevelID'] : fields;
  for (const name of Object.keys(body)) {
    if (known.some((one) => one.toLowerCase() === name.toLowerCase())) continue;
    const near = closest(name, known);
    throw wrong(
      `${part} has no field ${name}`,
      near
        ? `did you mean ${near}? --no-validate sends it all the same`
        : '--no-validate sends it all the same',
    );
  }
}
