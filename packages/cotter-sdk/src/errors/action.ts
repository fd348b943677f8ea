import type { OperationName } from '../operations/operation.ts';

/**
 * What to do about an error.
 *
 * - `retry`: make the call again, after `retryAfterMs` if the error has one. The cause is expected to pass.
 * - `sign_in`: have the user sign in again. The identity token, the refresh token or the access token is not accepted.
 * - `fix`: change the program or its configuration. Until then, the same call fails again.
 */
export type ErrorAction = 'retry' | 'sign_in' | 'fix';

/** What to do about a status other than success. */
export function actionOfStatus(
  status: number,
  operation: OperationName,
  serverMessage: string | undefined,
): ErrorAction {
  if (mayPass(status) || status === 429) return 'retry';
  if (status !== 400) return 'fix';
  // What we send has the described form, so a 400 to an exchange is about the token itself.
  if (operation === 'exchangeToken') return 'sign_in';
  if (operation !== 'refreshToken') return 'fix';
  return refusesToken(serverMessage) ? 'sign_in' : 'retry';
}

/** Whether the reason for a status may pass without a change of the request. */
export function mayPass(status: number): boolean {
  return status === 408 || (status >= 500 && status <= 599);
}

/** What the names of faults in certificates and in the proxy's address have in common. Neither mends itself. */
const LASTING_FAULT =
  /CERT|SELF_SIGNED|VERIFY|ERR_TLS|INVALID_URL|PROXY_SCHEME/;

/** What to do when there was no response. */
export function actionOfFault(systemCode: string | undefined): ErrorAction {
  return systemCode !== undefined && LASTING_FAULT.test(systemCode)
    ? 'fix'
    : 'retry';
}

/**
 * Whether a 400 is about the token. Cotter says so in its message, which its published clients look for; a 400 that says
 * something else is worth another try.
 */
export function refusesToken(serverMessage: string | undefined): boolean {
  return serverMessage === undefined || serverMessage.includes('not valid');
}
