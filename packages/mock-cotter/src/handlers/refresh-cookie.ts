import { description } from '@org/cotter-types/description';
import { REFRESH_TOKEN_LIFETIME_SECONDS } from '../state/session-record.ts';

const { name } = description.components.parameters.RefreshTokenCookie;

/** A Set-Cookie header that keeps a refresh token where scripts cannot read it (RFC 6265 section 4.1). */
export function keepingCookie(refreshToken: string): string {
  return cookie(refreshToken, REFRESH_TOKEN_LIFETIME_SECONDS);
}

/** A Set-Cookie header that makes the browser forget the refresh token. */
export function clearingCookie(): string {
  return cookie('', 0);
}

/** The refresh token of a Cookie header; `undefined` if there is none. */
export function refreshTokenOf(
  cookies: string | undefined,
): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [key = '', ...value] = pair.split('=');
    if (key.trim() === name) {
      const text = value.join('=').trim();
      return text === '' ? undefined : text;
    }
  }
  return undefined;
}

function cookie(value: string, maxAgeSeconds: number): string {
  const path = '/api/v0/token' satisfies keyof typeof description.paths;
  return `${name}=${value}; HttpOnly; Path=${path}; Max-Age=${String(maxAgeSeconds)}; SameSite=Lax`;
}
