import { type Operation, tokenPath } from './operation.ts';

/** Has the server forget the refresh token in the cookie. What its 200 holds is only assumed, so it is not looked at. */
export function signOut(apiKeyId: string): Operation<void> {
  return {
    name: 'signOut',
    method: 'DELETE',
    path: tokenPath(apiKeyId),
    keys: 'id',
    secrets: [],
    // DELETE is idempotent (RFC 9110 section 9.2.2).
    repeatable: true,
    spendsRefreshToken: false,
    usesCookie: true,
    answer: undefined,
  };
}
