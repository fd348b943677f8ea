/**
 * An axios client for Cotter's OAuth token API.
 *
 * @module
 */
export { CotterClient } from './client/client.ts';
export type { CotterClientOptions } from './options/client-options.ts';
export type { CallOptions } from './options/call-options.ts';
export type { TransportOptions } from './transport/transport-options.ts';
export type {
  CustomClaims,
  CustomClaimsResult,
} from './operations/add-custom-claims.ts';
export type { CotterClientEvent, RequestRetryEvent } from './options/events.ts';
export type { OperationName } from './operations/operation.ts';
export type { ErrorAction } from './errors/action.ts';
export type { Outcome } from './errors/outcome.ts';
export type { Timing } from './retry/timing.ts';
export {
  isCotterError,
  type AnyCotterError,
  type CotterErrorCode,
} from './client/any-cotter-error.ts';
export {
  CotterAbortError,
  CotterInputError,
  CotterMissingSecretError,
  CotterNetworkError,
  CotterTimeoutError,
  type CotterClientError,
} from './errors/client-errors.ts';
export {
  CotterApiError,
  CotterResponseError,
  type CotterApiErrorCode,
  type ResponseFault,
} from './errors/api-error.ts';
export { CotterError } from './errors/cotter-error.ts';
export type { Problem } from './errors/problems.ts';
export type {
  EventToken,
  IdentityToken,
  Jwk,
  Jwks,
  OAuthTokens,
  RefreshedTokens,
} from '@org/cotter-types';
