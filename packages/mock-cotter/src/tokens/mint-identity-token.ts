import { identityTokenMessage, type IdentityToken } from '@org/cotter-types';
import type { components } from '../generated/openapi.ts';
import { unixSeconds, type Clock } from '../determinism/clock.ts';
import { createInputKey, type InputKey } from './input-key.ts';
import { randomUuid, type Randomness } from '../determinism/randomness.ts';

/** How long an identity token lives: 30 days, as in the documented example, in seconds. */
const LIFETIME_SECONDS = 2_592_000;
const A_DAY_SECONDS = 86_400;

/**
 * What can be wrong with a minted identity token, apart from its fields. `expired`: it was issued, and ran out, in the
 * past. `future`: its timestamp is a day ahead. `wrong-key`: another key signed it. `tampered`: its identifier was
 * changed after it was signed.
 */
export type IdentityTokenDefect = NonNullable<
  components['schemas']['IdentityTokenOrder']['defect']
>;

/** Fields to give instead of the usual ones; the signature is made over them. */
export type IdentityTokenFields = Partial<Omit<IdentityToken, 'signature'>>;

/** What minting needs. */
export interface InputMint {
  readonly clock: Clock;
  readonly random: Randomness;
  readonly key: InputKey;
  /** The API key id that tokens are issued for unless told otherwise. */
  readonly apiKeyId: string;
}

/** Makes an identity token as the vendor's front end would receive it, signed with the mock's key. */
export function mintIdentityToken(
  { clock, random, key, apiKeyId }: InputMint,
  fields: IdentityTokenFields = {},
  defect?: IdentityTokenDefect,
): IdentityToken {
  const shift: Partial<Record<IdentityTokenDefect, number>> = {
    expired: -LIFETIME_SECONDS - A_DAY_SECONDS,
    future: A_DAY_SECONDS,
  };
  const issuedAt =
    unixSeconds(clock) + (defect === undefined ? 0 : (shift[defect] ?? 0));
  const token = {
    expire_at: String(issuedAt + LIFETIME_SECONDS),
    identifier: 'hello@example.com',
    identifier_id: randomUuid(random),
    identifier_type: 'EMAIL' as const,
    receiver: apiKeyId,
    timestamp: String(issuedAt),
    ...fields,
  };
  const signer = defect === 'wrong-key' ? createInputKey(random) : key;
  const signature = signer.sign(identityTokenMessage(token));
  const identifier =
    defect === 'tampered' ? `x${token.identifier}` : token.identifier;
  return { ...token, identifier, signature };
}
