import { usage } from '../errors.ts';
import type { Backend } from './backend.ts';
import type { Answer, Call } from './call.ts';
import type { Script } from './catalogue/script.ts';
import type { FormOptions, Pairs } from './form.ts';
import { ask } from './report.ts';
import { encodePairs } from './script-file.ts';
import { checkedFile } from './sniff.ts';

/** The address that gives a script, or opens the web console (guide, Client Scripting API). It carries no token. */
export function scriptUrl(origin: URL, action: string, pairs: Pairs, web: boolean): URL {
  const url = new URL('/api/client_script', origin);
  const kind: Pairs = web
    ? [
        ['type', 'web_console'],
        ['operation', 'execute'],
      ]
    : [
        ['type', 'rep'],
        ['operation', 'generate'],
      ];
  url.search = encodePairs([...kind, ['action', action], ...pairs]);
  return url;
}

/** Fetches a script from the appliance. */
export async function fetchScript(backend: Backend, action: string, pairs: Pairs): Promise<Answer> {
  const call: Call = {
    method: 'GET',
    url: scriptUrl(backend.origin, action, pairs, false),
    headers: { accept: '*/*' },
    effect: 'read',
    what: `asking for a script that does ${action}`,
    stream: true,
  };
  return checkedFile(call, await ask(backend, call), 'text');
}

/** @throws Failure (exit 2) where parameters belong together and one is missing */
export function checkTogether(row: Script, pairs: Pairs, { name, help, validate }: FormOptions): void {
  if (!validate) return;
  const given = pairs.map(([key]) => key);
  const { together = [], someOf } = row;
  const missing = together.filter((key) => !given.includes(key));
  if (missing.length > 0 && missing.length < together.length) {
    throw usage(`writing ${name}: ${missing.join(', ')} must be given too`, help);
  }
  if (someOf && !given.some((key) => someOf.some((start) => key.startsWith(start)))) {
    throw usage(
      `writing ${name}: ${someOf.map((start) => (start.endsWith('.') ? `${start}*` : start)).join(' or ')} must be given`,
      help,
    );
  }
}
