import type { Secret } from '../../secret.ts';

/** Who we are. Secrets are fetched when they are sent, not before. */
export type SafeAccount =
  | {
      kind: 'key';
      /** API key of the registration. */
      key(): Promise<Secret>;
      /** The user the key acts for, `domain\user` with one backslash. */
      runAs: string;
      /** Where the registration asks for the user's password too. */
      password?: () => Promise<Secret>;
    }
  | {
      kind: 'oauth';
      clientId: string;
      clientSecret(): Promise<Secret>;
      /** Another user of the same group, to act for. */
      runAs?: string;
    };

/** Answers the second factor. `prompt` is the server's; throws a Failure (exit 3) when nobody can answer. */
export type Challenge = (prompt: string) => Promise<Secret>;

/** The account as part of a cache key: says who, gives nothing away. */
export const identity = (account: SafeAccount): string =>
  account.kind === 'key' ? `key:${account.runAs}` : `oauth:${account.clientId}:${account.runAs ?? ''}`;
