import type { Table } from '../row.ts';
import { access } from './access.ts';
import { accounts } from './accounts.ts';
import { assets } from './assets.ts';
import { auth } from './auth.ts';
import { credentials } from './credentials.ts';
import { platforms } from './platforms.ts';
import { requests } from './requests.ts';
import { rules } from './rules.ts';
import { secrets } from './secrets.ts';
import { sessions } from './sessions.ts';
import { systems } from './systems.ts';
import { users } from './users.ts';

/**
 * The Password Safe public API v3. Paths and member names are written as the vendor's clients write them; the
 * server reads both without regard to case. Where an item or its collection can each be deleted, or an item can be
 * posted to ("link account 7"), the item is a row of its own with its parameter in the path.
 */
export const safe: Table = {
  ...auth,
  ...access,
  ...assets,
  ...systems,
  ...accounts,
  ...credentials,
  ...requests,
  ...sessions,
  ...rules,
  ...users,
  ...platforms,
  ...secrets,
};
