import type { CotterSessionError } from '../session/session-error.ts';
import type { CotterVerificationError } from '../verify/verification-error.ts';
import type { CotterAbortError } from './abort-error.ts';
import type { CotterApiError } from './api-error.ts';
import { hasBrand } from './cotter-error.ts';
import type { CotterInputError } from './input-error.ts';
import type { CotterMissingSecretError } from './missing-secret-error.ts';
import type { CotterNetworkError } from './network-error.ts';
import type { CotterResponseError } from './response-error.ts';
import type { CotterTimeoutError } from './timeout-error.ts';

/** What the calls of a `CotterClient` reject with. */
export type CotterClientError =
  | CotterAbortError
  | CotterApiError
  | CotterInputError
  | CotterMissingSecretError
  | CotterNetworkError
  | CotterResponseError
  | CotterTimeoutError;

/**
 * The closed family of errors of all subpaths; `switch (error.code)` narrows it. A session adds `CotterSessionError`, a
 * verification `CotterVerificationError`.
 */
export type AnyCotterError =
  CotterClientError | CotterSessionError | CotterVerificationError;

/** Every `code` of {@link AnyCotterError}. */
export type CotterErrorCode = AnyCotterError['code'];

/**
 * Whether the value is an error of this package. Prefer it to `instanceof`, which fails when an application holds two
 * copies of the package. Never throws.
 */
export function isCotterError(value: unknown): value is AnyCotterError {
  return hasBrand(value);
}
