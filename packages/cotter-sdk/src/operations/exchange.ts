import {
  EventTokenSchema,
  IdentityTokenSchema,
  type OAuthTokens,
  type TokenRequest,
  type paths,
} from '@org/cotter-types';
import { ExchangedTokensSchema } from './odd-tokens.ts';
import { readInput } from './read-input.ts';
import type { Operation } from './operation.ts';

const TOKEN_PATH = '/api/v0/token' satisfies keyof paths;

/**
 * Exchanges an identity token for OAuth tokens.
 *
 * @throws CotterInputError
 */
export function exchangeIdentityToken(token: unknown): Operation<OAuthTokens> {
  const identityToken = readInput('identity token', IdentityTokenSchema, token);
  return exchange(
    { grant_type: 'identity_token', identity_token: identityToken },
    identityToken.signature,
  );
}

/**
 * Exchanges an event token for OAuth tokens.
 *
 * @throws CotterInputError
 */
export function exchangeEventToken(token: unknown): Operation<OAuthTokens> {
  const eventToken = readInput('event token', EventTokenSchema, token);
  return exchange(
    { grant_type: 'event_token', event_token: eventToken },
    eventToken.signature,
  );
}

function exchange(
  grant: TokenRequest,
  signature: string,
): Operation<OAuthTokens> {
  return {
    name: 'exchangeToken',
    method: 'POST',
    path: TOKEN_PATH,
    keys: 'id_and_secret',
    body: JSON.stringify(grant),
    secrets: [signature],
    repeatable: false,
    spendsRefreshToken: false,
    usesCookie: false,
    answer: { what: 'OAuth tokens', schema: ExchangedTokensSchema },
  };
}
