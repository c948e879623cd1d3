import { exitCode, type Failure, missing } from '../errors.ts';
import type { Backend } from './backend.ts';
import type { Call, Send } from './call.ts';
import { find, suggest } from './catalogue/index.ts';
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
    explain: async (call, answer) => withNearPaths(call, await explain(call, answer)),
    close,
  };
}

/** What is not there, under a path that no row knows, was probably misspelt. */
async function withNearPaths(call: Call, failure: Failure): Promise<Failure> {
  if (failure.code !== exitCode.missing) return failure;
  const path = decodeURIComponent(call.url.pathname.replace(/^\/api\/(config\/v1\/)?/, ''));
  if (await find(path)) return failure;
  const near = await suggest(path);
  if (near.length === 0) return failure;
  return missing(failure.message, {
    details: failure.details,
    hint: `did you mean ${near.join(', ')}?`,
    cause: failure,
  });
}
