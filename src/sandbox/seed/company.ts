import { timestamp, type World } from '../world.ts';
import { jumpItems } from './jump-items.ts';
import type { Crop } from './plant.ts';
import { vault } from './vault.ts';

const installer = '5a6d0c2f9b3e41d8a7c6e5f401928374';

/** Somebody's small appliance: enough of everything to try each command once. */
export function company(world: World): Crop {
  const at = (minutes: number) => timestamp(world.now() + minutes * 60_000);
  return {
    jumpoint: [
      {
        id: 1,
        name: 'Head office',
        code_name: 'head_office',
        platform: 'linux-x86',
        shell_jump_enabled: true,
        connected: true,
        clustered: true,
        key_info: 'a'.repeat(46),
      },
      {
        id: 2,
        name: 'Branch',
        code_name: 'branch',
        platform: 'windows-x86',
        connected: true,
        key_info: 'b'.repeat(46),
      },
    ],
    'jumpoint/1/node': [node(1, '10.0.0.11', 'jp-a', at(-600)), node(2, '10.0.0.12', 'jp-b', at(-500))],
    'jumpoint/2/node': [node(3, '10.1.0.11', 'branch-jp', at(-60))],
    'jumpoint/1/user': [{ user_id: 2 }],
    'jump-group': [
      { id: 1, name: 'Servers', code_name: 'servers', comments: null },
      { id: 2, name: 'Workstations', code_name: 'workstations', comments: 'Desks and laptops' },
    ],
    'jump-group/1/user': [{ user_id: 2, jump_item_role_id: 2 }],
    'jump-policy': [
      { id: 1, display_name: 'Office hours', code_name: 'office_hours', schedule_enabled: true },
      {
        id: 2,
        display_name: 'With approval',
        code_name: 'with_approval',
        schedule_enabled: false,
        approval_required: true,
        approval_user_ids: ['2'],
        approval_display_name: 'Team lead',
        approval_email_addresses: ['lead@example.com'],
      },
    ],
    'jump-policy/1/schedule': [
      {
        id: 0,
        timezone: 'Europe/Berlin',
        entries: [{ start_day: 0, start_time: '08:00', end_day: 4, end_time: '18:00' }],
      },
    ],
    'jump-policy/2/schedule': [{ id: 0, timezone: 'UTC', entries: [] }],
    'session-policy': [
      { id: 3, display_name: 'View only', code_name: 'view_only', description: 'Watch, do not touch' },
    ],
    ...jumpItems,
    ...vault(world),
    'jump-client': [client(1, 'db-1', 1, 'i-0abc', at(-30)), client(2, 'front-desk', 2, 'desk', at(-3000))],
    'jump-client/installer': [
      {
        id: 1,
        installer_id: installer,
        jump_group_id: 1,
        jump_group_type: 'shared',
        name: '',
        tag: 'fleet',
        connection_type: 'active',
        expiration_timestamp: at(1440),
        elevate_install: false,
        elevate_prompt: false,
        key_info: { filename: `sra-scc-${installer}` },
      },
    ],
    user: [person(2, 'anna', 'Anna Lead', at(-90)), person(3, 'ben', 'Ben Support', at(-20))],
    'security-provider': [
      {
        id: 2,
        type: 'saml',
        name: 'Company sign-on',
        enabled: true,
        user_authentication: true,
        group_lookup: true,
        priority: 2,
        default_policy: 1,
        available_groups: ['Operators'],
        login_url: 'https://idp.example.com/sso',
      },
    ],
    team: [
      { id: 1, name: 'Operations', code_name: 'operations', comments: null, public_portal_ids: ['all'] },
    ],
    'team/1/user': [
      { team_id: 1, user_id: 2, role: 'lead' },
      { team_id: 1, user_id: 3, role: 'member' },
    ],
    'group-policy': [
      {
        id: 1,
        name: 'Operators',
        access_perm_status: 'defined',
        rep_perm_status: 'defined',
        perm_access_allowed: true,
        perm_shell_jump: true,
      },
      { id: 2, name: 'Vendors', access_perm_status: 'not_defined', rep_perm_status: 'not_defined' },
    ],
    'group-policy/1/member': [
      { id: 1, security_provider_id: 1, user_id: 2 },
      { id: 2, security_provider_id: 2, group_name: 'Operators' },
    ],
    'group-policy/1/jumpoint': [{ jumpoint_id: 1 }],
    'group-policy/1/jump-group': [{ jump_group_id: 1, jump_item_role_id: 0, jump_policy_id: 0 }],
    'group-policy/1/team': [{ team_id: 1, role: 'member' }],
    'group-policy/1/vault-account': [{ account_id: 59, role: 'inject_and_checkout' }],
    'group-policy/1/vault-account-group': [{ group_policy_id: 1, account_group_id: 1, role: 'inject' }],
    'group-policy/1/password-safe-target': [{ password_safe_target_id: 1 }],
    vendor: [
      {
        id: 1,
        name: 'Acme Service',
        default_policy: 2,
        administrator_ids: [2],
        team_ids: [],
        network_restrictions: [],
      },
    ],
    'vendor/1/user': [
      {
        id: 1,
        username: 'acme.tech',
        public_display_name: 'Acme Technician',
        email_address: 'tech@acme.example',
        enabled: true,
        account_expiration: at(-1440),
        vendor_administrator: false,
        is_approved: true,
        is_expired: true,
      },
    ],
    'endpoint-automation/endpoint': [
      {
        id: 1,
        operating_system_type: 'Linux',
        names: ['db-1'],
        hostname: 'db-1.example.com',
        tags: ['i-0abc'],
        public_ip: '203.0.113.10',
        private_ip: '10.0.1.10',
        is_active: true,
        jump_group_id: [1],
      },
    ],
    'endpoint-automation/resource': [
      {
        id: 1,
        file_name: 'agent.conf',
        file_size: 512,
        display_url: '/login/endpoint_automation/resource/1',
        hash: '0'.repeat(64),
        created_at: at(-5000),
        updated_at: at(-5000),
        created_by: 1,
        updated_by: 1,
      },
    ],
    'endpoint-automation/script': [
      {
        id: 1,
        name: 'Patch',
        description: 'Install updates',
        tag: 'patch',
        cmd: 'sh',
        script: 'apt-get -y upgrade',
        operating_system: 'Linux',
        resource_ids: [1],
        created_by_api_account_id: null,
        created_by_user_id: 1,
        created_at: at(-5000),
        updated_at: at(-5000),
      },
    ],
    'endpoint-automation/script/1/resource': [
      {
        id: 1,
        file_name: 'agent.conf',
        file_size: 512,
        display_url: '/login/endpoint_automation/resource/1',
      },
    ],
    'endpoint-automation/job': [
      {
        id: 1,
        name: 'Patch night',
        notes: '',
        start_at: at(-2000),
        tag: 'patch',
        operating_system: 'Linux',
        created_by_api_account_id: null,
        created_by_user_id: 1,
        created_at: at(-2100),
        finished_timestamp: at(-1990),
        payload: { cmd: 'sh', script: 'apt-get -y upgrade' },
      },
    ],
    'endpoint-automation/job/1/execution': [
      {
        id: 1,
        state: 'finished',
        started_running_timestamp: at(-2000),
        finished_timestamp: at(-1990),
        finished_type: 'exit',
        finished_error: null,
        log_file_path: '/var/log/job-1.log',
        endpoint_id: 1,
        output_tail: '0 upgraded',
        exit_code: 0,
      },
    ],
    'rep-status': [{ id: 4, name: 'Lunch', code_name: 'lunch', display_as: 'away' }],
    'public-portal': [{ id: 2, name: 'Partners', addresses: ['partners.example.com'] }],
  };
}

const node = (id: number, ip: string, hostname: string, since: string) => ({
  id,
  last_connect_timestamp: since,
  last_disconnect_timestamp: null,
  public_ip: '203.0.113.1',
  private_ip: ip,
  hostname,
});

const person = (id: number, username: string, name: string, last: string) => ({
  id,
  security_provider_id: 1,
  username,
  public_display_name: name,
  private_display_name: name,
  display_number: id,
  email_address: `${username}@example.com`,
  enabled: true,
  last_authentication: last,
  created_at: last,
  perm_admin: false,
});

const client = (id: number, name: string, group: number, tag: string, last: string) => ({
  id,
  jump_group_id: group,
  jump_group_type: 'shared',
  name,
  hostname: name,
  fqdn: `${name}.example.com`,
  tag,
  comments: '',
  install_mode: 'service',
  connection_type: 'active',
  last_connect_timestamp: last,
  last_access_timestamp: last,
  is_lost: false,
  needs_update: false,
  unavailable_reason: 'none',
  operating_system: 'Linux',
  public_ip: '203.0.113.10',
  private_ip: `10.0.1.${9 + id}`,
  console_user: '',
  max_offline_minutes: 0,
});
