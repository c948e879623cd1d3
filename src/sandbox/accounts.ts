/** An API account: who may ask for tokens, and what the tokens may do. */
export interface Account {
  /** Its number in `api-account`. */
  id: number;
  name: string;
  clientId: string;
  clientSecret: string;
  /** "Configuration API: Allow Access". */
  config: 'full' | 'read' | 'none';
  /** "Manage Vault Accounts", which every call below /vault needs as well. */
  vault: boolean;
}

/** The accounts that every sandbox has: one that may do all, one without Vault, one that only reads. */
export const accounts = (clientId: string, clientSecret: string): Account[] => [
  { id: 1, name: 'Full access', clientId, clientSecret, config: 'full', vault: true },
  {
    id: 2,
    name: 'Without Vault',
    clientId: 'sandbox-no-vault',
    clientSecret: 'sandbox-no-vault-secret',
    config: 'full',
    vault: false,
  },
  {
    id: 3,
    name: 'Read only',
    clientId: 'sandbox-read-only',
    clientSecret: 'sandbox-read-only-secret',
    config: 'read',
    vault: true,
  },
];
