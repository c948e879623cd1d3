import type { TokenSource, TokenStore } from './tokens.ts';

/** The API account of PRA or RS that the settings name: who, where, and its tokens. */
export interface Account {
  origin: URL;
  clientId: string;
  tokens: TokenSource;
  store: TokenStore;
  /** The account's name in the store. */
  key: string;
}
