import type { Product } from './row.ts';
import { custom } from './xml-param.ts';
import type { Param, Params, Sure } from './xml-row.ts';

/** One command of the access console's scripts. */
export interface Script {
  title: string;
  product?: Product;
  params: Params;
  /** All of these or none. */
  together?: readonly string[];
  /** At least one parameter that begins with one of these. */
  someOf?: readonly string[];
  examples: readonly string[];
  sure?: Sure;
  note?: string;
}

const short: Param = { kind: 'text', max: 255 };
const jump: Params = {
  target: { kind: 'text', required: true, note: 'host name or address' },
  jumpoint: { kind: 'text', note: 'needed when the user has several' },
};

/** What a script may hold (guide, Client Scripting API; RS pages). */
export const scripts: { readonly [action: string]: Script } = {
  login: {
    title: 'Log in to the console',
    params: {
      mechanism: { kind: ['username_password'] },
      username: { kind: 'text' },
      password: { kind: 'secret', note: 'in clear in the file' },
    },
    together: ['mechanism', 'username', 'password'],
    examples: ['--local', 'mechanism=username_password username=ada password=@FILE --local'],
    note: 'With a password it is only written here (--local), since it would stand in a URL.',
  },
  start_jump_item_session: {
    title: 'Start a session with a Jump Item',
    params: {
      'jump.method': { kind: ['push', 'local_push', 'pinned', 'rdp', 'vnc', 'shelljump'] },
      credential_id: short,
      search_string: { kind: 'text' },
      'client.comments': short,
      'client.hostname': short,
      'client.private_ip': { ...short, note: 'Jump Clients only' },
      'client.public_ip': { ...short, note: 'Jump Clients only' },
      'client.tag': short,
      ...custom,
    },
    someOf: ['search_string', 'client.'],
    examples: ['client.hostname=ABCDEF02', 'client.comments=maintenance client.tag=server'],
    note: 'Several client.* must all match, partly and in any case.',
  },
  push_and_start_local: {
    title: 'Push the client to a computer in the local network',
    params: { hostname: { ...short, required: true }, ...custom },
    examples: ['hostname=ABCDEF02'],
  },
  push_and_start_remote: {
    title: 'Push the client to a computer through a Jumpoint',
    params: { ...jump, ...custom },
    examples: ['target=ABCDEF02 jumpoint=Network01'],
  },
  start_shell_jump_session: {
    title: 'Start a Shell Jump',
    params: {
      ...jump,
      username: { kind: 'text' },
      protocol: { kind: ['ssh', 'telnet'], default: 'ssh' },
      port: { kind: 'integer', default: 22 },
      terminal: { kind: ['xterm', 'vt100'], default: 'xterm' },
      ...custom,
    },
    examples: [
      'target=ABCDEF02',
      'target=ABCDEF02 jumpoint=Network01 username=jsmith protocol=telnet port=40',
    ],
  },
  start_rdp_session: {
    title: 'Start an RDP session',
    params: {},
    examples: ['--local'],
    sure: 'inferred',
    note: 'Its parameters are written down nowhere: --no-validate sends what you give.',
  },
  start_vnc_session: {
    title: 'Start a VNC session',
    product: 'rs',
    params: {},
    examples: ['--local'],
    sure: 'inferred',
    note: 'Its parameters are written down nowhere: --no-validate sends what you give.',
  },
  start_vpro_session: {
    title: 'Start an Intel vPro session',
    product: 'rs',
    params: { ...jump, ...custom },
    examples: ['target=ABCDEF02'],
  },
  start_pinned_client_session: {
    title: 'Start a session with a pinned client',
    params: { search_string: { kind: 'text' }, ...custom },
    examples: ['search_string=ABCDEF02'],
    note: 'Old: start_jump_item_session does the same and more.',
  },
  generate_session_key: {
    title: 'Make a session key in the console',
    product: 'rs',
    params: { public_portal_hostname: short, ...custom },
    examples: ['public_portal_hostname=support.example.com'],
  },
  delete_script_file: {
    title: 'Delete the script file',
    params: {},
    examples: ['--local'],
  },
};
