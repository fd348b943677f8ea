import {
  CustomClaimsRequestSchema,
  CustomClaimsTokensSchema,
  JwtSchema,
  RefreshTokenSchema,
  type CustomClaimsRequest,
  type paths,
} from '@org/cotter-types';
import { z } from 'zod';
import { CotterInputError } from '../errors/client-errors.ts';
import { HeaderTokenSchema, readInput } from './read-input.ts';
import type { Operation } from './operation.ts';

const CUSTOM_PATH = '/api/v0/token/custom' satisfies keyof paths;

/** Claims to add to an access token. */
export interface CustomClaims {
  /** The access token. */
  readonly token: string;
  /** The claims: any names that a token does not have already, and values that JSON can hold. */
  readonly customAttributes: Readonly<Record<string, unknown>>;
  /** If given, later access tokens carry the claims too, and the refresh token is replaced. */
  readonly refreshToken?: string | undefined;
}

/** What comes of adding claims. */
export interface CustomClaimsResult {
  /** The access token with the claims. */
  readonly token: string;
  /** The next refresh token. If one was given and none came back, the one that was used stays in use. */
  readonly refreshToken?: string;
}

const InputSchema = z.strictObject({
  token: JwtSchema,
  customAttributes: CustomClaimsRequestSchema.shape.custom_attributes,
  refreshToken: RefreshTokenSchema.optional(),
});

/** A refresh token that is null, empty or no text is as good as absent: the one that was used stays in use. */
const ResultSchema = CustomClaimsTokensSchema.extend({
  token: HeaderTokenSchema,
  refresh_token: z.unknown().optional(),
}).transform(({ token, refresh_token: refreshToken }): CustomClaimsResult => ({
  token,
  ...(typeof refreshToken === 'string' &&
    refreshToken !== '' && { refreshToken }),
}));

/**
 * Adds claims to an access token.
 *
 * @throws CotterInputError
 */
export function addCustomClaims(
  claims: unknown,
): Operation<CustomClaimsResult> {
  const details = spends(claims) ? { outcome: 'not_sent' as const } : {};
  const { token, customAttributes, refreshToken } = readInput(
    'custom claims',
    InputSchema,
    claims,
    details,
  );
  const request: CustomClaimsRequest = {
    token,
    custom_attributes: customAttributes,
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
  };
  return {
    name: 'addCustomClaims',
    method: 'POST',
    path: CUSTOM_PATH,
    keys: 'id_and_secret',
    body: toJson(request, details),
    secrets: refreshToken === undefined ? [token] : [token, refreshToken],
    repeatable: false,
    spendsRefreshToken: refreshToken !== undefined,
    usesCookie: false,
    answer: { what: 'an access token', schema: ResultSchema },
  };
}

function spends(claims: unknown): boolean {
  return 'refreshToken' in (Object(claims) as object);
}

/** Circles and large integers have no JSON, and a `toJSON` may throw; what is thrown may quote the values. */
function toJson(
  request: CustomClaimsRequest,
  details: { readonly outcome?: 'not_sent' },
): string {
  try {
    return JSON.stringify(request);
  } catch {
    const problem = { path: 'customAttributes', problem: 'must fit into JSON' };
    throw new CotterInputError('custom claims', [problem], details);
  }
}
