import {
  eventTokenMessage,
  identityTokenMessage,
  type EventToken,
  type IdentityToken,
} from '@org/cotter-types';
import { unixSeconds, type Clock } from '../determinism/clock.ts';
import { hasSignatureForm, type InputKey } from './input-key.ts';

/** How far an event's timestamp may lie from now, either way, and an identity token's ahead of it; in seconds. */
export const FRESH_SECONDS = 300;

/** What checking needs. */
export interface Checker {
  readonly clock: Clock;
  readonly key: InputKey;
}

/**
 * Returns what is wrong with an identity token, one sentence for each problem, without any value. The receiver is not
 * checked. A documentation example has neither a signature nor a time that could be checked.
 */
export function identityTokenProblems(
  { clock, key }: Checker,
  token: IdentityToken,
): string[] {
  const now = unixSeconds(clock);
  const signed = !isDocumentationExample(token);
  return found([
    [
      signed && !key.verify(identityTokenMessage(token), token.signature),
      signatureProblem('identity_token'),
    ],
    [
      signed && Number(token.expire_at) <= now,
      'identity_token.expire_at is in the past.',
    ],
    [
      signed && Number(token.timestamp) > now + FRESH_SECONDS,
      'identity_token.timestamp is in the future.',
    ],
    // The signature does not tell where one field ends and the next begins, so each must have a form of its own.
    [
      token.identifier_type === 'EMAIL'
        ? !/^[^\s@]+@[^\s@]+$/.test(token.identifier)
        : !/^\+[1-9]\d{1,14}$/.test(token.identifier),
      'identity_token.identifier must be an email address if identity_token.identifier_type is EMAIL, and a phone number such as +12345678910 if it is PHONE.',
    ],
  ]);
}

/** The same for an event token. Its issuer and its approval are not checked. */
export function eventTokenProblems(
  { clock, key }: Checker,
  token: EventToken,
): string[] {
  const age = unixSeconds(clock) - Number(token.timestamp);
  const signed = !isDocumentationExample(token);
  return found([
    [
      signed && !key.verify(eventTokenMessage(token), token.signature),
      signatureProblem('event_token'),
    ],
    [
      signed && age > FRESH_SECONDS,
      `event_token.timestamp is more than ${String(FRESH_SECONDS)} seconds in the past.`,
    ],
    [
      signed && age < -FRESH_SECONDS,
      `event_token.timestamp is more than ${String(FRESH_SECONDS)} seconds in the future.`,
    ],
  ]);
}

/**
 * Whether a token is an example from the documentation, which shortens signatures. Nothing that a signer makes is taken
 * for one.
 */
export function isDocumentationExample({
  signature,
}: Pick<EventToken | IdentityToken, 'signature'>): boolean {
  return !hasSignatureForm(signature);
}

function signatureProblem(name: string): string {
  return `${name}.signature is invalid: this mock's signing key did not make it for these fields.`;
}

function found(checks: readonly (readonly [boolean, string])[]): string[] {
  return checks.flatMap(([wrong, problem]) => (wrong ? [problem] : []));
}
