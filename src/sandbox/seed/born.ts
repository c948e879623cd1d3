import { timestamp, type World } from '../world.ts';
import type { Crop } from './plant.ts';

/** What an appliance has before anybody has configured anything. */
export function born(world: World): Crop {
  const pra = world.product === 'pra';
  const all = {
    perm_add: true,
    perm_assign_jump_group: true,
    perm_remove: true,
    perm_start: true,
    perm_edit_tag: true,
    perm_edit_comments: true,
    perm_edit_jump_policy: true,
    perm_edit_session_policy: true,
    perm_edit_identity: true,
    perm_edit_behavior: true,
    perm_view_jump_item_report: true,
  };
  return {
    'api-account': world.accounts.map((account) => ({
      id: account.id,
      name: account.name,
      comments: '',
      enabled: true,
      ip_addresses: '',
      client_id: account.clientId,
      failed_login_attempts: 0,
      failed_login_expiration: '',
      perm_command: account.config === 'full' ? 'full_access' : 'read_only',
      perm_reporting_support: true,
      perm_reporting_license: true,
      perm_reporting_vault: account.vault,
      perm_backup: account.config === 'full',
      perm_vault_backup: account.vault,
      perm_configuration: account.config !== 'none',
      perm_configuration_vault_account: account.vault,
    })),
    'security-provider': [
      {
        id: 1,
        type: 'local',
        name: 'Local Users',
        enabled: true,
        user_authentication: true,
        group_lookup: false,
        priority: 1,
        default_policy: 0,
      },
    ],
    user: [
      {
        id: 1,
        security_provider_id: 1,
        username: 'admin',
        public_display_name: 'Administrator',
        private_display_name: 'Administrator',
        email_address: 'admin@example.com',
        enabled: true,
        created_at: timestamp(world.now()),
        last_authentication: timestamp(world.now()),
        perm_admin: true,
        perm_vault: true,
      },
    ],
    'jump-item-role': [
      { id: 1, name: 'No Access', description: '' },
      { id: 2, name: 'Start Sessions Only', description: '', perm_start: true },
      { id: 3, name: 'Administrator', description: '', ...all },
      { id: 4, name: 'Auditor', description: '', perm_view_jump_item_report: true },
    ],
    'vault/account-policy': [
      {
        id: 1,
        name: 'Global default',
        code_name: 'global_default',
        description: '',
        auto_rotate_credentials: true,
        allow_simultaneous_checkout: false,
        scheduled_password_rotation: false,
      },
    ],
    'vault/account-group': [{ id: 1, name: 'Default', description: '', account_policy: null }],
    'session-policy': [{ id: 2, display_name: 'Everything', code_name: 'everything', description: '' }],
    ...(pra
      ? {}
      : {
          'public-portal': [{ id: 1, name: 'Default', addresses: ['support.example.com'] }],
          'rep-status': [
            { id: 1, name: 'Available', code_name: 'available' },
            { id: 2, name: 'Away', code_name: 'away', display_as: 'away' },
            { id: 3, name: 'Busy', code_name: 'busy', display_as: 'busy' },
          ],
        }),
  };
}
