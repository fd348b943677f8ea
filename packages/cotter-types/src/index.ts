/**
 * Types, zod schemas and signed-message builders for Cotter's OAuth token API.
 *
 * @module
 */
export type { components, operations, paths } from './generated/openapi.ts';
export type * from './types.ts';
export {
  AccessTokenClaimsSchema,
  IdTokenClaimsSchema,
  type AccessTokenClaims,
  type IdTokenClaims,
} from './claims.ts';
export * from './messages.ts';
export {
  CustomClaimsRequestSchema,
  CustomClaimsTokensSchema,
} from './schemas/custom-claims.ts';
export { CotterErrorBodySchema } from './schemas/error-body.ts';
export { EventTokenSchema } from './schemas/event-token.ts';
export { IdentityTokenSchema } from './schemas/identity-token.ts';
export { JwkSchema, JwksSchema } from './schemas/jwks.ts';
export {
  OAuthTokensSchema,
  RefreshedTokensSchema,
} from './schemas/oauth-tokens.ts';
export {
  ApiKeyIdSchema,
  JwtSchema,
  RefreshTokenSchema,
  Rfc3339TimeSchema,
  SignatureSchema,
  UnixSecondsStringSchema,
  UuidSchema,
} from './schemas/primitives.ts';
export { RefreshRequestSchema, SignedOutSchema } from './schemas/refresh.ts';
export {
  EventTokenRequestSchema,
  IdentityTokenRequestSchema,
  RefreshTokenRequestSchema,
  TokenRequestSchema,
} from './schemas/token-request.ts';
export {
  VerifiableTokensSchema,
  VerifyFailureSchema,
  VerifyRequestSchema,
  VerifyResultSchema,
  VerifySuccessSchema,
} from './schemas/verify.ts';
export { componentSchemas } from './schemas/registry.ts';
