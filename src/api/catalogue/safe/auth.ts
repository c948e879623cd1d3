import type { Fields, Table } from '../row.ts';

const tokenRequest = {
  grant_type: { kind: ['client_credentials'], required: true },
  client_id: { kind: 'text', required: true },
  client_secret: { kind: 'secret', required: true },
} as const satisfies Fields;

const signInUser = {
  UserId: { kind: 'integer' },
  SID: { kind: 'text', nullable: true, note: 'name not certain' },
  EmailAddress: { kind: 'text', nullable: true },
  UserName: { kind: 'text' },
  Name: { kind: 'text' },
} as const satisfies Fields;

const tokenResponse = {
  access_token: { kind: 'secret' },
  expires_in: { kind: 'integer' },
  token_type: { kind: 'text' },
  scope: { kind: 'text' },
} as const satisfies Fields;

const versionInfo = { Version: { kind: 'text' } } as const satisfies Fields;

/** Signing in and out, and the product version. `btapi safe` signs in by itself; these rows are for help and for the sandbox. */
export const auth: Table = {
  'Auth/SignAppin': { title: 'Open an API session', verbs: { do: { sure: 'seen' } }, fields: signInUser },
  'Auth/Signout': {
    title: 'End the API session',
    verbs: { do: { answer: 'none', sure: 'seen' } },
    fields: {},
  },
  'Auth/Connect/Token': {
    title: 'OAuth token for a client id and secret',
    verbs: { do: { body: 'required', form: true, fields: tokenRequest, sure: 'seen' } },
    fields: tokenResponse,
  },
  'Configuration/Version': {
    title: 'Version of the product',
    verbs: { get: { sure: 'seen' } },
    fields: versionInfo,
  },
};
