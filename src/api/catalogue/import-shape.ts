import type { Params } from './xml-row.ts';

const name: Params = { name: { kind: 'text', required: true, max: 128 } };
const group: Params = {
  group: { kind: 'text', required: true, note: 'code name of the Jump Group; no personal list' },
};
const jumpoint: Params = { jumpoint: { kind: 'text', required: true, note: 'code name' } };
const remarks: Params = {
  tag: { kind: 'text', max: 1024 },
  comments: { kind: 'text', max: 1024 },
  jump_policy: { kind: 'text', note: 'code name' },
};
const sessionPolicy: Params = { session_policy: { kind: 'text', note: 'code name' } };
const host = (of: string): Params => ({ [of]: { kind: 'text', required: true, max: 128 } });

/** The seven kinds of shortcut, each by the parameter whose presence tells it (guide, import_jump_shortcut). */
export const importShapes: { readonly [discriminator: string]: { title: string; params: Params } } = {
  local_jump_hostname: {
    title: 'Local Jump',
    params: { ...name, ...host('local_jump_hostname'), ...group, ...remarks, ...sessionPolicy },
  },
  remote_jump_hostname: {
    title: 'Remote Jump',
    params: { ...name, ...host('remote_jump_hostname'), ...jumpoint, ...group, ...remarks, ...sessionPolicy },
  },
  remote_vnc_hostname: {
    title: 'VNC',
    params: {
      ...name,
      ...host('remote_vnc_hostname'),
      ...jumpoint,
      ...group,
      port: { kind: 'integer', min: 100, max: 65_535, default: 5900 },
      ...remarks,
    },
  },
  remote_rdp_hostname: {
    title: 'RDP',
    params: {
      ...name,
      ...host('remote_rdp_hostname'),
      ...jumpoint,
      ...group,
      rdp_username: { kind: 'text' },
      domain: { kind: 'text' },
      display_size: { kind: ['primary', 'all'], default: 'primary', note: 'or WIDTHxHEIGHT' },
      quality: {
        kind: ['low', 'best_perf', 'perf_and_qual', 'best_qual', 'video_opt'],
        default: 'best_perf',
      },
      console: { kind: 'flag', default: false },
      ignore_untrusted: { kind: 'flag', note: 'accept any certificate' },
      sql_server_hostname: { kind: 'text', max: 64 },
      sql_server_port: { kind: 'integer', min: 1, max: 65_535, default: 1433 },
      sql_server_database: { kind: 'text', max: 520 },
      custom_app_name: { kind: 'text', max: 520 },
      custom_app_params: { kind: 'text', max: 16_000 },
      ...remarks,
    },
  },
  shelljump_hostname: {
    title: 'Shell Jump',
    params: {
      ...name,
      ...host('shelljump_hostname'),
      ...jumpoint,
      protocol: { kind: ['ssh', 'telnet'], required: true },
      ...group,
      shelljump_username: { kind: 'text' },
      port: { kind: 'integer', min: 1, max: 65_535, note: '22 for ssh, 23 for telnet' },
      terminal: { kind: ['xterm', 'vt100'], default: 'xterm' },
      keep_alive: { kind: 'integer', min: 0, max: 300, default: 0, note: 'seconds; 0 is off' },
      ...remarks,
      ...sessionPolicy,
    },
  },
  protocol_tunnel_hostname: {
    title: 'Protocol Tunnel Jump',
    params: {
      ...name,
      ...host('protocol_tunnel_hostname'),
      ...jumpoint,
      tcp_tunnels: { kind: 'text', required: true, note: 'LOCAL->REMOTE;..., as auto->22;3306->3306' },
      ...group,
      local_address: { kind: 'text', default: '127.0.0.1', pattern: /^127\./ },
      ...remarks,
    },
  },
  url: {
    title: 'Web Jump',
    params: {
      // The guide prints the name as two words; website_name is the likeliest truth.
      website_name: { kind: 'text', required: true, max: 128, aliases: ['web_site_name', 'name'] },
      ...jumpoint,
      url: { kind: 'text', required: true, note: 'begins with http:// or https://' },
      ...group,
      verify_certificate: { kind: 'flag' },
      ...remarks,
      ...sessionPolicy,
    },
  },
};
