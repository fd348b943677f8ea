import { CotterError, type CotterErrorDetails } from './cotter-error.ts';

/** The call needs the API secret key, and the client was made without `apiSecretKey`. Nothing was sent. */
export class CotterMissingSecretError extends CotterError {
  static {
    this.prototype.name = 'CotterMissingSecretError';
  }

  readonly code = 'missing_secret';

  /** @internal */
  constructor(details: Omit<CotterErrorDetails, 'retryable'> = {}) {
    super('The call needs the option apiSecretKey; nothing was sent.', {
      ...details,
      retryable: false,
    });
  }
}
