import { ok } from './answers.ts';
import { apiKeyIdOfPath } from './api-keys.ts';
import type { Handler } from '../api/handler.ts';
import { clearingCookie, refreshTokenOf } from './refresh-cookie.ts';
import type { Services } from './services.ts';

/** Revokes the refresh token of the cookie, if there is one, and clears the cookie. */
export function signOut(services: Services): Handler {
  return (call) => {
    const id = apiKeyIdOfPath(services, call);
    const token = refreshTokenOf(call.headers['cookie']);
    if (token !== undefined) services.sessions.revoke(token, id);
    return ok({ success: true }, { 'set-cookie': clearingCookie() });
  };
}
