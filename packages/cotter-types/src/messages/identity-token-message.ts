import type { IdentityToken } from '../types.ts';

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
 * Builds the text that the Ed25519 signature of an identity token covers: the signed fields joined with nothing
 * between. Because nothing separates them, characters can move between neighbouring fields under the same signature;
 * check each field's form, and `receiver` by equality, before you trust a signature over this text.
 *
 * Source: docs.cotter.app, "Validating Cotter's Identity Token".
 */
export function identityTokenMessage(token: IdentityTokenSignedFields): string {
  return IDENTITY_TOKEN_SIGNED_FIELDS.map((field) => token[field]).join('');
}
