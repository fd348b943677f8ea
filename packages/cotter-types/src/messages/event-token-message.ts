import type { EventToken } from '../types.ts';

/** The fields of an event token that its signature covers, in the order in which they are signed. */
export const EVENT_TOKEN_SIGNED_FIELDS = [
  'client_user_id',
  'issuer',
  'event',
  'timestamp',
  'method',
  'new',
  'approved',
] as const satisfies readonly (keyof EventToken)[];

/** An event token reduced to what its signature covers. */
export type EventTokenSignedFields = Pick<
  EventToken,
  (typeof EVENT_TOKEN_SIGNED_FIELDS)[number]
>;

/**
 * Builds the text that the Ed25519 signature of an event token covers: the signed fields joined with nothing between,
 * booleans as `true` and `false`. Because nothing separates them, characters can move between neighbouring fields under
 * the same signature; check each field's form, and `issuer` by equality, before you trust a signature over this text.
 *
 * Source: docs.cotter.app, "Validating Cotter's Event Response".
 */
export function eventTokenMessage(token: EventTokenSignedFields): string {
  return EVENT_TOKEN_SIGNED_FIELDS.map((field) => String(token[field])).join(
    '',
  );
}
