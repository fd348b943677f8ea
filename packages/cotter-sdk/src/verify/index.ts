/**
 * Verifies the tokens of Cotter: access and id tokens, identity tokens and event tokens. It needs WebCrypto and `fetch`, and nothing of Node.
 *
 * @module
 */
export type { ClockOptions } from '../options/clock.ts';
export type { Authentication, AuthenticationRefusal } from './authenticate.ts';
export type { VerifierEvent, VerifierEventListener } from './events.ts';
export {
  verifyEventToken,
  type EventTokenOptions,
  type VerifiedEventToken,
} from './event-token.ts';
export {
  explainToken,
  type ExplainTokenOptions,
  type TokenCheck,
  type TokenExplanation,
} from './explain-token.ts';
export {
  verifyIdentityToken,
  type IdentityTokenOptions,
  type VerifiedIdentityToken,
} from './identity-token.ts';
export { createTokenVerifier, type TokenVerifier } from './token-verifier.ts';
export type { VerifiedToken } from './verified-token.ts';
export {
  CotterVerificationError,
  type KeysFault,
  type VerificationErrorCode,
  type VerificationReason,
} from './verification-error.ts';
export type { TokenVerifierOptions } from './verifier-options.ts';
