import { CotterError, type CotterErrorDetails } from './cotter-error.ts';

/** The caller's `signal` ended the call. If the request had left by then, the server may have acted on it. */
export class CotterAbortError extends CotterError {
  static {
    this.prototype.name = 'CotterAbortError';
  }

  readonly code = 'aborted';

  /** @internal */
  constructor(details: Omit<CotterErrorDetails, 'retryable'> = {}) {
    super('The call was aborted by its signal.', {
      ...details,
      retryable: false,
    });
  }
}
