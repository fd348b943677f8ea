import { CotterError, type CotterErrorDetails } from './cotter-error.ts';

/** The answer was not complete in time. Unless the message says that nothing was sent, the server may have acted. */
export class CotterTimeoutError extends CotterError {
  static {
    this.prototype.name = 'CotterTimeoutError';
  }

  readonly code = 'timeout';

  /** The time that ran out, in milliseconds. */
  readonly timeoutMs: number;

  /** @internal */
  constructor(
    timeoutMs: number,
    notSent: boolean,
    details: CotterErrorDetails,
  ) {
    super(
      notSent
        ? `Cotter could not be reached within ${String(timeoutMs)} ms; nothing was sent.`
        : `Cotter did not answer within ${String(timeoutMs)} ms; the request may have been processed.`,
      details,
    );
    this.timeoutMs = timeoutMs;
  }
}
