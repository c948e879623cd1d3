import { missing, usage } from '../../errors.ts';
import type { Value, ValueObject } from '../../value.ts';
import type { Backend } from '../backend.ts';
import { askMaybe, type Question } from './ask.ts';
import { id, rows, sameName, word } from './member.ts';

/** An account that may be requested. */
export interface FoundAccount {
  systemId: number;
  accountId: number;
  /** As the API names them; ids where only ids are known. */
  systemName: string;
  accountName: string;
  /** Minutes, where the API says. */
  longest?: number;
}

const digits = /^\d+$/;

/**
 * Finds an account by names or ids, as psrun2 takes them: SYSTEM is a name, an id, or `DATABASE\INSTANCE`; ACCOUNT is
 * a name, an id, or `DOMAIN\user` for an account linked from a domain. Two ids are taken as they are: nothing is asked.
 * @throws Failure 6 when there is none that this user may request, 2 when several fit
 */
export async function findAccount(backend: Backend, system: string, name: string): Promise<FoundAccount> {
  // Doubled where a shell did not ask for it.
  const account = name.replace(/\\{2,}/, '\\');
  if (system.trim() === '' || account.trim() === '') {
    throw usage('looking for the account: the system or the account is empty', 'nothing was sent');
  }
  if (digits.test(system) && digits.test(account)) {
    const [systemId, accountId] = [Number(system), Number(account)];
    return { systemId, accountId, systemName: system, accountName: account };
  }
  const what = `looking for ${account} on ${system}`;
  const found = unique(await candidates(backend, system, account, what));
  const fitting = narrowed(found, account);
  const [first] = fitting;
  if (!first) {
    throw missing(`${what}: no such account, or you may not request it`, {
      hint: `btapi safe list ManagedAccounts${digits.test(system) ? '' : ` systemName=${quoted(system)}`} shows those you may`,
    });
  }
  if (fitting.length > 1) {
    const ids = fitting.map((one) => `${one.systemId}/${one.accountId}`).join(', ');
    throw usage(
      `${what}: ${fitting.length} accounts fit (SystemId/AccountId ${ids})`,
      'give the ids instead',
    );
  }
  return first;
}

/** The same, but names are looked up also when two ids are given. */
export async function nameAccount(backend: Backend, system: string, account: string): Promise<FoundAccount> {
  if (!digits.test(system) || !digits.test(account)) return findAccount(backend, system, account);
  const what = `looking for ${account} on ${system}`;
  const all = rows(await askMaybe(backend, list({ systemID: system }, what))).map(read);
  const found = all.find((one) => one?.accountId === Number(account));
  if (!found) throw missing(`${what}: no such account, or you may not request it`);
  return found;
}

const list = (query: Record<string, string>, what: string): Question => ({
  method: 'GET',
  path: ['ManagedAccounts'],
  query,
  what,
});

async function candidates(
  backend: Backend,
  system: string,
  account: string,
  what: string,
): Promise<(FoundAccount | undefined)[]> {
  const get = async (query: Record<string, string>) => rows(await askMaybe(backend, list(query, what)));
  if (digits.test(system)) {
    const name = digits.test(account) ? {} : { accountName: account };
    return (await get({ systemID: system, ...name })).filter(by('SystemId', system)).map(read);
  }
  if (digits.test(account)) {
    return (await get({ systemName: system })).filter(by('SystemName', system)).map(read);
  }
  const exact = await get({ systemName: system, accountName: account });
  if (exact.length > 0) return exact.filter(fits(system, account)).map(read);
  if (account.includes('\\')) {
    const linked = await get({ type: 'domainlinked', accountName: account });
    return linked.filter(fits(system, account)).map(read);
  }
  if (system.includes('\\')) {
    const databases = await get({ type: 'database', accountName: account });
    return databases.filter(fits(system, account)).map(read);
  }
  return [];
}

const by = (name: string, wanted: string) => (row: ValueObject) => sameName(word(row, name), wanted);

/** Unknown filters are silently ignored by some servers, so the rows are looked at again here. */
const fits =
  (system: string, account: string) =>
  (row: ValueObject): boolean => {
    const name = word(row, 'SystemName');
    const instance = word(row, 'InstanceName');
    const systems = [
      name,
      `${name}\\${instance}`,
      `${name.split(/[\\/]/)[0]}\\${instance}`,
      word(row, 'HostName'),
    ];
    systems.push(name.replace('/', '\\'));
    const own = word(row, 'AccountName');
    const accounts = [own, `${word(row, 'DomainName')}\\${own}`, word(row, 'UserPrincipalName')];
    return systems.some((one) => sameName(one, system)) && accounts.some((one) => sameName(one, account));
  };

function read(row: Value): FoundAccount | undefined {
  const systemId = id(row, 'SystemId', 'ManagedSystemID');
  const accountId = id(row, 'AccountId', 'ManagedAccountID');
  if (systemId === undefined || accountId === undefined) return undefined;
  const longest = id(row, 'MaximumReleaseDuration');
  return {
    systemId,
    accountId,
    systemName: word(row, 'SystemName') || String(systemId),
    accountName: word(row, 'AccountName') || String(accountId),
    ...(longest === undefined ? {} : { longest }),
  };
}

function unique(found: readonly (FoundAccount | undefined)[]): FoundAccount[] {
  const seen = new Map<string, FoundAccount>();
  for (const one of found) if (one) seen.set(`${one.systemId}/${one.accountId}`, one);
  return [...seen.values()];
}

/** A number may be a name or an id: a name that fits comes first. */
function narrowed(found: FoundAccount[], account: string): FoundAccount[] {
  if (!digits.test(account)) return found;
  const named = found.filter((one) => sameName(one.accountName, account));
  return named.length > 0 ? named : found.filter((one) => one.accountId === Number(account));
}

const quoted = (text: string): string => (/^[\w.-]+$/.test(text) ? text : `'${text}'`);
