import type { OAuthTokens, RefreshedTokens } from '@org/cotter-types';
import type { ApiResponse } from '../api/response.ts';
import { TOKEN_LIFETIME_SECONDS } from '../tokens/issuer.ts';
import type { CustomClaims } from '../tokens/custom-claims.ts';
import type { Subject } from '../tokens/subject.ts';
import type { Services } from './services.ts';

/** A 200 answer. */
export function ok(
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...headers },
    body,
  };
}

/** A 200 answer that holds tokens, which nobody may store (RFC 6749 section 5.1). */
export function okWithTokens(
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return ok(body, { 'cache-control': 'no-store', ...headers });
}

/** New access and id tokens. They are dated before the call returns. */
export async function freshTokens(
  { issuer }: Services,
  subject: Subject,
  claims: CustomClaims,
): Promise<Omit<OAuthTokens, 'refresh_token'> & RefreshedTokens> {
  const [accessToken, idToken] = await Promise.all([
    issuer.accessToken(subject, claims),
    issuer.idToken(subject),
  ]);
  return {
    access_token: accessToken,
    auth_method: subject.authMethod,
    expires_in: TOKEN_LIFETIME_SECONDS,
    id_token: idToken,
    token_type: 'Bearer',
  };
}
