import { eventTokenMessage, type EventToken } from '@org/cotter-types';
import type { components } from '../generated/openapi.ts';
import { unixSeconds } from '../determinism/clock.ts';
import { createInputKey } from './input-key.ts';
import { randomUuid } from '../determinism/randomness.ts';
import type { InputMint } from './mint-identity-token.ts';

const A_DAY_SECONDS = 86_400;

/**
 * What can be wrong with a minted event token, apart from its fields. `expired`: it happened a day ago. `future`: its
 * timestamp is a day ahead. `wrong-key`: another key signed it. `tampered`: its user was changed after it was signed.
 * `not-approved`: the user did not approve.
 */
export type EventTokenDefect = NonNullable<
  components['schemas']['EventTokenOrder']['defect']
>;

/** Fields to give instead of the usual ones; the signature is made over them. */
export type EventTokenFields = Partial<Omit<EventToken, 'signature'>>;

/** Makes an event token as the vendor's front end would receive it, signed with the mock's key. */
export function mintEventToken(
  { clock, random, key, apiKeyId }: InputMint,
  fields: EventTokenFields = {},
  defect?: EventTokenDefect,
): EventToken {
  const shift: Partial<Record<EventTokenDefect, number>> = {
    expired: -A_DAY_SECONDS,
    future: A_DAY_SECONDS,
  };
  const happenedAt =
    unixSeconds(clock) + (defect === undefined ? 0 : (shift[defect] ?? 0));
  const recordedAt = new Date(happenedAt * 1000).toISOString();
  const token = {
    CreatedAt: recordedAt,
    DeletedAt: null,
    ID: random(4).readUInt32BE(),
    UpdatedAt: recordedAt,
    approved: defect !== 'not-approved',
    client_user_id: randomUuid(random),
    event: 'LOGIN',
    ip: '127.0.0.1',
    issuer: apiKeyId,
    location: '',
    method: 'TRUSTED_DEVICE' as const,
    new: false,
    timestamp: String(happenedAt),
    ...fields,
  };
  const signer = defect === 'wrong-key' ? createInputKey(random) : key;
  const signature = signer.sign(eventTokenMessage(token));
  const user =
    defect === 'tampered' ? `x${token.client_user_id}` : token.client_user_id;
  return { ...token, client_user_id: user, signature };
}
