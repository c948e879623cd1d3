import type { Product } from '../../api/catalogue/row.ts';
import type { Exchange, Reply } from '../exchange.ts';
import type { World } from '../world.ts';
import { groupAccounts } from './account-group.ts';
import { approvals } from './approval.ts';
import { associations } from './association.ts';
import { contracts } from './contract.ts';
import { copies } from './copy.ts';
import { endpoints } from './endpoints.ts';
import { installers } from './installers.ts';
import { policies } from './policies.ts';
import { vaultActions } from './vault.ts';
import { vendors } from './vendors.ts';

/** One call of an operation that is more than a verb on a row. */
export interface Occasion {
  exchange: Exchange;
  world: World;
  /** Values of the path's parameters. */
  params: Record<string, string>;
}

/** An operation written by hand: method and path as in the vendor's document. */
export interface Special {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  product?: Product;
  /** It looks after query parameters itself; otherwise any is refused. */
  ownQuery?: true;
  run(occasion: Occasion): Reply | Promise<Reply>;
}

export const specials: readonly Special[] = [
  ...approvals,
  ...associations,
  ...contracts,
  ...copies,
  ...endpoints,
  ...groupAccounts,
  ...installers,
  ...policies,
  ...vaultActions,
  ...vendors,
];
