import type { Backend } from './backend.ts';
import type { Send } from './call.ts';
import { find } from './catalogue/index.ts';
import { explain } from './explain.ts';

// Command and Reporting API v2 answer JSON beside the Configuration API and are rows like its own.
const besides = /^(command|reporting)\/v2(\/|$)/;

/** PRA and RS over an authenticated transport. */
export function sraBackend(origin: URL, send: Send, close: () => Promise<void>): Backend {
  return {
    origin,
    url: (path) => new URL(besides.test(path) ? `/api/${path}` : `/api/config/v1/${path}`, origin),
    find,
    send,
    explain,
    close,
  };
}
