import type { Table } from './row.ts';

/** Rows that belong together and are loaded together. */
export interface Family {
  name: string;
  title: string;
  /** First segments of its paths. */
  starts: readonly string[];
  load(): Promise<Table>;
}

/** The families of the Configuration API, in the order in which people are shown them. */
export const families: readonly Family[] = [
  {
    name: 'jump-item',
    title: 'Jump Items',
    starts: ['jump-item'],
    load: async () => (await import('./config/jump-item.ts')).jumpItem,
  },
  {
    name: 'jump-client',
    title: 'Jump Clients and their installers',
    starts: ['jump-client'],
    load: async () => (await import('./config/jump-client.ts')).jumpClient,
  },
  {
    name: 'jump-group',
    title: 'Jump Groups and Jump Item Roles',
    starts: ['jump-group', 'jump-item-role'],
    load: async () => (await import('./config/jump-group.ts')).jumpGroup,
  },
  {
    name: 'jumpoint',
    title: 'Jumpoints',
    starts: ['jumpoint'],
    load: async () => (await import('./config/jumpoint.ts')).jumpoint,
  },
  {
    name: 'jump-policy',
    title: 'Jump Policies and session policies',
    starts: ['jump-policy', 'session-policy'],
    load: async () => (await import('./config/jump-policy.ts')).jumpPolicy,
  },
  {
    name: 'jump-approval',
    title: 'Access requests',
    starts: ['jump-approval'],
    load: async () => (await import('./config/jump-approval.ts')).jumpApproval,
  },
  {
    name: 'vault',
    title: 'Vault',
    starts: ['vault'],
    load: async () => (await import('./config/vault.ts')).vault,
  },
  {
    name: 'group-policy',
    title: 'Group policies',
    starts: ['group-policy'],
    load: async () => (await import('./config/group-policy.ts')).groupPolicy,
  },
  {
    name: 'user',
    title: 'Users',
    starts: ['user'],
    load: async () => (await import('./config/user.ts')).user,
  },
  {
    name: 'team',
    title: 'Teams',
    starts: ['team'],
    load: async () => (await import('./config/team.ts')).team,
  },
  {
    name: 'vendor',
    title: 'Vendors',
    starts: ['vendor'],
    load: async () => (await import('./config/vendor.ts')).vendor,
  },
  {
    name: 'endpoint-automation',
    title: 'Endpoint automation',
    starts: ['endpoint-automation'],
    load: async () => (await import('./config/endpoint-automation.ts')).endpointAutomation,
  },
  {
    name: 'security-provider',
    title: 'Security providers',
    starts: ['security-provider'],
    load: async () => (await import('./config/security-provider.ts')).securityProvider,
  },
  {
    name: 'site',
    title: 'The site itself',
    starts: ['api-account', 'public-portal', 'rep-status', 'openapi.yaml', 'cli'],
    load: async () => (await import('./config/site.ts')).site,
  },
  {
    name: 'command-v2',
    title: 'Command API v2: sessions and clients as they run',
    starts: ['command'],
    load: async () => (await import('./config/command-v2.ts')).commandV2,
  },
  {
    name: 'reporting-v2',
    title: 'Reporting API v2',
    starts: ['reporting'],
    load: async () => (await import('./config/reporting-v2.ts')).reportingV2,
  },
];
