import { randomBytes } from 'node:crypto';
import type { Account } from './accounts.ts';

interface Live {
  account: Account;
  /** Milliseconds since 1970. */
  until: number;
}

/** The live tokens of all accounts. */
export interface Tokens {
  /** A new token. An account at its limit loses its oldest one first (guide, Create a Token). */
  mint(account: Account): string;
  /** Whose token it is, while it lives. */
  holder(token: string): Account | undefined;
  /** Ends every token of one account, or of all. */
  end(account?: Account): void;
  /** How many tokens of the account live now. */
  count(account: Account): number;
}

/** `limit` tokens an account, each of `seconds` (30 and 3600 in the guide). */
export function createTokens(now: () => number, limit: number, seconds: number): Tokens {
  // A Map keeps the order of insertion: the first token of an account is its oldest.
  const live = new Map<string, Live>();
  const of = (account: Account) => [...live].filter(([, one]) => one.account.id === account.id);
  const sweep = () => {
    for (const [token, one] of live) if (one.until <= now()) live.delete(token);
  };
  return {
    mint(account) {
      sweep();
      const own = of(account);
      for (const [token] of own.slice(0, Math.max(0, own.length - limit + 1))) live.delete(token);
      const token = randomBytes(20).toString('hex');
      live.set(token, { account, until: now() + seconds * 1000 });
      return token;
    },
    holder(token) {
      const one = live.get(token);
      return one && one.until > now() ? one.account : undefined;
    },
    end(account) {
      for (const [token, one] of live) if (!account || one.account.id === account.id) live.delete(token);
    },
    count(account) {
      sweep();
      return of(account).length;
    },
  };
}
