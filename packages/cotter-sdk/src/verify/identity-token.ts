import type { IdentityToken } from '@org/cotter-types';
import {
  identityTokenMessage,
  type IdentityTokenSignedFields,
} from '@org/cotter-types/messages';
import { refuseUnknownNames } from '../options/read-option.ts';
import { readApiKeyId } from './verifier-options.ts';
import { seconds } from './claim-checks.ts';
import { readClock, type ClockOptions } from '../options/clock.ts';
import { checkEd25519, readPublicKeys } from './jwt/ed25519.ts';
import {
  malformedField,
  oneOf,
  pattern,
  readFields,
  tenDigits,
  text,
  unixSecondsText,
  type Form,
} from './token-fields.ts';
import { tokenInvalid, type Fault } from './verification-error.ts';

/** What an identity token is verified against. */
export interface IdentityTokenOptions extends ClockOptions {
  /** Your API key id: the `receiver` that the token must have. */
  readonly apiKeyId: string;
  /**
   * The Ed25519 keys that may have signed the token, from 1 to 16, each 32 bytes in base64; several while keys are being
   * changed. Default: production's key.
   */
  readonly publicKeys?: readonly string[] | undefined;
}

/** An identity token whose signature was checked. */
export interface VerifiedIdentityToken {
  /** What the signature covers. */
  readonly verified: Readonly<IdentityTokenSignedFields>;
  /** What it does not cover: anybody on the way may have changed it, the user's id too. */
  readonly unsigned: Readonly<
    Omit<IdentityToken, keyof IdentityTokenSignedFields | 'signature'>
  >;
}

const FORMS = {
  identifier: text(1, 320),
  identifier_type: oneOf('EMAIL', 'PHONE'),
  receiver: text(1, 128),
  expire_at: tenDigits,
  signature: text(1, 512),
  identifier_id: pattern(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    'a UUID',
  ),
  timestamp: unixSecondsText,
} satisfies Record<keyof IdentityToken, Form<unknown>>;

const IDENTIFIERS = {
  EMAIL: pattern(/^[^\s@]+@[^\s@]+$/, 'an email address'),
  PHONE: pattern(/^\+[0-9]{7,15}$/, 'a phone number: + and 7 to 15 digits'),
};

/**
 * Verifies an identity token without asking Cotter: the form of each field, that it was issued for your API key id, its
 * Ed25519 signature, and that it has not expired. It can be used more than once until then. Only Cotter can
 * check more, when you exchange it.
 *
 * Source: docs.cotter.app, "Validating Cotter's Identity Token".
 *
 * Rejects with a `CotterVerificationError`; with a TypeError if the options are not usable.
 */
export async function verifyIdentityToken(
  token: unknown,
  options: IdentityTokenOptions,
): Promise<VerifiedIdentityToken> {
  refuseUnknownNames(options, [
    'apiKeyId',
    'publicKeys',
    'now',
    'clockToleranceSeconds',
  ]);
  const apiKeyId = readApiKeyId(options.apiKeyId);
  const publicKeys = readPublicKeys(options.publicKeys);
  const clock = readClock(options);

  const read = readFields(token, FORMS);
  if ('reason' in read) throw invalid(read);
  const { signature, identifier_id, timestamp, ...verified } = read.fields;
  const form = IDENTIFIERS[verified.identifier_type];
  if (!form.matches(verified.identifier)) {
    throw invalid(malformedField('identifier', form.name));
  }
  if (verified.receiver !== apiKeyId) {
    throw invalid({
      reason: 'wrong_audience',
      field: 'receiver',
      detail: `its receiver is not your API key id ${apiKeyId}`,
    });
  }
  const message = identityTokenMessage(verified);
  const fault = await checkEd25519(publicKeys, signature, message);
  if (fault !== undefined) throw invalid(fault);
  const age = clock.now() / 1000 - Number(verified.expire_at);
  if (age >= clock.toleranceSeconds) {
    throw invalid({
      reason: 'expired',
      field: 'expire_at',
      detail: `it expired ${seconds(age)} ago`,
    });
  }
  return { verified, unsigned: { identifier_id, timestamp } };
}

function invalid(fault: Fault) {
  return tokenInvalid('identity token', fault);
}
