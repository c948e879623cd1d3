import { usage } from '../errors.ts';
import type { Definition, Listed } from './definition.ts';
import { commandHelp, optionsHelp, rootHelp } from './help.ts';

/**
 * `btapi help [TOPIC|COMMAND ...]`.
 * @throws Failure (exit 2) for a word that is neither
 */
export async function helpTopic(words: readonly string[], commands: readonly Listed[]): Promise<string> {
  const [first, ...rest] = words;
  if (first === undefined) return rootHelp(commands);
  const topic = topics[first];
  if (topic && rest.length === 0) return topic;
  let list = commands;
  let path = 'btapi';
  let page: string | undefined;
  let last: Definition | undefined;
  for (const word of words) {
    const listed = list.find(({ name, aliases = [] }) => name === word || aliases.includes(word));
    if (!listed) {
      // "help report AccessSession": a word that the command before it has help on.
      const own = words.at(-1) === word ? last?.help?.([word]) : undefined;
      if (own !== undefined) return own;
      throw usage(
        `looking for help: there is no command or topic "${words.join(' ')}"`,
        `topics: ${Object.keys(topics).join(', ')}`,
      );
    }
    path = `${path} ${listed.name}`;
    const { command } = await listed.load();
    page = commandHelp(path, listed, command);
    last = command;
    list = command.commands ?? [];
  }
  return page ?? rootHelp(commands);
}

/** The help topics, by name; the pages under docs/ carry the same facts at length. */
export const topics: Readonly<Record<string, string>> = {
  environment: `Settings. An option beats --env-file and --profile, which beat the environment.

  BT_API_HOST               host name of the appliance; http:// for loopback only
  BT_CLIENT_ID              OAuth client id of the API account
  BT_CLIENT_SECRET          its secret; never an option
  BT_CLIENT_SECRET_FILE     a file that holds the secret
  BT_CLIENT_SECRET_COMMAND  a command that prints the secret
  BT_TOKEN_CACHE            off: keep no token on disk
  BT_CA_FILE                PEM file of certificates to trust too; NODE_EXTRA_CA_CERTS works as well
  BT_SAFE_URL               Password Safe: the host, or the whole base
  BT_SAFE_KEY, BT_SAFE_RUNAS   its API key, and the user the key acts for (domain\\user)
  BT_SAFE_PASSWORD          that user's password, where the registration asks for it
  BT_SAFE_CLIENT_ID, BT_SAFE_CLIENT_SECRET   instead of a key; BT_SAFE_RUNAS is then sent as RunAs
  BT_SAFE_CERT, BT_SAFE_CERT_PASSWORD        a client certificate (PKCS #12)
  BT_SAFE_CHALLENGE         the answer to a second factor; _COMMAND asks a program
  BT_SAFE_KEEP_SESSION      minutes (15 at most) to keep the session for the next run
  HTTPS_PROXY, NO_PROXY     the proxy, and the hosts that need none
  NO_COLOR, FORCE_COLOR     colour of messages
  XDG_CONFIG_HOME           profiles: $XDG_CONFIG_HOME/btapi/NAME.env (~/.config, or %APPDATA%\\btapi)
  XDG_CACHE_HOME            tokens: $XDG_CACHE_HOME/btapi (~/.cache, ~/Library/Caches, %LOCALAPPDATA%)

Every secret has a form with _FILE and one with _COMMAND.
--env-file=~/x works in every shell: btapi expands the ~ itself. Env files are NAME=value lines; export, quotes, CRLF
and a byte order mark are understood. No .env is read from the current folder by itself.
`,
  'exit-codes': `Exit codes.

  0    done; an empty list is done
  1    a fault in btapi itself
  2    how it was called: options, input, missing settings; nothing was sent
  3    not allowed: 401, 403, a refused client secret
  4    refused: another 4xx, or an error inside a success
  5    not now: network, TLS, time-out, 429, 5xx, after the retries; for a write it says whether it may have happened
  6    not there: 404
  7    some of several succeeded
  8    differences found, or not healthy
  130  interrupted

A message is "btapi: what was being done: why", and perhaps a second line that begins with "hint:".
`,
  formats: `Input.

  -k      key=value lines, split at the first "="; blank lines and lines that begin with # are skipped
          "..." runs to a " at the end of a line, line breaks included; $'...' is bash's quoting
          a__b=x nests, a__0=x builds a list; the same key twice is an error
  -j      one JSON object (the default)
  key=value arguments need no quoting beyond the shell's; key=@FILE takes a file's text, key:=JSON takes JSON

The catalogue decides the type: text stays text (tag=0012), numbers and flags are converted (port=22, True), an empty
value is null where null is allowed. An unknown field is an error; --no-validate sends it.

Output.

  (none)  JSON: indented on a terminal, one line otherwise
  -K      key=value: id=12 for an object, 0__id=12 for a list; one value is one line; -k reads it back
  -o F    json, kv, ndjson, csv, table, yaml; ndjson and csv are written as pages arrive
  -f P    one value, raw, a line an item
  -q E    JMESPath, before the form is chosen
`,
  options: optionsHelp(),
  scripts: `In scripts.

  set -euo pipefail
  id=$(btapi list jump-item/shell-jump "tag=$tag" -f id)
  [ -z "$id" ] || btapi delete jump-item/shell-jump $id

  - Standard output is the result; standard error is empty on success; the exit code says what happened.
  - get, delete, download and copy never read standard input: a "while read id" loop survives. list and command read it
    when it is a pipe; </dev/null says that there is nothing.
  - An empty id is an error (exit 2) and deletes nothing.
  - Reads are repeated when the network fails; a write is not, once it may have arrived: exit 5 says so.
  - Many processes share one token; nothing needs to be kept between them.
  - --dry-run shows a write and sends nothing.
  - btapi sandbox is an appliance to try a script against.
`,
};
