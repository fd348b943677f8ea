import { z } from 'zod';
import { OAuthTokensSchema } from './oauth-tokens.ts';
import { RefreshTokenSchema } from './primitives.ts';

/** The grant for a refresh. Without `refresh_token`, the cookie is used. */
export const RefreshRequestSchema = z.strictObject({
  grant_type: z.literal('refresh_token'),
  refresh_token: RefreshTokenSchema.exactOptional(),
});

/**
 * The tokens that a refresh yields. `refresh_token` replaces the one that was used; where it is absent, the one that
 * was used stays in use (RFC 6749 section 6).
 */
export const RefreshedTokensSchema = OAuthTokensSchema.extend({
  refresh_token: OAuthTokensSchema.shape.refresh_token.exactOptional(),
});

/** The answer to a sign-out. */
export const SignedOutSchema = z.object({ success: z.literal(true) });
