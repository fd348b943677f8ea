/**
 * An axios client for Cotter's OAuth token API.
 *
 * @module
 */
export { CotterClient } from './client.ts';
export type { CotterClientOptions } from './client-options.ts';
export type { CallOptions } from './call-options.ts';
export {
  isCotterError,
  type AnyCotterError,
  type CotterErrorCode,
} from './errors/any-cotter-error.ts';
export { CotterAbortError } from './errors/abort-error.ts';
export { CotterApiError, type CotterApiErrorCode } from './errors/api-error.ts';
export { CotterError } from './errors/cotter-error.ts';
export { CotterInputError } from './errors/input-error.ts';
export { CotterNetworkError } from './errors/network-error.ts';
export {
  CotterResponseError,
  type ResponseFault,
} from './errors/response-error.ts';
export { CotterTimeoutError } from './errors/timeout-error.ts';
export type { Problem } from './problems.ts';
export type { EventToken, IdentityToken, OAuthTokens } from '@org/cotter-types';
