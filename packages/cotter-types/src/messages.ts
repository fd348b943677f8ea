/**
 * Builders of the texts that Cotter signs. They do not load zod.
 *
 * @module
 */
import type { EventToken, IdentityToken } from './types.ts';

/** The fields of an identity token that its signature covers, in the order in which they are signed. */
export const IDENTITY_TOKEN_SIGNED_FIELDS = [
  'identifier',
  'identifier_type',
  'receiver',
  'expire_at',
] as const satisfies readonly (keyof IdentityToken)[];

/** An identity token reduced to what its signature covers. */
export type IdentityTokenSignedFields = Pick<
  IdentityToken,
  (typeof IDENTITY_TOKEN_SIGNED_FIELDS)[number]
>;

/**
 * Builds the text that the Ed25519 signature of an identity token covers: the signed fields without a separator. Without
 * a separator, characters can move between neighbouring fields under the same signature: check the form of each field,
 * and compare `receiver`, before you trust the signature.
 *
 * Source: docs.cotter.app, "Validating Cotter's Identity Token".
 */
export function identityTokenMessage(token: IdentityTokenSignedFields): string {
  return IDENTITY_TOKEN_SIGNED_FIELDS.map((field) => token[field]).join('');
}

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
 * Builds the text that the Ed25519 signature of an event token covers: the signed fields without a separator, booleans as
 * `true` and `false`. Without a separator, characters can move between neighbouring fields under the same signature:
 * check the form of each field, and compare `issuer`, before you trust the signature.
 *
 * Source: docs.cotter.app, "Validating Cotter's Event Response".
 */
export function eventTokenMessage(token: EventTokenSignedFields): string {
  return EVENT_TOKEN_SIGNED_FIELDS.map((field) => String(token[field])).join(
    '',
  );
}
