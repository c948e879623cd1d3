import type { Definition } from '../definition.ts';

export const command: Definition = {
  examples: ['btapi safe signout'],
  about:
    'Ends the session that --keep-session or BT_SAFE_KEEP_SESSION has kept. Without one it does nothing.',
  run: async (context) => {
    const backend = await context.safe();
    await backend.endKept();
    return undefined;
  },
};
