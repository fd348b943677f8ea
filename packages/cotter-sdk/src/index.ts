/**
 * An axios client for Cotter's OAuth token API.
 *
 * @module
 */
export { CotterClient } from './client.ts';
export type { CotterClientOptions } from './client-options.ts';
export type { CallOptions } from './call-options.ts';
export type { TransportOptions } from './transport/transport-options.ts';
export type { CustomClaims, CustomClaimsResult } from './add-custom-claims.ts';
export type {
  CotterClientEvent,
  OperationName,
  RequestRetryEvent,
} from './event.ts';
export type { Outcome } from './outcome.ts';
export type { Timing } from './timing.ts';
export {
  isCotterError,
  type AnyCotterError,
  type CotterClientError,
  type CotterErrorCode,
} from './errors/any-cotter-error.ts';
export { CotterAbortError } from './errors/abort-error.ts';
export { CotterApiError, type CotterApiErrorCode } from './errors/api-error.ts';
export { CotterError } from './errors/cotter-error.ts';
export { CotterInputError } from './errors/input-error.ts';
export { CotterMissingSecretError } from './errors/missing-secret-error.ts';
export { CotterNetworkError } from './errors/network-error.ts';
export {
  CotterResponseError,
  type ResponseFault,
} from './errors/response-error.ts';
export { CotterTimeoutError } from './errors/timeout-error.ts';
export type { Problem } from './problems.ts';
export type {
  EventToken,
  IdentityToken,
  Jwk,
  Jwks,
  OAuthTokens,
  RefreshedTokens,
} from '@org/cotter-types';
