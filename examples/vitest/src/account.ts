import {
  isCotterError,
  type CotterClient,
  type IdentityToken,
} from '@org/cotter-sdk';
import type { Session } from '@org/cotter-sdk/session';

export type LoginResult = 'logged in' | 'log in again' | 'try again later';

/** The code under test: logs a user in, and says what to show when that fails. */
export async function logIn(
  client: CotterClient,
  session: Session,
  identityToken: IdentityToken,
): Promise<LoginResult> {
  try {
    await session.signIn(await client.exchangeIdentityToken(identityToken));
    return 'logged in';
  } catch (error) {
    if (!isCotterError(error) || error.action === 'fix') throw error;
    return error.action === 'sign_in' ? 'log in again' : 'try again later';
  }
}
