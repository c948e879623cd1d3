import { exitCode, Failure, usage } from '../../errors.ts';
import { isObject, type Value, type ValueObject } from '../../value.ts';
import type { Backend } from '../backend.ts';
import { ask, askMaybe } from './ask.ts';
import { type Description, describeAsset } from './description.ts';
import { id, member, rows, sameName, without, word } from './member.ts';
import { byName, has, idIn, naming } from './names.ts';

/** What became of one step. `id` is null in a rehearsal. */
export interface Step extends ValueObject {
  step: string;
  name: string;
  id: number | null;
  done: 'created' | 'exists' | 'changed';
}

/** The id of something; a word where a rehearsal has made nothing. */
type Made = number | 'NEW';

/**
 * Creates and manages an asset, in the order the API wants (usage page, Workflow): workgroup, asset, system, accounts,
 * quick rule, group, access level, roles. What is there already is found by its name and left alone.
 * @returns every step
 * @throws Failure of the first step that fails; its details say what exists by then
 */
export async function provision(backend: Backend, value: Value, validate: boolean): Promise<Step[]> {
  const steps: Step[] = [];
  try {
    await work(backend, describeAsset(value, validate), steps);
    return steps;
  } catch (error) {
    if (!(error instanceof Failure) || steps.length === 0) throw error;
    const exist = steps.map(
      (step) =>
        `${step.done === 'exists' ? 'was there' : step.done}: ${step.step} ${step.name} (${step.id ?? 'new'})`,
    );
    throw new Failure(error.message, error.code, {
      details: [...error.details, ...exist],
      hint: error.hint ?? 'run it again when that is put right: what exists is left as it is',
      cause: error.cause,
    });
  }
}

async function work(backend: Backend, wanted: Description, steps: Step[]): Promise<void> {
  const names = naming(backend);
  const note = (step: string, name: string, made: Made, done: Step['done']): Made => {
    steps.push({ step, name, id: made === 'NEW' ? null : made, done });
    return made;
  };
  const get = (path: readonly (string | number)[], what: string, query?: Record<string, string>) =>
    askMaybe(backend, { method: 'GET', path, what, ...(query ? { query } : {}) });

  /** Sends a POST whose names have become ids. */
  const post = async (
    path: readonly (string | number)[],
    body: ValueObject,
    what: string,
    idNames: readonly string[],
    version?: string,
  ): Promise<Made> => {
    const question = { method: 'POST', path, body, what } as const;
    const { status, value } = await ask(backend, version ? { ...question, query: { version } } : question);
    return status === 204 ? 'NEW' : (idIn(value, ...idNames) ?? 'NEW');
  };

  /** What a look-up has not found is made; a refusal may mean that another run has been quicker. */
  const ensure = async (
    step: string,
    name: string,
    find: () => Promise<number | undefined>,
    make: () => Promise<Made>,
  ): Promise<Made> => {
    const known = await find();
    if (known !== undefined) return note(step, name, known, 'exists');
    try {
      return note(step, name, await make(), 'created');
    } catch (error) {
      const refusal = error instanceof Failure && error.code === exitCode.refused;
      const made = refusal ? await find().catch(() => undefined) : undefined;
      if (made === undefined) throw error;
      return note(step, name, made, 'exists');
    }
  };

  // Names are looked up before anything is made: a wrong one must not leave half the work done.
  const bodies = {
    asset: await names.resolve(wanted.asset),
    system: wanted.managedSystem && (await names.resolve(wanted.managedSystem)),
    accounts: await Promise.all(wanted.managedAccounts.map(names.resolve)),
    group: wanted.userGroup && (await names.resolve(wanted.userGroup)),
    roles: wanted.roles && (await rolesOf(names, wanted.roles)),
  };
  const workgroup = note('workgroup', String(wanted.workgroup), await findWorkgroup(), 'exists');
  const asset = await ensureAsset();
  const system = bodies.system && (await ensureSystem(bodies.system));
  const accounts: Made[] = [];
  for (const account of bodies.accounts) accounts.push(await ensureAccount(account));
  const rule = wanted.quickRule && (await ensureRule(wanted.quickRule));
  const group = bodies.group && (await ensureGroup(bodies.group));
  if (bodies.roles && group !== undefined && rule !== undefined) await ensureRoles(bodies.roles, group, rule);

  async function findWorkgroup(): Promise<Made> {
    if (typeof wanted.workgroup === 'number') return wanted.workgroup;
    return (await names.idOf('WorkgroupID', wanted.workgroup)) as number;
  }

  async function ensureAsset(): Promise<Made> {
    const body = bodies.asset;
    const name = word(body, 'AssetName');
    const address = word(body, 'IPAddress');
    const label = name || address;
    const path = ['Workgroups', workgroup, 'Assets'];
    const find = async () => {
      const listed = await get(path, `looking for asset ${label}`, name ? { name } : undefined);
      const same = name
        ? byName(listed, 'AssetName', name)
        : rows(listed).find((row) => word(row, 'IPAddress') === address);
      return idIn(same, 'AssetID');
    };
    return ensure('asset', label, find, () => post(path, body, `creating asset ${label}`, ['AssetID']));
  }

  async function ensureSystem(given: ValueObject): Promise<Made> {
    const label = word(wanted.asset, 'AssetName') || word(wanted.asset, 'IPAddress');
    const path = ['Assets', asset, 'ManagedSystems'];
    const find = async () =>
      asset === 'NEW'
        ? undefined
        : idIn(rows(await get(path, `looking for the managed system of ${label}`))[0], 'ManagedSystemID');
    const make = () => post(path, given, `managing ${label}`, ['ManagedSystemID'], '3.3');
    return ensure('managedSystem', label, find, make);
  }

  async function ensureAccount(given: ValueObject): Promise<Made> {
    const name = word(given, 'AccountName');
    const path = ['ManagedSystems', system ?? 'NEW', 'ManagedAccounts'];
    const find = async () => {
      const found = system === 'NEW' ? undefined : await get(path, `looking for account ${name}`, { name });
      return idIn(byName(found, 'AccountName', name), ...accountIds);
    };
    const make = () => post(path, given, `creating account ${name}`, accountIds, '3.5');
    return ensure('managedAccount', name, find, make);
  }

  /** The members a rule shall have: what is said, names among them, else what was just made. */
  function memberIds(given: ValueObject): Made[] {
    const said = member(given, 'IDs') ?? member(given, 'AccountIDs');
    if (said === undefined) {
      return sameName(word(given, 'RuleType'), 'ManagedSystem') && system !== undefined ? [system] : accounts;
    }
    return (Array.isArray(said) ? said : []).flatMap((one) => {
      if (typeof one === 'number') return one;
      const at = wanted.managedAccounts.findIndex((account) =>
        sameName(word(account, 'AccountName'), String(one)),
      );
      return accounts[at] ?? [];
    });
  }

  async function ensureRule(given: ValueObject): Promise<Made> {
    const title = word(given, 'Title');
    const wantedIds = memberIds(given);
    const find = async () => {
      const found = await get(['QuickRules'], `looking for quick rule ${title}`, { title });
      return idIn(byName(found, 'Title', title), 'SmartRuleID');
    };
    const known = await find();
    if (known === undefined) {
      const idKey = has(given, 'AccountIDs') ? 'AccountIDs' : 'IDs';
      const body = { ...without(await names.resolve(given), idKey), [idKey]: wantedIds };
      const make = () => post(['QuickRules'], body, `creating quick rule ${title}`, ['SmartRuleID']);
      return ensure('quickRule', title, find, make);
    }
    if (sameName(word(given, 'RuleType'), 'ManagedSystem')) return note('quickRule', title, known, 'exists');
    const path = ['QuickRules', known, 'ManagedAccounts'];
    const now = rows(await get(path, `reading quick rule ${title}`)).map((row) => idIn(row, ...accountIds));
    const lacking = wantedIds.filter((one) => !now.includes(one === 'NEW' ? undefined : one));
    for (const one of lacking) {
      await post([...path, one], {}, `adding account ${one} to quick rule ${title}`, []).catch(unlessThere);
    }
    return note('quickRule', title, known, lacking.length > 0 ? 'changed' : 'exists');
  }

  async function ensureGroup(given: ValueObject): Promise<Made> {
    const name = word(given, 'groupName');
    const find = async () => {
      const found = await get(['UserGroups'], `looking for group ${name}`, { name });
      return idIn(byName(found, 'Name', name), 'GroupID');
    };
    return ensure('userGroup', name, find, () =>
      post(['UserGroups'], given, `creating group ${name}`, ['GroupID']),
    );
  }

  async function ensureRoles({ level, ids, body }: Roles, ofGroup: Made, onRule: Made): Promise<void> {
    const fresh = ofGroup === 'NEW' || onRule === 'NEW';
    const grant = ['UserGroups', ofGroup, 'SmartRules', onRule];
    const title = word(wanted.quickRule, 'Title');
    // The access level comes first: without it the roles are refused.
    const seen = fresh
      ? []
      : rows(await get(['UserGroups', ofGroup, 'SmartRules'], 'reading the rules of the group'));
    if (seen.some((row) => id(row, 'SmartRuleID') === onRule)) note('accessLevel', title, level, 'exists');
    else {
      await post([...grant, 'AccessLevels'], { AccessLevelID: level }, `granting access to ${title}`, []);
      note('accessLevel', title, level, 'created');
    }
    const now = fresh ? [] : rows(await get([...grant, 'Roles'], `reading the roles on ${title}`));
    const held = now.flatMap((row) => id(row, 'RoleID') ?? []);
    const lacking = ids.filter((role) => !held.includes(role));
    if (lacking.length > 0) {
      const all = [...new Set([...held, ...ids])].map((role) => ({ RoleID: role }));
      await post([...grant, 'Roles'], { ...body, Roles: all }, `granting roles on ${title}`, []);
    }
    for (const role of ids) note('role', title, role, lacking.includes(role) ? 'created' : 'exists');
  }
}

/** A link that another run has made in the meantime is made. */
function unlessThere(error: unknown): void {
  const there = error instanceof Failure && error.code === exitCode.refused && /already/i.test(error.message);
  if (!there) throw error;
}

const accountIds = ['ManagedAccountID', 'AccountId'];

interface Roles {
  level: number;
  ids: number[];
  body: ValueObject;
}

/**
 * Roles, policy and access level of a description as ids.
 * @throws Failure 2 where the server would refuse them at the very end
 */
async function rolesOf(names: ReturnType<typeof naming>, given: ValueObject): Promise<Roles> {
  const said = member(given, 'Roles');
  if (!Array.isArray(said)) throw usage('reading the description: roles lacks Roles');
  const resolved = await Promise.all(
    said.map((one) => names.idOf('RoleID', isObject(one) ? (member(one, 'RoleID') ?? null) : one)),
  );
  const ids = resolved.map((one) => {
    if (typeof one !== 'number') throw usage('reading the description: a role is neither an id nor a name');
    return one;
  });
  const requestors = await Promise.all(
    ['Requestor', 'Requestor/Approver'].map((name) => names.maybe('RoleID', name)),
  );
  if (ids.some((one) => requestors.includes(one)) && (member(given, 'AccessPolicyID') ?? null) === null) {
    throw usage(
      'reading the description: roles lacks AccessPolicyID',
      'a requestor role takes an access policy',
    );
  }
  const level = await names.idOf('AccessLevelID', member(given, 'AccessLevelID') ?? 'Read');
  const body = without(await names.resolve(given), 'AccessLevelID', 'Roles');
  return { level: Number(level), ids, body };
}
