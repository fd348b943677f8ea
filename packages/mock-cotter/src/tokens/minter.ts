import type { EventToken, IdentityToken } from '@org/cotter-types';
import type { Clocks } from '../determinism/clocks.ts';
import type { Randomness } from '../determinism/randomness.ts';
import type { InputKey } from './input-key.ts';
import type { Issuer } from './issuer.ts';
import type { Claims } from './jwt.ts';
import {
  mintEventToken,
  type EventTokenDefect,
  type EventTokenFields,
} from './mint-event-token.ts';
import {
  mintIdentityToken,
  type IdentityTokenDefect,
  type IdentityTokenFields,
  type InputMint,
} from './mint-identity-token.ts';
import { mintJwt, type JwtDefect } from './mint-jwt.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Mints tokens for tests, good and bad ones. */
export interface Minter {
  /**
   * Returns an identity token that the mock accepts, in strict mode too, unless you give it a defect.
   *
   * @param fields fields that replace the usual ones, for example `receiver` for another API key id
   */
  mintIdentityToken(
    fields?: IdentityTokenFields,
    defect?: IdentityTokenDefect,
  ): IdentityToken;
  /**
   * Returns an event token that the mock accepts, in strict mode too, unless you give it a defect.
   *
   * @param fields fields that replace the usual ones, for example `issuer` for another API key id
   */
  mintEventToken(
    fields?: EventTokenFields,
    defect?: EventTokenDefect,
  ): EventToken;
  /**
   * Returns an access token for a new user, as the mock issues it, unless you give it a defect.
   *
   * @param claims claims that replace the usual ones, or are added to them
   */
  mintAccessToken(claims?: Claims, defect?: JwtDefect): string;
  /** Returns an id token, in the same way as `mintAccessToken`. */
  mintIdToken(claims?: Claims, defect?: JwtDefect): string;
}

/** Makes a minter whose tokens follow the clock of the API key id that they are for. */
export function createMinter({
  apiKeyId,
  clock,
  inputKey,
  issuer,
  keys,
  random,
}: {
  /** The API key id that tokens are for by default. */
  readonly apiKeyId: string;
  readonly clock: Clocks;
  readonly inputKey: InputKey;
  readonly issuer: Issuer;
  readonly keys: SigningKeys;
  readonly random: Randomness;
}): Minter {
  const input: InputMint = { clock, random, key: inputKey, apiKeyId };
  const jwt = { clock, issuer, keys, random, apiKeyId };
  // A test may give a field any value.
  const within = <Minted>(id: unknown, make: () => Minted): Minted =>
    clock.within(typeof id === 'string' ? id : apiKeyId, make);
  return {
    mintIdentityToken: (fields, defect) =>
      within(fields?.receiver, () => mintIdentityToken(input, fields, defect)),
    mintEventToken: (fields, defect) =>
      within(fields?.issuer, () => mintEventToken(input, fields, defect)),
    mintAccessToken: (claims, defect) =>
      within(claims?.['aud'], () => mintJwt(jwt, 'access', claims, defect)),
    mintIdToken: (claims, defect) =>
      within(claims?.['aud'], () => mintJwt(jwt, 'id', claims, defect)),
  };
}
