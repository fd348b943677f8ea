import { z } from 'zod';
import { RefreshTokenSchema } from './primitives.ts';

/** The grant for a refresh. Without `refresh_token`, the cookie is used. */
export const RefreshRequestSchema = z.strictObject({
  grant_type: z.literal('refresh_token'),
  refresh_token: RefreshTokenSchema.exactOptional(),
});

/** The answer to a sign-out. */
export const SignedOutSchema = z.object({ success: z.literal(true) });
