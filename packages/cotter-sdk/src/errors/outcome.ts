/**
 * What a failed call means for the refresh token that it was to spend.
 *
 * - `not_sent`: the server did not take it. The token is as good as before, and the call may be made again.
 * - `rejected`: the server refused the request. The same request will be refused again. In a browser, a refused refresh
 *   token is `unknown` instead, with the action `sign_in`: browsers send a request again by themselves if a connection
 *   breaks, so the first of two requests may have used the token.
 * - `unknown`: the server may have replaced the token. Keep it, and look for a newer one, but do not send it again by
 *   itself: the reuse of a replaced refresh token may revoke the whole session (RFC 9700 section 4.14.2).
 */
export type Outcome = 'not_sent' | 'rejected' | 'unknown';

/**
 * What a status other than success says.
 *
 * With 429 and 503 a server says that it did not do the work (RFC 6585 section 4, RFC 9110 section 15.6.4), and 407 is
 * the answer of a proxy that passed nothing on (RFC 9110 section 15.5.8). 408 is left open: a gateway also sends it for
 * a request that it passed on and then gave up on.
 */
export function outcomeOfStatus(status: number): Outcome {
  if ([407, 429, 503].includes(status)) return 'not_sent';
  return status >= 400 && status <= 499 && status !== 408
    ? 'rejected'
    : 'unknown';
}
