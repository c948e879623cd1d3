import type { Table } from '../row.ts';
import { vaultAccount } from './vault-account.ts';
import { vaultEndpoint } from './vault-endpoint.ts';
import { vaultGroup } from './vault-group.ts';

/** Everything under vault/. */
export const vault: Table = { ...vaultAccount, ...vaultGroup, ...vaultEndpoint };
