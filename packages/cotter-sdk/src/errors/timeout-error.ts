import { CotterError, nameErrors } from './cotter-error.ts';

/** The answer was not complete in time. The server may have acted on the request. */
export class CotterTimeoutError extends CotterError {
  static {
    nameErrors(this, 'CotterTimeoutError');
  }

  readonly code = 'timeout';

  /** The time that ran out, in milliseconds. */
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(
      `Cotter did not answer completely within ${String(timeoutMs)} ms; it may still have processed the request.`,
      { retryable: false },
    );
    this.timeoutMs = timeoutMs;
  }
}
