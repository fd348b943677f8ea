import type { OAuthTokens } from '@org/cotter-types';

/** Tokens as long as real ones; those of each name are others. */
export function issued(name: string): OAuthTokens {
  return {
    access_token: `access-${name}`.padEnd(620, 'x'),
    auth_method: 'OTP',
    expires_in: 3600,
    id_token: `id-${name}`.padEnd(580, 'x'),
    refresh_token: `17:${name}`.padEnd(53, 'x'),
    token_type: 'Bearer',
  };
}
