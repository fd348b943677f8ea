import { hasBrand } from '../errors/cotter-error.ts';
import type { CotterClientError } from '../errors/client-errors.ts';
import type { CotterSessionError } from '../session/session-error.ts';
import type { CotterVerificationError } from '../verify/verification-error.ts';

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
