import { z } from 'zod';

const unixSeconds = z.int().min(0);

/** What access and id tokens have in common. Unknown claims are kept: an app may have added custom ones. */
const CommonClaimsSchema = z.looseObject({
  /** `https://www.cotter.app` in production. */
  iss: z.string().min(1),
  /** The API key id. */
  aud: z.string().min(1),
  /** The user's id. */
  sub: z.string().min(1),
  /** The same as `sub`; deprecated, still sent. */
  client_user_id: z.string().exactOptional(),
  /** Issued at, in Unix seconds. */
  iat: unixSeconds,
  /** Expires at, in Unix seconds; one hour after `iat`. */
  exp: unixSeconds,
  jti: z.string().exactOptional(),
  /** Email address or phone number; absent from older access tokens. */
  identifier: z.string().exactOptional(),
});

/**
 * The claims of an access token (a JWT signed with ES256).
 *
 * Production issued `type` as `client_access_token`; a newer page of the vendor's documentation prints `access_token`.
 */
export const AccessTokenClaimsSchema = CommonClaimsSchema.extend({
  type: z.enum(['client_access_token', 'access_token']),
  /** As `auth_method` of the answer that carried the token. */
  authentication_method: z.string().exactOptional(),
  scope: z.string().exactOptional(),
});

/**
 * The claims of an id token (a JWT signed with ES256).
 *
 * `auth_time` holds Unix seconds as a string; production really issued `"-62135596800"`, an unset time.
 */
export const IdTokenClaimsSchema = CommonClaimsSchema.extend({
  type: z.enum(['client_id_token', 'id_token']),
  auth_time: z
    .string()
    .regex(/^-?[0-9]+$/)
    .exactOptional(),
});

/** The claims of an access token. */
export type AccessTokenClaims = z.output<typeof AccessTokenClaimsSchema>;

/** The claims of an id token. */
export type IdTokenClaims = z.output<typeof IdTokenClaimsSchema>;
