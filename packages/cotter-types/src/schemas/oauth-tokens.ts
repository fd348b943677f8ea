import { z } from 'zod';

/** The tokens that every grant yields. Fields that are not described are dropped. */
export const OAuthTokensSchema = z.object({
  access_token: z.string().min(1),
  auth_method: z.string().min(1),
  expires_in: z.int().min(0).max(2_147_483_647),
  id_token: z.string().min(1),
  refresh_token: z.string().min(1),
  token_type: z.literal('Bearer'),
});

/**
 * The tokens that a refresh yields. `refresh_token` replaces the one that was used; where it is absent, the one that
 * was used stays in use (RFC 6749 section 6).
 */
export const RefreshedTokensSchema = OAuthTokensSchema.extend({
  refresh_token: OAuthTokensSchema.shape.refresh_token.exactOptional(),
});
