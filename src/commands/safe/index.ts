import type { Definition } from '../definition.ts';

/** `btapi safe …`: Password Safe. */
export const command: Definition = {
  examples: [
    'btapi safe list ManagedAccounts systemName=web-01',
    'password=$(btapi safe checkout web-01 root --reason "Ticket 12")',
    'btapi safe session web-01 root --type ssh -f Command',
  ],
  about:
    'Settings: BT_SAFE_URL, and BT_SAFE_KEY with BT_SAFE_RUNAS, or BT_SAFE_CLIENT_ID with BT_SAFE_CLIENT_SECRET; docs/password-safe.md tells more.',
  commands: [
    { name: 'list', summary: 'list a collection, every page', load: () => import('./list.ts') },
    { name: 'get', aliases: ['show'], summary: 'show one item', load: () => import('./get.ts') },
    { name: 'add', aliases: ['create'], summary: 'create or link one item', load: () => import('./add.ts') },
    {
      name: 'update',
      aliases: ['edit', 'set'],
      summary: 'put one item',
      load: () => import('./update.ts'),
    },
    {
      name: 'delete',
      aliases: ['rm', 'remove'],
      summary: 'delete items by id or name',
      load: () => import('./delete.ts'),
    },
    { name: 'do', summary: 'run an action: approve, rotate, test', load: () => import('./do.ts') },
    { name: 'download', summary: 'save a file', load: () => import('./download.ts') },
    {
      name: 'checkout',
      summary: 'request a credential and print it',
      load: () => import('./checkout.ts'),
    },
    { name: 'checkin', summary: 'check requests in', load: () => import('./checkin.ts') },
    {
      name: 'session',
      summary: 'start a session: connection data or RDP file',
      load: () => import('./session.ts'),
    },
    {
      name: 'asset',
      summary: 'create and manage an asset from one description',
      load: () => import('./asset.ts'),
    },
    {
      name: 'resources',
      summary: 'list the paths, or what one takes',
      load: () => import('./resources.ts'),
    },
    { name: 'signout', summary: 'end a session that was kept', load: () => import('./signout.ts') },
  ],
};
