import {
  RefreshTokenSchema,
  type RefreshedTokens,
  type RefreshRequest,
} from '@org/cotter-types';
import { NextTokensSchema } from './odd-tokens.ts';
import { readInput } from './read-input.ts';
import { type Operation, tokenPath } from './operation.ts';

/**
 * Spends a refresh token.
 *
 * @throws CotterInputError
 */
export function refresh(
  apiKeyId: string,
  refreshToken: unknown,
): Operation<RefreshedTokens> {
  const token = readInput('refresh token', RefreshTokenSchema, refreshToken, {
    outcome: 'not_sent',
  });
  const grant: RefreshRequest = {
    grant_type: 'refresh_token',
    refresh_token: token,
  };
  return {
    name: 'refreshToken',
    method: 'POST',
    path: tokenPath(apiKeyId),
    keys: 'id',
    body: JSON.stringify(grant),
    secrets: [token],
    repeatable: false,
    spendsRefreshToken: true,
    usesCookie: true,
    answer: { what: 'OAuth tokens', schema: NextTokensSchema },
  };
}
