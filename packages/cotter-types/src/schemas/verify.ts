import { z } from 'zod';
import { JwtSchema } from './primitives.ts';

/** The answer of the token endpoint, or the access token alone. Other fields are dropped. */
export const VerifiableTokensSchema = z.object({ access_token: JwtSchema });

/** The tokens to verify. */
export const VerifyRequestSchema = z.strictObject({
  oauth_token: VerifiableTokensSchema,
});

/** The access token is valid. */
export const VerifySuccessSchema = z.object({ success: z.literal(true) });

/** The access token is not valid. */
export const VerifyFailureSchema = z.object({
  success: z.literal(false),
  reason: z.string(),
});

/** Whether an access token is valid. */
export const VerifyResultSchema = z.discriminatedUnion('success', [
  VerifySuccessSchema,
  VerifyFailureSchema,
]);
