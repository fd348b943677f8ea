import type { CotterAbortError } from './abort-error.ts';
import type { CotterApiError } from './api-error.ts';
import { hasBrand } from './cotter-error.ts';
import type { CotterInputError } from './input-error.ts';
import type { CotterMissingSecretError } from './missing-secret-error.ts';
import type { CotterNetworkError } from './network-error.ts';
import type { CotterResponseError } from './response-error.ts';
import type { CotterTimeoutError } from './timeout-error.ts';

/** The closed family of errors; `switch (error.code)` narrows it. */
export type AnyCotterError =
  | CotterAbortError
  | CotterApiError
  | CotterInputError
  | CotterMissingSecretError
  | CotterNetworkError
  | CotterResponseError
  | CotterTimeoutError;

/** Every `code` of {@link AnyCotterError}. */
export type CotterErrorCode = AnyCotterError['code'];

/**
 * Whether the value is an error of this package. Prefer it to `instanceof`, which fails when an application holds two
 * copies of the package.
 */
export function isCotterError(value: unknown): value is AnyCotterError {
  return hasBrand(value);
}
