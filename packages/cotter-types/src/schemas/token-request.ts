import { z } from 'zod';
import { EventTokenSchema } from './event-token.ts';
import { IdentityTokenSchema } from './identity-token.ts';
import { RefreshTokenSchema } from './primitives.ts';

/** The grant for a verified email address or phone number. */
export const IdentityTokenRequestSchema = z.strictObject({
  grant_type: z.literal('identity_token'),
  identity_token: IdentityTokenSchema,
});

/** The grant for an approved authentication event. */
export const EventTokenRequestSchema = z.strictObject({
  grant_type: z.literal('event_token'),
  event_token: EventTokenSchema,
});

/** The grant for a refresh as older clients send it, with the refresh token in the body. */
export const RefreshTokenRequestSchema = z.strictObject({
  grant_type: z.literal('refresh_token'),
  refresh_token: RefreshTokenSchema,
});

/** One of the grants, told apart by `grant_type`. */
export const TokenRequestSchema = z.discriminatedUnion('grant_type', [
  IdentityTokenRequestSchema,
  EventTokenRequestSchema,
  RefreshTokenRequestSchema,
]);
