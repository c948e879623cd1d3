import type { Listed } from './definition.ts';

/** Every command, in the order of help. A new command is a file and a line here. */
export const commands: readonly Listed[] = [
  {
    name: 'list',
    group: 'Resources',
    summary: 'list a collection, every page',
    load: () => import('./list.ts'),
  },
  {
    name: 'get',
    aliases: ['show'],
    group: 'Resources',
    summary: 'show one item',
    load: () => import('./get.ts'),
  },
  {
    name: 'add',
    aliases: ['create'],
    group: 'Resources',
    summary: 'create one item',
    load: () => import('./add.ts'),
  },
  {
    name: 'update',
    aliases: ['edit', 'set', 'patch'],
    group: 'Resources',
    summary: 'change the given fields of one item',
    load: () => import('./update.ts'),
  },
  {
    name: 'delete',
    aliases: ['rm', 'remove'],
    group: 'Resources',
    summary: 'delete items by id',
    load: () => import('./delete.ts'),
  },
  { name: 'copy', group: 'Resources', summary: 'copy one item', load: () => import('./copy.ts') },
  {
    name: 'do',
    group: 'Resources',
    summary: 'run an action: check-out, rotate, provision',
    load: () => import('./do.ts'),
  },
  {
    name: 'download',
    group: 'Resources',
    summary: 'save a file of the appliance',
    load: () => import('./download.ts'),
  },
  {
    name: 'command',
    group: 'Sessions and reports',
    summary: 'run an action of the Command API',
    load: () => import('./command.ts'),
  },
  {
    name: 'report',
    group: 'Sessions and reports',
    summary: 'fetch a report, record by record or as a file',
    load: () => import('./report.ts'),
  },
  {
    name: 'recordings',
    group: 'Sessions and reports',
    summary: 'archive session recordings into a folder',
    load: () => import('./recordings.ts'),
  },
  {
    name: 'backup',
    group: 'The appliance',
    summary: 'save a backup of the configuration, and keep the newest few',
    load: () => import('./backup.ts'),
  },
  {
    name: 'health',
    group: 'The appliance',
    summary: 'ask whether the appliance is well',
    load: () => import('./health.ts'),
  },
  {
    name: 'resources',
    group: 'Looking things up',
    summary: 'list resources, or the fields of one',
    load: () => import('./resources.ts'),
  },
  {
    name: 'check',
    group: 'Looking things up',
    summary: 'try settings, network, token and rights, step by step',
    load: () => import('./check.ts'),
  },
  {
    name: 'auth',
    group: 'Looking things up',
    summary: 'the cached token: status, token, logout',
    load: () => import('./auth.ts'),
  },
  {
    name: 'safe',
    group: 'Password Safe',
    summary: 'Password Safe: list, checkout, session, asset and more',
    load: () => import('./safe/index.ts'),
  },
  {
    name: 'run',
    group: 'Password Safe',
    summary: 'lend secrets to a program and take them back',
    load: () => import('./run.ts'),
  },
  {
    name: 'sandbox',
    group: 'Tools',
    summary: 'a simulated appliance on this machine',
    load: () => import('./sandbox.ts'),
  },
  {
    name: 'completion',
    group: 'Tools',
    summary: 'completion for your shell',
    load: () => import('./completion.ts'),
  },
];
