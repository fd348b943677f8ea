import { OAuthTokensSchema, RefreshedTokensSchema } from '@org/cotter-types';
import { z } from 'zod';
import { HeaderTokenSchema } from './read-input.ts';

const text = z.string();

/** The tokens of an exchange. A text that the response lacks is empty. */
export const ExchangedTokensSchema = z.preprocess(
  withoutOddForms,
  OAuthTokensSchema.extend({
    access_token: HeaderTokenSchema,
    auth_method: text,
    id_token: text,
    refresh_token: text.default(''),
  }),
);

/** The tokens of a refresh. Without a `refresh_token`, the one that was used stays in use. */
export const NextTokensSchema = z.preprocess(
  withoutOddForms,
  RefreshedTokensSchema.extend({
    access_token: HeaderTokenSchema,
    auth_method: text,
    id_token: text,
  }),
);

/**
 * Puts the odd forms of a token response into the described one, so that a usable access token is never thrown away for
 * the form of a field beside it:
 *
 * - `token_type` in another case (RFC 6749 section 5.1: it is case-insensitive), null or absent: `Bearer`.
 * - `expires_in` as decimal text or a fraction: the whole seconds. Absent (RFC 6749 section 5.1 only recommends it), null,
 *   or otherwise not usable: the lifetime that the access token states itself, or else 0.
 * - `refresh_token` null, empty or no text: absent.
 * - `id_token` and `auth_method` null, absent or no text: empty. `auth_method` is also a claim of the access token.
 */
export function withoutOddForms(response: unknown): unknown {
  if (typeof response !== 'object' || response === null) return response;
  const { token_type, expires_in, refresh_token, ...rest } =
    response as Readonly<Record<string, unknown>>;
  const { access_token, id_token, auth_method } = rest;
  return {
    ...rest,
    token_type: isBearer(token_type) ? 'Bearer' : token_type,
    expires_in: secondsOf(expires_in) ?? lifetimeOf(access_token) ?? 0,
    id_token: textOf(id_token) ?? '',
    auth_method:
      textOf(auth_method) ??
      textOf(claimsOf(access_token).authentication_method) ??
      '',
    ...(textOf(refresh_token) !== undefined && { refresh_token }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isBearer(type: unknown): boolean {
  if (type === undefined || type === null) return true;
  return typeof type === 'string' && type.toLowerCase() === 'bearer';
}

const { maxValue } = OAuthTokensSchema.shape.expires_in;

function secondsOf(value: unknown): number | undefined {
  const seconds =
    typeof value === 'string' && /^\d{1,12}(\.\d+)?$/.test(value)
      ? Number(value)
      : value;
  if (typeof seconds !== 'number' || !(seconds >= 0)) return undefined;
  return Math.min(Math.floor(seconds), maxValue ?? Infinity);
}

/** `exp - iat` (RFC 7519 section 4.1). */
function lifetimeOf(accessToken: unknown): number | undefined {
  const { exp, iat } = claimsOf(accessToken);
  return typeof exp === 'number' && typeof iat === 'number'
    ? secondsOf(exp - iat)
    : undefined;
}

interface Claims {
  readonly exp?: unknown;
  readonly iat?: unknown;
  readonly authentication_method?: unknown;
}

/** What a JWT says, without a look at its signature: it is the issuer's own statement. */
function claimsOf(accessToken: unknown): Claims {
  if (typeof accessToken !== 'string') return {};
  const [, payload = ''] = accessToken.split('.');
  try {
    const json = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    return Object(JSON.parse(json)) as Claims;
  } catch {
    return {};
  }
}
