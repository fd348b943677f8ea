import {
  OAuthTokensSchema,
  type OAuthTokens,
  type TokenRequest,
  type paths,
} from '@org/cotter-types';
import type { Operation } from './operation.ts';

const TOKEN_PATH = '/api/v0/token' satisfies keyof paths;

/** A grant that the secret key goes along with. */
export type ExchangeGrant = Exclude<
  TokenRequest,
  { readonly grant_type: 'refresh_token' }
>;

/** Exchanges a token of Cotter's front end for OAuth tokens. */
export function exchange(grant: ExchangeGrant): Operation<OAuthTokens> {
  return {
    name: 'exchangeToken',
    method: 'POST',
    path: TOKEN_PATH,
    keys: 'id_and_secret',
    body: JSON.stringify(grant),
    secrets: [signatureOf(grant)],
    repeatable: false,
    spendsRefreshToken: false,
    usesCookie: false,
    answer: { what: 'OAuth tokens', schema: OAuthTokensSchema },
  };
}

function signatureOf(grant: ExchangeGrant): string {
  return grant.grant_type === 'identity_token'
    ? grant.identity_token.signature
    : grant.event_token.signature;
}
