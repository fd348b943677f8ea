import {
  eventTokenMessage,
  identityTokenMessage,
  type EventToken,
  type IdentityToken,
} from '@org/cotter-types';
import { unixSeconds, type Clock } from '../determinism/clock.ts';
import type { InputKey } from './input-key.ts';

/** How far an event's timestamp may lie from now, either way, and an identity token's ahead of it; in seconds. */
export const FRESH_SECONDS = 300;

/** What checking needs. */
export interface Checker {
  readonly clock: Clock;
  readonly key: InputKey;
}

/**
 * Says what a verifier finds wrong with an identity token, in one sentence for each problem and without any value. The
 * receiver is not looked at.
 */
export function identityTokenProblems(
  { clock, key }: Checker,
  token: IdentityToken,
): string[] {
  const now = unixSeconds(clock);
  return found([
    [
      !key.verify(identityTokenMessage(token), token.signature),
      "identity_token.signature is not the mock's over this token.",
    ],
    [
      Number(token.expire_at) <= now,
      'identity_token.expire_at is in the past.',
    ],
    [
      Number(token.timestamp) > now + FRESH_SECONDS,
      'identity_token.timestamp is in the future.',
    ],
    // The signature does not tell where one field ends and the next begins, so each must have a form of its own.
    [
      token.identifier_type === 'EMAIL'
        ? !/^[^\s@]+@[^\s@]+$/.test(token.identifier)
        : !/^\+[1-9]\d{1,14}$/.test(token.identifier),
      'identity_token.identifier is not what identity_token.identifier_type says.',
    ],
  ]);
}

/** The same of an event token. Its issuer and its approval are not looked at. */
export function eventTokenProblems(
  { clock, key }: Checker,
  token: EventToken,
): string[] {
  const age = unixSeconds(clock) - Number(token.timestamp);
  return found([
    [
      !key.verify(eventTokenMessage(token), token.signature),
      "event_token.signature is not the mock's over this token.",
    ],
    [
      age > FRESH_SECONDS,
      `event_token.timestamp is more than ${String(FRESH_SECONDS)} seconds in the past.`,
    ],
    [
      age < -FRESH_SECONDS,
      `event_token.timestamp is more than ${String(FRESH_SECONDS)} seconds in the future.`,
    ],
  ]);
}

function found(checks: readonly (readonly [boolean, string])[]): string[] {
  return checks.flatMap(([wrong, problem]) => (wrong ? [problem] : []));
}
