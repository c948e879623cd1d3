import type { Definition } from './definition.ts';

const status: Definition = {
  examples: ['btapi auth status', 'btapi auth status -f seconds_left'],
  about: 'Looks at the cache only: nothing is sent, no token is made.',
  run: async (context) => {
    const { origin, clientId, store, key } = await context.account();
    const token = await store.read(key);
    const left = token ? Math.max(0, Math.floor((token.until - context.io.clock.now()) / 1000)) : 0;
    await context.print({
      host: origin.host,
      client_id: clientId,
      cached: left > 0,
      seconds_left: left,
      expires: token && left > 0 ? new Date(token.until).toISOString() : null,
    });
    return undefined;
  },
};

const token: Definition = {
  examples: [
    'curl -H "Authorization: Bearer $(btapi auth token)" "https://$BT_API_HOST/api/config/v1/jump-group"',
  ],
  about: 'Prints a live token and nothing else, for tools that make their own calls. Mind where it goes.',
  run: async (context) => {
    const { tokens } = await context.account();
    const { text } = await tokens.current();
    await context.write(`${text}\n`);
    return undefined;
  },
};

const logout: Definition = {
  examples: ['btapi auth logout'],
  about:
    'Forgets every token on this machine. The appliance keeps them alive until they end: a token cannot be revoked, except by a new client secret.',
  run: async (context) => {
    await (await context.tokens()).clear();
    return undefined;
  },
};

const load = (command: Definition) => async () => ({ command });

export const command: Definition = {
  examples: ['btapi auth status', 'btapi auth token', 'btapi auth logout'],
  commands: [
    { name: 'status', summary: 'how long the cached token still lives', load: load(status) },
    { name: 'token', summary: 'print a live token', load: load(token) },
    { name: 'logout', summary: 'empty the token cache', load: load(logout) },
  ],
};
