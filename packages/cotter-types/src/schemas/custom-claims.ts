import { z } from 'zod';
import { JwtSchema, RefreshTokenSchema } from './primitives.ts';

/** The claims to add to an access token. */
export const CustomClaimsRequestSchema = z.strictObject({
  token: JwtSchema,
  custom_attributes: z.looseObject({}),
  refresh_token: RefreshTokenSchema.exactOptional(),
});

/** The access token with the claims added, and the next refresh token if one was given. */
export const CustomClaimsTokensSchema = z.object({
  token: z.string().min(1),
  refresh_token: z.string().min(1).exactOptional(),
});
