import type { ValueObject } from '../../value.ts';
import { timestamp, type World } from '../world.ts';
import type { Crop } from './plant.ts';

const pem = '-----BEGIN OPENSSH PRIVATE KEY-----\nc2FuZGJveA==\n-----END OPENSSH PRIVATE KEY-----\n';

/** Accounts 59 to 64 in several types, their groups, policies and endpoints. */
export function vault(world: World): Crop {
  const time = timestamp(world.now() - 86_400_000);
  const account = (id: number, type: string, name: string, more: ValueObject): ValueObject => ({
    id,
    type,
    name,
    description: '',
    personal: false,
    account_group_id: 1,
    account_policy: null,
    ...more,
  });
  return {
    'vault/account-policy': [
      {
        id: 2,
        name: 'Shared',
        code_name: 'shared',
        description: 'Several people at once',
        auto_rotate_credentials: false,
        allow_simultaneous_checkout: true,
        scheduled_password_rotation: true,
        maximum_password_age: 30,
      },
    ],
    'vault/account-group': [{ id: 2, name: 'Databases', description: '', account_policy: 'shared' }],
    'vault/account-group/2/user': [{ user_id: 2, account_group_id: 2, role: 'inject' }],
    'vault/account': [
      account(59, 'username_password', 'Deploy', {
        username: 'deploy',
        password: 'sandbox-deploy-1',
        last_checkout_timestamp: time,
      }),
      account(60, 'ssh', 'Linux fleet', {
        username: 'ec2-user',
        public_key: 'ssh-ed25519 AAAAsandbox fleet',
        private_key: pem,
        private_key_public_cert: null,
      }),
      account(61, 'username_password', 'Backup', { username: 'backup', password: 'sandbox-backup-1' }),
      account(62, 'username_password', 'Database', {
        username: 'dba',
        password: 'sandbox-dba-1',
        account_group_id: 2,
      }),
      account(63, 'windows_local', 'Branch administrator', {
        username: 'Administrator',
        password: 'sandbox-admin-1',
        sid: 'S-1-5-21-1-2-3-500',
        endpoint_id: 1,
      }),
      account(64, 'opaque_token', 'Registry', { token: 'sandbox-token-1' }),
      account(65, 'username_password', 'Of Anna alone', {
        username: 'anna',
        password: 'sandbox-anna-1',
        personal: true,
        owner_user_id: 2,
      }),
      ...(world.product === 'pra'
        ? [
            account(66, 'x509_ca', 'Cluster CA', {
              subject: 'CN=cluster',
              ttl: '365',
              key_algorithm: 'rsa_4096',
              cert_digest_algorithm: 'sha256',
              x509_cert: 'sandbox',
            }),
          ]
        : []),
    ],
    'vault/account/59/user': [{ user_id: 2, role: 'inject_and_checkout' }],
    'vault/account/62/jump-item-association': [
      {
        id: 0,
        filter_type: 'criteria',
        criteria: { shared_jump_groups: [1], host: [], name: ['db*'], tag: [], comment: [] },
        jump_items: [],
      },
    ],
    'vault/account-group/2/jump-item-association': [{ id: 0, filter_type: 'any_jump_items' }],
    'vault/endpoint': [
      {
        id: 1,
        name: 'BRANCH-PC',
        operating_system: 'Windows 11',
        domain_name: 'example.com',
        distinguished_name: '',
        hostname: 'branch-pc.example.com',
        description: '',
      },
    ],
  };
}
