import type { Client } from '../sandbox/client.ts';

/** What is in the seeded company, for the parameters of a path. */
const samples: Record<string, string> = {
  '/user/{id}': '3',
  '/vault/account/{id}': '62',
  '/vault/account/{id}/user/{user_id}': '59,2',
  '/vault/account-policy/{id}': '2',
  '/vault/account-group/{id}': '2',
  '/vault/account-group/{id}/user/{user_id}': '2,2',
  '/vault/account-group/{id}/account/{account_id}': '2,62',
  '/jump-approval/{user_id}/view/{id}': '2,1',
  '/jumpoint/{id}/user/{user_id}': '1,2',
  '/jump-group/{id}/user/{user_id}': '1,2',
  '/team/{id}/user/{user_id}': '1,2',
  '/group-policy/{id}/vault-account/{account_id}': '1,59',
  '/rep-status/{id}': '4',
  '/cli/{platform}': 'linux',
};

/** A path of a document with ids that exist; the longest pattern that it begins with tells them. */
export function filled(path: string, client: Client): string {
  const key = Object.keys(samples)
    .filter((one) => path === one || path.startsWith(`${one}/`))
    .sort((a, b) => b.length - a.length)[0];
  const values = (samples[key ?? ''] ?? '').split(',').filter((one) => one !== '');
  const installer = client.sandbox.store.items('jump-client/installer')[0]?.['installer_id'];
  return path.slice(1).replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'installer_id') return String(installer);
    if (name === 'platform') return values.shift() ?? 'linux-64';
    return values.shift() ?? '1';
  });
}

/** One approval to look at, and room for one more node. */
export function prepare({ sandbox }: Client): void {
  sandbox.store.put('jump-approval', 1, {
    id: 1,
    state: 'pending',
    jump_policy_id: 2,
    jump_item_type: 'shell_jump',
    jump_item_id: 2,
    created_by_user_id: 3,
    start_timestamp: '2026-01-01T00:00:00+00:00',
    duration: 60,
    request_reason: '',
    response_comments: '',
  });
}

/** A body for every POST, good enough to be taken. */
const jump = { name: 'new', jump_group_id: 1, jumpoint_id: 1, hostname: 'host' };
const copy = { name: 'copy', jump_group_id: 1, jump_group_type: 'shared' };
const bodies: Record<string, unknown> = {
  '/jumpoint': { name: 'new', platform: 'linux-x86' },
  '/jumpoint/{id}/user': { user_id: 3 },
  '/jump-group': { name: 'new' },
  '/jump-group/{id}/user': { user_id: 3 },
  '/jump-policy': { display_name: 'new' },
  '/jump-item/remote-rdp': jump,
  '/jump-item/remote-vnc': { ...jump, port: 5900 },
  '/jump-item/shell-jump': { ...jump, protocol: 'ssh' },
  '/jump-item/web-jump': { name: 'new', jump_group_id: 1, jumpoint_id: 1, url: 'https://x.example' },
  '/jump-item/protocol-tunnel-jump': { ...jump, tunnel_type: 'tcp', tunnel_definitions: '22;24' },
  '/jump-item/mysql-tunnel-jump': { ...jump, username: 'u' },
  '/jump-item/psql-tunnel-jump': { ...jump, username: 'u' },
  '/jump-item/network-tunnel-jump': {
    name: 'new',
    jump_group_id: 1,
    jumpoint_id: 1,
    filter_rules: [{ ip_addresses: { cidr: '10.0.0.0/8' } }],
  },
  '/jump-client/installer': { jump_group_id: 1 },
  '/jump-approval/approve': { id: 1, user_id: 2, answer: 'approved' },
  '/jump-approval/request': {
    user_id: 3,
    jump_item_id: 2,
    jump_item_type: 'shell_jump',
    start: 1,
    duration: 60,
  },
  '/group-policy': { name: 'new' },
  '/group-policy/{id}/copy': { name: 'copy' },
  '/group-policy/{id}/member': { security_provider_id: 1, user_id: 3 },
  '/group-policy/{id}/jumpoint': { jumpoint_id: 2 },
  '/group-policy/{id}/jump-group': { jump_group_id: 2 },
  '/group-policy/{id}/team': { team_id: 2 },
  '/group-policy/{id}/vault-account': { account_id: 60 },
  '/group-policy/{id}/vault-account-group': { account_group_id: 2 },
  '/endpoint-automation/job': {
    name: 'new',
    start_at: '2030-01-01T00:00:00Z',
    operating_system: 'Linux',
    endpoint_ids: [1],
    payload: { cmd: 'sh', script: 'true' },
  },
  '/endpoint-automation/script': { name: 'new', cmd: 'sh', script: 'true', operating_system: 'Linux' },
  '/rep-status': { name: 'new', display_as: 'busy' },
  '/team': { name: 'new' },
  '/team/{id}/user': { team_id: 1, user_id: 1 },
  '/user': { username: 'new', public_display_name: 'New' },
  '/user/provision': { user_ids: [] },
  '/vendor': { name: 'new', default_policy: 2 },
  '/vendor/{id}/user': {
    username: 'n',
    public_display_name: 'N',
    password: 'p',
    email_address: 'n@x.example',
  },
  '/vault/account': { type: 'username_password', name: 'new', username: 'u', password: 'p' },
  '/vault/account/{id}/user': { user_id: 3 },
  '/vault/account/{id}/jump-item-association': { filter_type: 'no_jump_items' },
  '/vault/account-group': { name: 'new' },
  '/vault/account-group/{id}/user': { user_id: 3 },
  '/vault/account-group/{id}/account': { account_id: 59 },
  '/vault/account-policy': { name: 'new' },
  '/vault/endpoint/{id}/remote-rdp-jump-item-association': { id: 1 },
};

/** The body for a POST of a path. */
export const bodyFor = (path: string): unknown => {
  if (path.endsWith('/jump-item')) return { id: 1, type: 'shell_jump' };
  if (path.endsWith('/shared-jump-group')) return { shared_jump_group_id: 1 };
  return path.startsWith('/jump-') && path.endsWith('/copy') ? copy : bodies[path];
};

/** What has to be so before an action makes sense. */
export async function ready(path: string, client: Client): Promise<void> {
  const { store } = client.sandbox;
  const criteria = { filter_type: 'criteria', criteria: { shared_jump_groups: [] }, jump_items: [] };
  if (path.endsWith('check-in')) await client.call('POST', 'vault/account/62/check-out');
  if (path.endsWith('/jump-item-association')) store.remove('vault/account/62/jump-item-association', 0);
  else store.put('vault/account/62/jump-item-association', 0, criteria);
  store.put('vault/account-group/2/jump-item-association', 0, criteria);
  store.put('team', 2, { id: 2, name: 'second' });
  if (path.endsWith('/rotate'))
    store.put('vault/account', 62, { id: 62, type: 'windows_local', name: 'w', username: 'w' });
}
