import { randomBytes } from 'node:crypto';
import type { ValueObject } from '../../value.ts';
import { empty, invalid, json, problem, Refusal, type Reply } from '../exchange.ts';
import { timestamp, type World } from '../world.ts';
import { noBody } from './body.ts';
import type { Occasion, Special } from './specials.ts';

/** Who holds which account: one entry per account, with the ids of API accounts. */
const checkouts = '_checkout';

const rotatable = ['windows_local', 'windows_domain', 'aws_secret'];
const neverForced = ['ssh', 'ssh_ca', 'x509_ca', 'x509_csr'];

const refused = (message: string): Refusal => new Refusal(problem(422, message));

export function accountOf({ world, params }: Occasion): ValueObject {
  const account = world.store.get('vault/account', Number(params['id']));
  if (!account) throw new Refusal(problem(404, 'Not found.'));
  return account;
}

const holders = (world: World, id: number): number[] => {
  const list = world.store.get(checkouts, id)?.['holders'];
  return Array.isArray(list) ? list.map(Number) : [];
};

const hold = (world: World, id: number, list: number[]): void =>
  world.store.put(checkouts, id, { id, holders: list });

/** The policy that governs an account: its own, its group's, or the global default, which has id 1. */
function policyOf(account: ValueObject, world: World): ValueObject {
  const group = world.store.get('vault/account-group', Number(account['account_group_id'] ?? 1));
  const name = account['account_policy'] ?? group?.['account_policy'];
  const policies = world.store.items('vault/account-policy');
  return (
    policies.find((one) => name && one['code_name'] === name) ?? policies.find((one) => one['id'] === 1) ?? {}
  );
}

/** The secret in clear, shaped by the type of the account. */
function credential(account: ValueObject): ValueObject {
  const { type = null, username = null } = account;
  const secret = (name: string): ValueObject => ({
    [name]: account[name] ?? `sandbox-${name}-${account['id']}`,
  });
  switch (type) {
    case 'ssh':
      return { type, username, ...secret('private_key') };
    case 'ssh_ca':
      return { type, username, ...secret('private_key'), ...secret('signed_public_cert') };
    case 'opaque_token':
      return { type, ...secret('token') };
    case 'aws_secret':
    case 'x509_csr':
      return { type, ...secret('password') };
    default:
      return { type, username, ...secret('password') };
  }
}

function checkOut(occasion: Occasion): Reply {
  const { exchange, world } = occasion;
  const account = accountOf(occasion);
  noBody(exchange);
  if (account['type'] === 'x509_ca') throw refused('Accounts of type x509_ca cannot be checked out.');
  const id = Number(account['id']);
  const out = holders(world, id);
  if (out.length > 0 && policyOf(account, world)['allow_simultaneous_checkout'] !== true) {
    throw refused('The account is already checked out.');
  }
  hold(world, id, [...out, exchange.account?.id ?? 0]);
  world.store.put('vault/account', id, { ...account, last_checkout_timestamp: timestamp(world.now()) });
  return json(200, credential(account));
}

function checkIn(occasion: Occasion): Reply {
  const { exchange, world } = occasion;
  const account = accountOf(occasion);
  noBody(exchange);
  const id = Number(account['id']);
  const out = holders(world, id);
  const own = out.indexOf(exchange.account?.id ?? 0);
  if (own < 0) throw refused('The account is not checked out.');
  hold(world, id, out.toSpliced(own, 1));
  if (policyOf(account, world)['auto_rotate_credentials'] === true) rotateNow(account, world);
  return empty(200);
}

function forceCheckIn(occasion: Occasion): Reply {
  const account = accountOf(occasion);
  noBody(occasion.exchange);
  const id = Number(account['id']);
  if (neverForced.includes(String(account['type']))) {
    throw refused(`Accounts of type ${account['type']} cannot be checked in by force.`);
  }
  if (holders(occasion.world, id).length === 0) throw refused('The account is not checked out.');
  hold(occasion.world, id, []);
  return empty(200);
}

/** Only what the appliance can reach by itself gets a new password. */
function rotateNow(account: ValueObject, world: World): boolean {
  if (!rotatable.includes(String(account['type']))) return false;
  const password = randomBytes(12).toString('base64url');
  const current = world.store.get('vault/account', Number(account['id'])) ?? account;
  world.store.put('vault/account', Number(account['id']), { ...current, password });
  return true;
}

function rotate(occasion: Occasion): Reply {
  const account = accountOf(occasion);
  noBody(occasion.exchange);
  if (!rotateNow(account, occasion.world)) {
    throw new Refusal(invalid({ type: [`Accounts of type ${account['type']} cannot be rotated.`] }));
  }
  return empty(200);
}

const action = (name: string, run: Special['run']): Special => ({
  method: 'POST',
  path: `vault/account/{id}/${name}`,
  run,
});

export const vaultActions: readonly Special[] = [
  action('check-out', checkOut),
  action('check-in', checkIn),
  action('force-check-in', forceCheckIn),
  action('rotate', rotate),
];
