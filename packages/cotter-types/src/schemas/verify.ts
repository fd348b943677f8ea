import { z } from 'zod';

/** The answer of the token endpoint, or only the access token. Other fields are dropped. */
export const VerifiableTokensSchema = z.object({
  access_token: z.string().nullable(),
});

/** The tokens to verify. Clients also send the access token itself, or null; neither is valid. */
export const VerifyRequestSchema = z.strictObject({
  oauth_token: z.union([VerifiableTokensSchema, z.string(), z.null()]),
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
