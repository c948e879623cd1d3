import type { Value, ValueObject } from '../../value.ts';
import { problem, type Reply } from '../exchange.ts';
import { timestamp, type World } from '../world.ts';
import { keyInfo } from './installers.ts';
import { member } from './members.ts';

type Errors = Record<string, string[]>;

/** What one resource does beyond storing its fields. Keys of `rules` are names of rows. */
export interface Rule {
  /** Fields whose values must differ between items. */
  unique?: readonly string[];
  /** The field that code_name is made from when it is not sent. */
  codeNameFrom?: string;
  /** Fields that cannot change after add. */
  fixed?: readonly string[];
  /** Read-only fields of a new item. */
  born?: (item: ValueObject, world: World, sent: ValueObject) => ValueObject;
  /** Complaints about an item as it would become. */
  judge?: (item: ValueObject, before: ValueObject | undefined, world: World) => Errors;
  /** Fields that change because others were sent. */
  follow?: (sent: ValueObject, world: World) => ValueObject;
  /** What else comes into being with an item. */
  after?: (item: ValueObject, sent: ValueObject, world: World) => void;
  /** A refusal of every write below one parent: "vault/account/7" of "vault/account/7/user". */
  guard?: (parent: ValueObject) => Reply | undefined;
  /** A refusal to change or delete this item. */
  refuse?: (item: ValueObject, verb: 'update' | 'delete', sent: ValueObject) => Reply | undefined;
  /** What else goes when an item goes. */
  gone?: (id: number, world: World) => void;
  /** A successful add, when it is not 201 with the object. */
  added?: 'nothing' | 200;
  /** The documents give a Location header. */
  location?: true;
  /** A successful delete, when it is not 204. */
  deleted?: 200;
}

/** Removes every item of these collections that points at `id` with `field`. */
export function removePointing(world: World, field: string, id: number, shared = false): void {
  for (const path of world.store.paths().filter((one) => /^(jump-item\/|jump-client)/.test(one))) {
    for (const item of world.store.items(path)) {
      const personal = shared && item['jump_group_type'] === 'personal';
      if (item[field] === id && !personal && typeof item['id'] === 'number')
        world.store.remove(path, item['id']);
    }
  }
}

const item: Rule = { location: true };

/** The port follows the protocol where it was left out (reference, x-default-by). */
const shellJump: Rule = {
  ...item,
  born: (it) => (it['port'] === undefined ? { port: it['protocol'] === 'telnet' ? 23 : 22 } : {}),
};

/** One run of a job that has not begun. */
const waiting = (endpoint: Value): ValueObject => ({
  state: 'waiting',
  started_running_timestamp: null,
  finished_timestamp: null,
  finished_type: null,
  finished_error: null,
  log_file_path: null,
  endpoint_id: endpoint,
  output_tail: null,
  exit_code: null,
});

const named = { unique: ['name', 'code_name'], codeNameFrom: 'name', location: true } as const;

const accountTypes = {
  pra: ['username_password', 'ssh', 'ssh_ca', 'opaque_token', 'x509_ca', 'x509_csr'],
  rs: ['username_password', 'ssh', 'ssh_ca', 'opaque_token'],
};

/** An authority is imported with its key or generated from a subject; a client certificate is always generated. */
function certificate(account: ValueObject): Errors {
  const type = String(account['type']);
  if (!type.startsWith('x509') || (type === 'x509_ca' && account['x509_key'] !== undefined)) return {};
  const needed = ['subject', 'ttl', 'key_algorithm', 'cert_digest_algorithm'];
  const missing = needed.filter((name) => account[name] === undefined || account[name] === '');
  return Object.fromEntries(missing.map((name) => [name, [`The ${name} field is required.`]]));
}

const hex = (seed: number, length: number): string =>
  (BigInt(seed + 7919) ** 17n).toString(16).padStart(length, '0').slice(-length);

/** Personal accounts belong to one user; the API may look at them only. */
const personal = (account: ValueObject): Reply | undefined =>
  account['personal'] === true ? problem(403, 'This is a personal account.') : undefined;

/** Permissions do nothing while the status says "not_defined": sending one defines it (reference, group policies). */
const defined = (sent: ValueObject, world: World): ValueObject => {
  const status = world.product === 'pra' ? 'access_perm_status' : 'rep_perm_status';
  const flips = sent[status] === undefined && Object.keys(sent).some((name) => name.startsWith('perm_'));
  return flips ? { [status]: 'defined' } : {};
};

const table: Record<string, Rule> = {
  jumpoint: {
    ...named,
    fixed: ['platform', 'clustered'],
    born: (it) => ({ connected: false, key_info: hex(Number(it['id']), 46) }),
    gone: (id, world) => {
      removePointing(world, 'jumpoint_id', id);
      for (const endpoint of world.store.items('vault/endpoint')) {
        if (endpoint['jumpoint_id'] === id) world.store.remove('vault/endpoint', Number(endpoint['id']));
      }
    },
  },
  'jump-group': { ...named, gone: (id, world) => removePointing(world, 'jump_group_id', id, true) },
  'jump-policy': {
    unique: ['code_name'],
    codeNameFrom: 'display_name',
    location: true,
    after: (it, _sent, world) =>
      world.store.put(`jump-policy/${it['id']}/schedule`, 0, { timezone: 'UTC', entries: [] }),
    // Asking for approval alone switches the default schedule off; asking for both is wrong.
    born: (it, _world, sent) =>
      it['approval_required'] === true && sent['schedule_enabled'] === undefined
        ? { schedule_enabled: false }
        : {},
    judge: (it) =>
      it['approval_required'] === true && it['schedule_enabled'] === true
        ? { approval_required: ['Approval and schedule exclude each other.'] }
        : {},
  },
  'jump-item/shell-jump': shellJump,
  'jump-client': {},
  'jump-client/installer': {
    born: (it, world) => ({
      installer_id: hex(Number(it['id']), 32),
      key_info: keyInfo(hex(Number(it['id']), 32)),
      elevate_install: false,
      elevate_prompt: false,
      expiration_timestamp: timestamp(world.now() + 60_000 * (Number(it['valid_duration']) || 1440)),
    }),
    after: (it, _sent, world) => {
      const { encodedInfo: _, ...rest } = keyInfo(String(it['installer_id']));
      world.store.put('jump-client/installer', Number(it['id']), { ...it, key_info: rest });
    },
  },
  'group-policy': { unique: ['name'], location: true, follow: defined },
  'group-policy/{id}/jumpoint': { added: 'nothing' },
  'group-policy/{id}/jump-group': { added: 'nothing' },
  'group-policy/{id}/member': { added: 'nothing', judge: member },
  'group-policy/{id}/password-safe-target': { added: 'nothing' },
  'group-policy/{id}/vault-account': { deleted: 200 },
  'group-policy/{id}/vault-account-group': { deleted: 200 },
  team: { unique: ['code_name'], codeNameFrom: 'name', location: true },
  user: {
    unique: ['username'],
    location: true,
    born: () => ({ security_provider_id: 1 }),
    refuse: (it, verb) =>
      verb === 'delete' && it['perm_admin'] === true
        ? problem(403, 'Administrators cannot be deleted.')
        : undefined,
  },
  vendor: { unique: ['name'], location: true },
  'vendor/{id}/user': {
    added: 200,
    born: (_it, world) => ({
      is_approved: true,
      is_expired: false,
      vendor_administrator: false,
      account_expiration: timestamp(world.now() + 30 * 86_400_000),
    }),
  },
  'rep-status': {
    unique: ['name', 'code_name'],
    codeNameFrom: 'name',
    location: true,
    refuse: (it, verb, sent) => {
      if (Number(it['id']) > 3) return undefined;
      if (verb === 'delete') return problem(422, 'A built-in status cannot be deleted.');
      const fixed = it['code_name'] === 'available' || 'display_as' in sent;
      return fixed ? problem(422, 'That part of a built-in status cannot be changed.') : undefined;
    },
  },
  'security-provider': {
    refuse: (it) =>
      it['type'] === 'saml' || it['type'] === 'saml2'
        ? undefined
        : problem(422, 'Only SAML security providers can be changed.'),
  },
  'vault/account-policy': {
    unique: ['code_name'],
    codeNameFrom: 'name',
    location: true,
    judge: (it) =>
      it['scheduled_password_rotation'] === true && typeof it['maximum_password_age'] !== 'number'
        ? {
            maximum_password_age: [
              'The maximum_password_age field is required with scheduled_password_rotation.',
            ],
          }
        : {},
    refuse: (it, verb) =>
      verb === 'delete' && it['id'] === 1 ? problem(422, 'The default policy cannot be deleted.') : undefined,
  },
  'vault/account-group': {
    location: true,
    refuse: (it, verb) =>
      verb === 'delete' && it['id'] === 1 ? problem(422, 'The default group cannot be deleted.') : undefined,
    gone: (id, world) => {
      for (const account of world.store.items('vault/account')) {
        if (account['account_group_id'] !== id) continue;
        world.store.put('vault/account', Number(account['id']), { ...account, account_group_id: 1 });
      }
    },
  },
  'vault/account': {
    location: true,
    fixed: ['type'],
    judge: (it, before, world) => {
      if (before !== undefined) return {};
      const ok = accountTypes[world.product].includes(String(it['type']));
      return ok ? certificate(it) : { type: [`Accounts of type ${it['type']} cannot be added.`] };
    },
    born: () => ({ personal: false, public_key: 'ssh-ed25519 sandbox' }),
    refuse: (it, verb) => (verb === 'delete' ? personal(it) : undefined),
  },
  'vault/account/{id}/user': { guard: personal },
  'endpoint-automation/job': {
    location: true,
    born: (_it, world) => ({
      created_at: timestamp(world.now()),
      created_by_api_account_id: 1,
      finished_timestamp: null,
    }),
    after: (it, sent, world) => {
      for (const [at, endpoint] of (Array.isArray(sent['endpoint_ids'])
        ? sent['endpoint_ids']
        : []
      ).entries()) {
        world.store.put(`endpoint-automation/job/${it['id']}/execution`, at + 1, waiting(endpoint));
      }
    },
  },
  'endpoint-automation/script': {
    location: true,
    born: (_it, world) => ({
      created_at: timestamp(world.now()),
      updated_at: timestamp(world.now()),
      created_by_api_account_id: 1,
    }),
    after: (it, sent, world) => {
      for (const id of Array.isArray(sent['resource_ids']) ? sent['resource_ids'] : []) {
        const resource = world.store.get('endpoint-automation/resource', Number(id));
        if (resource)
          world.store.put(`endpoint-automation/script/${it['id']}/resource`, Number(id), resource);
      }
    },
  },
};

export const ruleOf = (row: string): Rule => table[row] ?? (row.startsWith('jump-item/') ? item : {});
