import type { z } from 'zod';
import { CotterErrorBodySchema } from './error-body.ts';
import { EventTokenSchema } from './event-token.ts';
import { IdentityTokenSchema } from './identity-token.ts';
import { OAuthTokensSchema } from './oauth-tokens.ts';
import {
  ApiKeyIdSchema,
  Rfc3339TimeSchema,
  SignatureSchema,
  UnixSecondsStringSchema,
  UuidSchema,
} from './primitives.ts';
import {
  EventTokenRequestSchema,
  IdentityTokenRequestSchema,
  TokenRequestSchema,
} from './token-request.ts';

/** The zod schema of each component of the description, by its name there. */
export const componentSchemas = {
  ApiKeyId: ApiKeyIdSchema,
  CotterErrorBody: CotterErrorBodySchema,
  EventToken: EventTokenSchema,
  EventTokenRequest: EventTokenRequestSchema,
  IdentityToken: IdentityTokenSchema,
  IdentityTokenRequest: IdentityTokenRequestSchema,
  OAuthTokens: OAuthTokensSchema,
  Rfc3339Time: Rfc3339TimeSchema,
  Signature: SignatureSchema,
  TokenRequest: TokenRequestSchema,
  UnixSecondsString: UnixSecondsStringSchema,
  Uuid: UuidSchema,
} satisfies Record<string, z.ZodType>;
