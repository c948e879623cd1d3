import type { Tree } from './xml-row.ts';

/** A moment in the Reporting API. */
export const moment: Tree = { '@timestamp': 'unix', text: 'time' };

/** A moment in the Command API. */
export const since: Tree = { '@ts': 'unix', text: 'time' };

const named: Tree = { '@id': 'id', text: 'text' };
const typed: Tree = { '@id': 'id', '@type': 'text', text: 'text' };
const party: Tree = { '@gsnumber': 'id', '@type': 'text', text: 'text' };

const customer: Tree = {
  '@gsnumber': 'id',
  username: 'text',
  public_ip: 'text',
  private_ip: 'text',
  hostname: 'text',
  os: 'text',
};

const representative: Tree = {
  '@gsnumber': 'id',
  '@id': 'id',
  username: 'text',
  display_name: 'text',
  public_display_name: 'text',
  private_display_name: 'text',
  public_ip: 'text',
  private_ip: 'text',
  hostname: 'text',
  os: 'text',
  session_owner: 'flag',
  seconds_involved: 'int',
  invited: 'flag',
};

const happening: Tree = {
  '@timestamp': 'unix',
  '@event_type': 'text',
  performed_by: party,
  body: 'text',
  encoded_body: 'base64',
  files: { 'file[]': { '@name': 'text', '@size': 'int' } },
  data: { 'value[]': { '@name': 'text', '@value': 'text' } },
};

const presented: Tree = { ...happening, destination: party, filename: 'text', filesize: 'int' };

const event: Tree = {
  ...presented,
  system_information: {
    'category[]': {
      '@name': 'text',
      description: { 'field[]': { '@name': 'text' } },
      data: { 'row[]': { 'field[]': { '@id': 'text', text: 'text' } } },
    },
  },
};

/** Custom attributes, as get_session_attributes and the session reports list them. */
export const customAttributes: Tree = {
  'custom_attribute[]': { '@display_name': 'text', '@code_name': 'text', text: 'text' },
};

const anySession: Tree = {
  '@lsid': 'text',
  session_type: 'text',
  lseq: 'id',
  start_time: moment,
  end_time: moment,
  duration: 'duration',
  session_recording_view_url: 'url',
  session_recording_download_url: 'url',
};

const session: Tree = {
  ...anySession,
  external_key: 'text',
  custom_attributes: customAttributes,
  session_chat_view_url: 'url',
  session_chat_download_url: 'url',
  command_shell_recordings: {
    'command_shell_recording[]': { '@instance': 'int', download_url: 'url', view_url: 'url' },
  },
  file_transfer_count: 'int',
  file_move_count: 'int',
  file_delete_count: 'int',
  primary_customer: { '@gsnumber': 'id', text: 'text' },
  primary_rep: { '@gsnumber': 'id', '@id': 'id', text: 'text' },
  customer_list: { 'customer[]': customer },
  rep_list: { 'representative[]': representative },
  session_details: { 'event[]': event },
};

export const accessSessions: Tree = { 'session[]': { ...session, jump_group: typed, jumpoint: named } };

export const supportSessions: Tree = {
  'session[]': {
    ...session,
    public_site: named,
    rep_join_time: moment,
    team_list: { 'team[]': named },
    cust_survey_list: { 'cust_exit_survey[]': { '@gsnumber': 'id' } },
    rep_survey_list: { 'rep_exit_survey[]': { '@gsnumber': 'id' } },
    customer_list: {
      'customer[]': {
        ...customer,
        primary_cust: 'flag',
        info: { name: 'text', company: 'text', company_code: 'text', issue: 'text', details: 'text' },
      },
    },
    rep_list: { 'representative[]': { ...representative, primary_rep: 'flag' } },
  },
};

export const presentations: Tree = {
  'session[]': {
    ...anySession,
    presentation_name: 'text',
    presenter_list: { 'presenter[]': { '@gsnumber': 'id', '@id': 'id', display_name: 'text' } },
    attendee_list: { 'attendee[]': { '@gsnumber': 'id', name: 'text' } },
    session_details: { 'event[]': presented },
  },
};

const listed: Tree = { '@lsid': 'text', '@has_recording': 'flag' };

export const listing: Tree = { 'session_summary[]': { ...listed, '@external_key': 'text' } };

export const presentationListing: Tree = { 'session_summary[]': listed };

export const summaries: Tree = {
  'summary[]': {
    '@id': 'id',
    '@type': 'text',
    display_name: 'text',
    total_sessions: 'int',
    avg_sessions_per_weekday: 'decimal',
    avg_duration: 'duration',
  },
};

export const teamActivity: Tree = {
  start_time: moment,
  end_time: moment,
  'team_activity[]': {
    '@id': 'id',
    '@name': 'text',
    logged_in_representatives: {
      'representative[]': {
        '@gsnumber': 'id',
        '@id': 'id',
        display_name: 'text',
        public_ip: 'text',
        private_ip: 'text',
      },
    },
    events: { 'event[]': { ...happening, destinations: { 'destination[]': party } } },
  },
};

export const surveys: Tree = {
  'exit_survey[]': {
    '@lsid': 'text',
    '@timestamp': 'unix',
    submitted_by: { '@type': 'text', text: 'text' },
    primary_customer: { '@gsnumber': 'id', text: 'text' },
    primary_rep: { '@gsnumber': 'id', '@id': 'id', text: 'text' },
    rep_list: { 'representative[]': representative },
    question_list: {
      'question[]': {
        '@id': 'id',
        type: 'text',
        name: 'text',
        label: 'text',
        report_header: 'text',
        answer_list: { 'answer[]': 'text' },
      },
    },
  },
};

export const vaultActivity: Tree = {
  'vault_account_activity[]': {
    '@timestamp': 'unix',
    '@account': 'id',
    '@event_type': 'text',
    performed_by: typed,
    data: 'text',
  },
};

export const jumpItemActivity: Tree = {
  'jump_item_activity[]': {
    '@timestamp': 'unix',
    '@event_type': 'text',
    performed_by: typed,
    jump_item: typed,
    jump_group: typed,
  },
};

export const licences: Tree = {
  start_time: moment,
  end_time: moment,
  group_by: 'text',
  license_time_intervals: {
    'license_time_interval[]': {
      time: moment,
      logged_in_representatives: 'int',
      extended_availability: 'int',
      licenses_in_use: 'int',
    },
  },
};

export const archives: Tree = {
  'state_archive[]': { time: moment, index: 'int' },
  'event_archive[]': { start_time: moment, end_time: moment, index: 'int' },
};

const client: Tree = {
  '@id': 'id',
  hostname: 'text',
  platform: { '@id': 'text', text: 'text' },
  timezone_offset: 'int',
  connected_since: since,
  client_connections: {
    'client_connection[]': {
      appliance_id: 'guid',
      purpose: 'text',
      receive_traffic_node: 'flag',
      connected_since: since,
      private_ip: 'text',
    },
    event_log: { 'event[]': { '@ts': 'unix', text: 'text' } },
  },
};

export const clients: Tree = {
  'connected_representative[]': {
    ...client,
    user_id: 'id',
    type: 'text',
    username: 'text',
    public_display_name: 'text',
    private_display_name: 'text',
    start_session_url: 'url',
    presentation_count: 'int',
    support_session_count: 'int',
    showing_on_rep_list: 'flag',
    routing_idle: 'flag',
    routing_busy: 'flag',
    routing_enabled: 'flag',
    routing_available: 'flag',
    support_license: 'text',
    support_session_lsids: { 'lsid[]': 'text' },
  },
  'connected_support_customer[]': { ...client, name: 'text', non_interactive: 'text', lsid: 'text' },
  'connected_presentation_attendee[]': { ...client, name: 'text' },
  'connected_push_agent[]': { ...client, name: 'text' },
};

export const clientList: Tree = {
  connected_client_summary: {
    'appliance_summary[]': { '@id': 'guid', 'count[]': { '@type': 'text', text: 'int' } },
  },
  'connected_client[]': { '@type': 'text', '@id': 'id' },
};

export const health: Tree = {
  appliance: { '@id': 'guid', text: 'text' },
  version: 'text',
  success: 'flag',
  error_message: 'text',
  failover_role: 'text',
  enabled_shared_ips: { 'ip[]': 'text' },
  last_data_sync_time: since,
  last_data_sync_status: 'text',
};
