import type { OAuthTokens, RefreshedTokens } from '@org/cotter-types';

/** The tokens of a session, with the names that Cotter gives them, and when the access token ends. */
export interface SessionTokens extends OAuthTokens {
  /** When the access token ends, in Unix milliseconds: `expires_in` counted from the moment the tokens arrived. */
  readonly expiresAt: number;
  /**
   * When the refresh token expires, in Unix milliseconds: 30 days after it arrived (docs.cotter.app, "Refreshing
   * tokens"). After that the user must sign in again.
   */
  readonly refreshTokenExpiresAt: number;
}

const REFRESH_TOKEN_LIFETIME_MS = 30 * 24 * 3_600_000;

/** What a caller of a session gets. The refresh token stays inside, because using it would end the session. */
export type CurrentTokens = Readonly<Omit<SessionTokens, 'refresh_token'>>;

/**
 * Reads tokens that have just arrived. Without a `refresh_token`, the one that was used stays in use (RFC 6749
 * section 6); if there is none either, `refresh_token` is empty. A lifetime that makes no sense counts as none, so that
 * the refresh token beside it is not lost.
 *
 * Undefined if there is no access token that could go into a header.
 */
export function receiveTokens(
  answer: RefreshedTokens | null | undefined,
  used: SessionTokens | undefined,
  now: number,
): SessionTokens | undefined {
  // A client may be anybody's, and answer with anything.
  if (answer === null || answer === undefined) return undefined;
  const { access_token, auth_method, expires_in, id_token } = answer;
  if (!isToken(access_token)) return undefined;
  const refresh_token = isRefreshToken(answer.refresh_token)
    ? answer.refresh_token
    : (used?.refresh_token ?? '');
  const seconds = isLifetime(expires_in) ? expires_in : 0;
  const expiresAt = now + seconds * 1000;
  return {
    access_token,
    auth_method,
    expires_in: seconds,
    id_token,
    refresh_token,
    token_type: 'Bearer',
    expiresAt,
    refreshTokenExpiresAt:
      refresh_token === used?.refresh_token
        ? used.refreshTokenExpiresAt
        : refresh_token === ''
          ? expiresAt
          : now + REFRESH_TOKEN_LIFETIME_MS,
  };
}

/** A lifetime in seconds that can be counted with. */
export function isLifetime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Opaque: it is only sent as JSON, so any value from the server can be sent back. */
export function isRefreshToken(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The refresh token of an answer whose access token cannot be used. Such an answer may be anything. */
export function nextRefreshToken(answer: unknown): string | undefined {
  const { refresh_token: next } = Object(answer) as { refresh_token?: unknown };
  return isRefreshToken(next) ? next : undefined;
}

/** The tokens with the refresh token that has just arrived. */
export function replaceRefreshToken(
  tokens: SessionTokens,
  refreshToken: string,
  now: number,
): SessionTokens {
  return {
    ...tokens,
    refresh_token: refreshToken,
    refreshTokenExpiresAt: now + REFRESH_TOKEN_LIFETIME_MS,
  };
}

/** Only visible ASCII: anything else could end the header early and start another. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}

/**
 * When to refresh, in Unix milliseconds: `earlyMs` before the end, but not before half of the lifetime is over, or a
 * short-lived token would be refreshed at once and for ever.
 */
export function dueAt(tokens: SessionTokens, earlyMs: number): number {
  return tokens.expiresAt - Math.min(earlyMs, (tokens.expires_in * 1000) / 2);
}

export function withoutRefreshToken(tokens: SessionTokens): CurrentTokens {
  const { refresh_token: _, ...rest } = tokens;
  return rest;
}
