import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { apiKey } from '../../src/sandbox/safe/world.ts';
import { world as plainWorld } from '../support/run.ts';

/** The settings of the page's own user, besides those of the appliance. */
export const safeSettings = (url: URL): Record<string, string> => ({
  BT_SAFE_URL: url.origin,
  BT_SAFE_KEY: apiKey,
  BT_SAFE_RUNAS: 'doe-main\\johndoe',
});

const base = /^(\w+) \/BeyondTrust\/api\/public\/v3\//;

/** A world whose settings reach the sandbox's Password Safe; calls are shown without the base. */
export async function safeWorld(options: SandboxOptions = {}) {
  const world = await plainWorld(options);
  const settings = safeSettings(world.sandbox.url);
  const open = async (): Promise<{ requests: number[]; sessions: number }> =>
    (await fetch(new URL('/_sandbox/safe/open', world.sandbox.url))).json() as Promise<{
      requests: number[];
      sessions: number;
    }>;
  const run: typeof world.run = async (line, over = {}) => {
    const result = await world.run(line, { ...over, env: { ...settings, ...over.env } });
    return { ...result, calls: result.calls.map((call) => call.replace(base, '$1 ')) };
  };
  const approve = (id: number) => fetch(new URL(`/_sandbox/safe/approve/${id}`, world.sandbox.url));
  return { ...world, settings, run, open, approve };
}
