/**
 * Verifies the tokens of Cotter: access and id tokens. It needs WebCrypto and `fetch`, and nothing of Node.
 *
 * @module
 */
export type { ClockOptions } from './clock.ts';
export type { VerifierEvent, VerifierEventListener } from './events.ts';
export {
  createTokenVerifier,
  type TokenVerifier,
  type VerifiedToken,
} from './token-verifier.ts';
export {
  CotterVerificationError,
  type KeysFault,
  type VerificationReason,
} from './verification-error.ts';
export type { TokenVerifierOptions } from './verifier-options.ts';
