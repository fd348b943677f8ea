import type { z } from 'zod';
import {
  CustomClaimsRequestSchema,
  CustomClaimsTokensSchema,
} from './custom-claims.ts';
import { CotterErrorBodySchema } from './error-body.ts';
import { EventTokenSchema } from './event-token.ts';
import { IdentityTokenSchema } from './identity-token.ts';
import { JwkSchema, JwksSchema } from './jwks.ts';
import { OAuthTokensSchema, RefreshedTokensSchema } from './oauth-tokens.ts';
import {
  ApiKeyIdSchema,
  JwtSchema,
  RefreshTokenSchema,
  Rfc3339TimeSchema,
  SignatureSchema,
  UnixSecondsStringSchema,
  UuidSchema,
} from './primitives.ts';
import { RefreshRequestSchema, SignedOutSchema } from './refresh.ts';
import {
  EventTokenRequestSchema,
  IdentityTokenRequestSchema,
  RefreshTokenRequestSchema,
  TokenRequestSchema,
} from './token-request.ts';
import {
  VerifiableTokensSchema,
  VerifyFailureSchema,
  VerifyRequestSchema,
  VerifyResultSchema,
  VerifySuccessSchema,
} from './verify.ts';

/** The zod schema of each component of the description, by its name there. */
export const componentSchemas = {
  ApiKeyId: ApiKeyIdSchema,
  CotterErrorBody: CotterErrorBodySchema,
  CustomClaimsRequest: CustomClaimsRequestSchema,
  CustomClaimsTokens: CustomClaimsTokensSchema,
  EventToken: EventTokenSchema,
  EventTokenRequest: EventTokenRequestSchema,
  IdentityToken: IdentityTokenSchema,
  IdentityTokenRequest: IdentityTokenRequestSchema,
  Jwk: JwkSchema,
  Jwks: JwksSchema,
  Jwt: JwtSchema,
  OAuthTokens: OAuthTokensSchema,
  RefreshRequest: RefreshRequestSchema,
  RefreshToken: RefreshTokenSchema,
  RefreshTokenRequest: RefreshTokenRequestSchema,
  RefreshedTokens: RefreshedTokensSchema,
  Rfc3339Time: Rfc3339TimeSchema,
  Signature: SignatureSchema,
  SignedOut: SignedOutSchema,
  TokenRequest: TokenRequestSchema,
  UnixSecondsString: UnixSecondsStringSchema,
  Uuid: UuidSchema,
  VerifiableTokens: VerifiableTokensSchema,
  VerifyFailure: VerifyFailureSchema,
  VerifyRequest: VerifyRequestSchema,
  VerifyResult: VerifyResultSchema,
  VerifySuccess: VerifySuccessSchema,
} satisfies Record<string, z.ZodType>;
