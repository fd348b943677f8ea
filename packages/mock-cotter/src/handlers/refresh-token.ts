import type { RefreshRequest } from '@org/cotter-types';
import { refreshTokenNotValid } from '../api/api-error.ts';
import type { NotValid, Presented } from '../state/sessions.ts';
import { freshTokens, okWithTokens } from './answers.ts';
import { apiKeyIdOfPath } from './api-keys.ts';
import type { Handler } from '../api/handler.ts';
import { keepingCookie, refreshTokenOf } from './refresh-cookie.ts';
import type { Services } from './services.ts';

const REASONS: Readonly<Record<NotValid, string>> = {
  ended: 'its session was ended by the control API',
  expired: 'it has expired',
  'of another API key id': 'it belongs to another API key id',
  reused:
    'it was used before, so its session, with every token that came from it, is revoked now',
  revoked:
    'its session was revoked, because one of its refresh tokens was used twice',
  'signed out': 'its user signed out',
  unknown: 'this mock never issued it, or has forgotten its session',
};

/** Issues new tokens for the refresh token of the body or, if there is none, of the cookie. */
export function refreshToken(services: Services): Handler {
  return async (call) => {
    const id = apiKeyIdOfPath(services, call);
    const { refresh_token: given } = call.body as RefreshRequest;
    const token = given ?? refreshTokenOf(call.headers['cookie']);
    if (token === undefined)
      throw refreshTokenNotValid('there is none in the body nor in the cookie');
    const { subject, claims, use } = presentedToken(services, token, id);
    const next = use();
    const tokens = await freshTokens(services, subject, claims);
    // Without rotation, the answer names no refresh token: the one that was used stays in use (RFC 6749 section 6).
    return services.rotation === 'none'
      ? okWithTokens(tokens)
      : okWithTokens(
          { ...tokens, refresh_token: next },
          { 'set-cookie': keepingCookie(next) },
        );
  };
}

/**
 * Looks a refresh token up.
 *
 * @throws {ApiError} 400, in the words that published clients take as final
 */
export function presentedToken(
  { sessions }: Services,
  token: string,
  id: string,
): Presented {
  const found = sessions.present(token, id);
  if (typeof found === 'string') throw refreshTokenNotValid(REASONS[found]);
  return found;
}
