import type { operations } from '@org/cotter-types';
import { addCustomClaims } from './add-custom-claims.ts';
import { exchangeToken } from './exchange-token.ts';
import { getJwks } from './get-jwks.ts';
import type { Handler } from './handler.ts';
import { refreshToken } from './refresh-token.ts';
import { signOut } from './sign-out.ts';
import { verifyToken } from './verify-token.ts';
import type { World } from './world.ts';

/** Who answers what, by operationId. An operation without a handler is a compile error. */
export function createHandlers(
  world: World,
): Readonly<Record<keyof operations, Handler>> {
  return {
    addCustomClaims: addCustomClaims(world),
    exchangeToken: exchangeToken(world),
    getJwks: getJwks(world),
    refreshToken: refreshToken(world),
    signOut: signOut(world),
    verifyToken: verifyToken(world),
  };
}
