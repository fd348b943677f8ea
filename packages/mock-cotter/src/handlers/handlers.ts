import type { operations } from '@org/cotter-types';
import { API_KEY_ID } from '../api/names.ts';
import { addCustomClaims } from './add-custom-claims.ts';
import { exchangeToken } from './exchange-token.ts';
import { getJwks } from './get-jwks.ts';
import type { Handler } from '../api/handler.ts';
import { refreshToken } from './refresh-token.ts';
import { signOut } from './sign-out.ts';
import { verifyToken } from './verify-token.ts';
import type { Turns } from '../state/shared/shared-state.ts';
import type { Services } from './services.ts';

/**
 * The handler of each operation, by operationId, each using the clock of the request's API key id. An operation without a
 * handler is a compile error.
 *
 * @param turns if the state is shared with other mocks
 */
export function createHandlers(
  services: Services,
  turns?: Pick<Turns, 'run'>,
): Readonly<Record<keyof operations, Handler>> {
  const timed = (make: (services: Services) => Handler): Handler => {
    const handler = make(services);
    return (call) => {
      const answer = () =>
        services.clock.within(call.headers[API_KEY_ID], () => handler(call));
      return turns === undefined ? answer() : turns.run(answer);
    };
  };
  return {
    addCustomClaims: timed(addCustomClaims),
    exchangeToken: timed(exchangeToken),
    getJwks: timed(getJwks),
    refreshToken: timed(refreshToken),
    signOut: timed(signOut),
    verifyToken: timed(verifyToken),
  };
}
