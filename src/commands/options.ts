import type { OptionRow } from './definition.ts';

/** The options every command takes, wherever they stand. */
export const globalOptions: readonly OptionRow[] = [
  { flags: '-k, --kv-in', description: 'standard input is key=value lines' },
  { flags: '-j, --json-in', description: 'standard input is one JSON object (the default)' },
  { flags: '-K, --kv-out', description: 'print key=value lines' },
  {
    flags: '-o, --output <format>',
    description: 'print json, kv, ndjson, csv, table or yaml',
    choices: ['json', 'kv', 'ndjson', 'csv', 'table', 'yaml'],
  },
  { flags: '-f, --field <path>', description: 'print one value raw: id, or endpoint.name' },
  { flags: '-q, --query <expr>', description: 'print what a JMESPath expression selects' },
  { flags: '--env-file <file>', description: 'read the settings from a file' },
  { flags: '--profile <name>', description: 'read the settings from NAME.env in the configuration folder' },
  { flags: '--ca-file <file>', description: 'trust the certificates in this PEM file too' },
  { flags: '--timeout <s>', description: 'seconds to wait for an answer (30)' },
  { flags: '--patience <s>', description: 'seconds that all waiting for retries may take together (60)' },
  { flags: '--no-token-cache', description: 'keep no token on disk' },
  { flags: '--no-validate', description: 'send fields that the catalogue does not know' },
  { flags: '--dry-run', description: 'show what a write would send, and send nothing' },
  { flags: '--keep-session', description: 'Password Safe: keep the session for the next run' },
  { flags: '-y, --yes', description: 'do not ask' },
  { flags: '-v, --verbose', description: 'trace each call on standard error, secrets masked' },
];
