import { OAuthTokensSchema } from '@org/cotter-types';

/**
 * Puts the odd forms of a token response into the described one, so that a usable access token is never thrown away for
 * the form of a field beside it:
 *
 * - `token_type` in another case (RFC 6749 section 5.1: it is case-insensitive), null or absent: `Bearer`.
 * - `expires_in` as decimal text or a fraction: the whole seconds. Absent (RFC 6749 section 5.1 only recommends it), null,
 *   or otherwise not usable: the lifetime that the access token states itself, or else 0.
 * - `refresh_token` null or empty: absent.
 */
export function withoutOddForms(response: unknown): unknown {
  if (typeof response !== 'object' || response === null) return response;
  const { token_type, expires_in, refresh_token, ...rest } =
    response as Readonly<Record<string, unknown>>;
  return {
    ...rest,
    token_type: isBearer(token_type) ? 'Bearer' : token_type,
    expires_in: secondsOf(expires_in) ?? lifetimeOf(rest['access_token']) ?? 0,
    ...(refresh_token === undefined ||
    refresh_token === null ||
    refresh_token === ''
      ? {}
      : { refresh_token }),
  };
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

/** `exp - iat` of a JWT (RFC 7519 section 4.1), without a look at its signature: it is the issuer's own statement. */
function lifetimeOf(accessToken: unknown): number | undefined {
  if (typeof accessToken !== 'string') return undefined;
  const [, payload = ''] = accessToken.split('.');
  try {
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const { exp, iat } = JSON.parse(text) as { exp?: unknown; iat?: unknown };
    return typeof exp === 'number' && typeof iat === 'number'
      ? secondsOf(exp - iat)
      : undefined;
  } catch {
    return undefined;
  }
}
