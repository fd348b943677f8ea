import {
  CotterError,
  setKnown,
  type CotterErrorDetails,
} from './cotter-error.ts';

/**
 * There was no connection, or it broke before the answer was complete.
 *
 * `retryable` is true when no connection was made: the host was not found, or refused, or could not be reached.
 */
export class CotterNetworkError extends CotterError {
  static {
    this.prototype.name = 'CotterNetworkError';
  }

  readonly code = 'network_error';

  /** Node's name of the fault, such as `ECONNREFUSED` or `ENOTFOUND`, if there is one. */
  declare readonly systemCode?: string;

  /** @internal */
  constructor(
    systemCode: string | undefined,
    notSent: boolean,
    details: CotterErrorDetails,
  ) {
    const fault = systemCode === undefined ? '' : ` (${systemCode})`;
    super(
      notSent
        ? `Cotter could not be reached${fault}; nothing was sent.`
        : `The connection to Cotter failed${fault}; the request may have been processed.`,
      details,
    );
    setKnown<CotterNetworkError>(this, { systemCode });
  }
}
