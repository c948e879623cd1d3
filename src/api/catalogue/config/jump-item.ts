import type { Fields, Table } from '../row.ts';
import { copyToGroup, groupType, id, off, on, optionalRef, ref, sessionPolicy, shownRef } from './common.ts';
import { ipProtocols } from './ip-protocols.ts';

const identity = {
  id,
  name: { kind: 'text', required: true, min: 1, max: 128 },
  jumpoint_id: { ...ref, required: true },
} satisfies Fields;

const placement = {
  jump_group_id: { ...ref, required: true },
  jump_group_type: groupType,
  tag: { kind: 'text', max: 64 },
  comments: { kind: 'text', max: 1024 },
  jump_policy_id: optionalRef,
  session_policy_id: sessionPolicy,
} satisfies Fields;

const where = {
  jump_group_id: ref,
  jump_group_type: { kind: ['shared', 'personal'] },
  jumpoint_id: ref,
  tag: { kind: 'text', min: 1, max: 64 },
} satisfies Fields;

/** Jump Items by type. Ids are unique within a type only. */
export const jumpItem = {
  'jump-item/shell-jump': {
    title: 'Shell Jump: SSH or Telnet through a Jumpoint',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: copyToGroup },
    fields: {
      ...identity,
      hostname: { kind: 'text', required: true, min: 1, max: 128 },
      protocol: { kind: ['ssh', 'telnet'], required: true },
      port: { kind: 'integer', min: 1, max: 65535, note: '22 for ssh, 23 for telnet' },
      ...placement,
      terminal: { kind: ['xterm', 'VT100'], default: 'xterm' },
      keep_alive: { kind: 'integer', min: 0, max: 300, note: 'seconds, 0 is off' },
      username: { kind: 'text', max: 128 },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
      hostname: { kind: 'text', min: 3, max: 255 },
      ...where,
    },
  },
  'jump-item/remote-rdp': {
    title: 'Remote RDP',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: copyToGroup },
    fields: {
      ...identity,
      hostname: { kind: 'text', required: true, min: 1, max: 128 },
      ...placement,
      quality: {
        kind: ['low', 'performance', 'performance_quality', 'quality', 'best_performance', 'lossless'],
        default: 'best_performance',
        note: 'releases before 25.2 say video for best_performance',
      },
      console: off,
      ignore_untrusted: off,
      rdp_username: { kind: 'text', max: 128 },
      domain: { kind: 'text', max: 64 },
      session_forensics: { ...off, product: 'pra' },
      endpoint_id: { ...shownRef, nullable: true, note: 'set by the Vault' },
      secure_app_type: {
        kind: ['none', 'remote_app', 'remote_desktop_agent', 'remote_desktop_agent_credentials'],
        product: 'pra',
      },
      remote_app_name: { kind: 'text', product: 'pra', max: 512 },
      remote_app_params: { kind: 'text', product: 'pra', max: 8000 },
      remote_exe_path: { kind: 'text', product: 'pra', max: 512 },
      remote_exe_params: { kind: 'text', product: 'pra', max: 8000 },
      target_system: { kind: 'text', product: 'pra', max: 250 },
      credential_type: { kind: 'text', product: 'pra', max: 250 },
      rds_collection: { kind: 'text', product: 'pra', since: '1.12', max: 256 },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
      hostname: { kind: 'text', min: 3, max: 255 },
      ...where,
      endpoint_id: ref,
    },
  },
  'jump-item/remote-vnc': {
    title: 'Remote VNC',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: copyToGroup },
    fields: {
      ...identity,
      hostname: { kind: 'text', required: true, min: 1, max: 128 },
      port: { kind: 'integer', min: 100, max: 65535, default: 5900 },
      ...placement,
    },
    filters: {
      name: { kind: 'text', min: 1, max: 255 },
      hostname: { kind: 'text', min: 3, max: 255 },
      ...where,
    },
  },
  'jump-item/web-jump': {
    title: 'Web Jump: a web site in a recorded browser',
    product: 'pra',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: copyToGroup },
    fields: {
      ...identity,
      url: { kind: 'text', required: true, min: 1, max: 255 },
      username_format: {
        kind: ['default', 'username_only', 'force_upn_format', 'force_dlln_format'],
        default: 'default',
      },
      verify_certificate: on,
      ...placement,
      authentication_timeout: { kind: 'integer', min: 1, max: 30, default: 3 },
      username_field: { kind: 'text', nullable: true, max: 255 },
      password_field: { kind: 'text', nullable: true, max: 255 },
      submit_field: { kind: 'text', nullable: true, max: 255 },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 128 },
      url: { kind: 'text', min: 1, max: 255 },
      ...where,
    },
  },
  'jump-item/protocol-tunnel-jump': {
    title: 'Protocol tunnel: TCP, SQL Server or Kubernetes',
    product: 'pra',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: copyToGroup },
    fields: {
      ...identity,
      hostname: { kind: 'text', required: true, min: 1, max: 128 },
      ...placement,
      tunnel_listen_address: { kind: 'text', max: 32, default: '127.0.0.1' },
      tunnel_definitions: {
        kind: 'text',
        max: 5000,
        note: 'local and remote ports in turn, separated by semicolons',
      },
      tunnel_type: { kind: ['tcp', 'mssql', 'k8s'], default: 'tcp' },
      username: { kind: 'text', max: 128 },
      database: { kind: 'text', max: 128 },
      url: { kind: 'text', since: '1.9', min: 1, max: 256, note: 'k8s only' },
      ca_certificates: { kind: 'text', since: '1.9', min: 1, max: 12288, note: 'k8s only, PEM' },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 128 },
      hostname: { kind: 'text', min: 1, max: 128 },
      ...where,
    },
  },
  'jump-item/mysql-tunnel-jump': {
    title: 'MySQL tunnel',
    product: 'pra',
    since: '1.10',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: copyToGroup },
    fields: {
      ...identity,
      hostname: { kind: 'text', required: true, min: 1, max: 128 },
      ...placement,
      tunnel_listen_address: { kind: 'text', max: 32, default: '127.0.0.1' },
      username: { kind: 'text', max: 128 },
      database: { kind: 'text', max: 128 },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 128 },
      hostname: { kind: 'text', min: 1, max: 128 },
      ...where,
    },
  },
  'jump-item/psql-tunnel-jump': {
    title: 'PostgreSQL tunnel',
    product: 'pra',
    since: '1.10',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: copyToGroup },
    fields: {
      ...identity,
      hostname: { kind: 'text', required: true, min: 1, max: 128 },
      ...placement,
      tunnel_listen_address: { kind: 'text', max: 32, default: '127.0.0.1' },
      username: { kind: 'text', max: 128 },
      database: { kind: 'text', max: 128 },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 128 },
      hostname: { kind: 'text', min: 1, max: 128 },
      ...where,
    },
  },
  'jump-item/mongodb-tunnel-jump': {
    title: 'MongoDB tunnel',
    product: 'pra',
    since: '1.12',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: copyToGroup },
    fields: {
      ...identity,
      hostname: { kind: 'text', required: true, min: 1, max: 128 },
      ...placement,
      local_address: {
        kind: 'text',
        max: 32,
        default: '127.0.0.1',
        note: 'the other tunnels call it tunnel_listen_address',
      },
      username: { kind: 'text', max: 128 },
      database: { kind: 'text', max: 128 },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 128 },
      hostname: { kind: 'text', min: 1, max: 128 },
      ...where,
    },
  },
  'jump-item/network-tunnel-jump': {
    title: 'Network tunnel: IP traffic by filter rules',
    product: 'pra',
    since: '1.10',
    item: 'id',
    paged: true,
    verbs: { list: {}, get: {}, add: {}, update: {}, delete: {}, copy: copyToGroup },
    fields: {
      ...identity,
      ...placement,
      filter_rules: {
        kind: 'list',
        required: true,
        min: 1,
        max: 50,
        of: {
          kind: 'object',
          fields: {
            ip_addresses: {
              kind: 'object',
              required: true,
              fields: {
                cidr: { kind: 'text' },
                range: {
                  kind: 'object',
                  fields: {
                    start: { kind: 'text', required: true },
                    end: { kind: 'text', required: true },
                  },
                },
                list: { kind: 'list', min: 1, max: 16, of: { kind: 'text' } },
              },
            },
            protocol: { kind: ipProtocols, default: 'ANY' },
            ports: {
              kind: 'object',
              fields: {
                range: {
                  kind: 'object',
                  fields: {
                    start: { kind: 'integer', required: true, min: 1, max: 65535 },
                    end: { kind: 'integer', required: true, min: 1, max: 65535 },
                  },
                },
                list: { kind: 'list', max: 42, of: { kind: 'integer', min: 1, max: 65535 } },
              },
            },
          },
        },
      },
    },
    filters: {
      name: { kind: 'text', min: 1, max: 128 },
      ...where,
    },
  },
} satisfies Table;
