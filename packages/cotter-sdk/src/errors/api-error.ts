import {
  CotterError,
  setKnown,
  type CotterErrorDetails,
} from './cotter-error.ts';

/** The documented outcomes other than success; `unexpected_status` stands for all the rest, redirects among them. */
export type CotterApiErrorCode =
  | 'bad_request'
  | 'unauthorized'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'server_error'
  | 'unexpected_status';

/** What an answer says, with every secret already taken out of its texts. */
export interface ApiAnswer extends CotterErrorDetails {
  readonly status: number;
  readonly serverMessage: string | undefined;
  readonly serverType: string | undefined;
  readonly retryAfterMs: number | undefined;
}

/**
 * Cotter answered, but not with success.
 *
 * `retryable` is true for 429 and 503, with which a server says that it did not do the work (RFC 6585 section 4, RFC
 * 9110 section 15.6.4); for `fetchJwks` and `signOut`, which do no harm twice, also for 408 and every 5xx.
 */
export class CotterApiError extends CotterError {
  static {
    this.prototype.name = 'CotterApiError';
  }

  readonly code: CotterApiErrorCode;

  declare readonly status: number;

  /** The server's `msg`, with known secrets replaced, if the body had the documented form. */
  declare readonly serverMessage?: string;

  /** The server's `type`, treated likewise; it may be empty. */
  declare readonly serverType?: string;

  /** How long the server asks to wait (`Retry-After`), in milliseconds; at most a day. */
  declare readonly retryAfterMs?: number;

  /** @internal */
  constructor(answer: ApiAnswer) {
    super(message(answer), answer);
    this.code = codeOf(answer.status);
    const { serverMessage, serverType, retryAfterMs } = answer;
    setKnown<CotterApiError>(this, { serverMessage, serverType, retryAfterMs });
  }
}

const CODES: Readonly<Record<number, CotterApiErrorCode>> = {
  400: 'bad_request',
  401: 'unauthorized',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
};

function codeOf(status: number): CotterApiErrorCode {
  return (
    CODES[status] ??
    (status >= 500 && status <= 599 ? 'server_error' : 'unexpected_status')
  );
}

function message({ status, serverMessage }: ApiAnswer): string {
  // Browsers hide the status of a redirect that is not followed behind a 0.
  if (status === 0 || (status >= 300 && status <= 399)) {
    return `Cotter answered ${String(status)}, a redirect, which is not followed; check baseUrl.`;
  }
  return serverMessage === undefined || serverMessage === ''
    ? `Cotter answered ${String(status)}.`
    : `Cotter answered ${String(status)}: ${serverMessage}`;
}
