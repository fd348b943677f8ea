import {
  CotterError,
  type CotterErrorDetails,
  setKnown,
} from './cotter-error.ts';
import { type Problem, sentence } from './problems.ts';

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
  /** Whether a proxy answered in place of Cotter, and passed nothing on. */
  readonly byProxy?: boolean;
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

  /** The server's `type`, with known secrets replaced; it may be empty. */
  declare readonly serverType?: string;

  /** How long the server asks you to wait (`Retry-After`), in milliseconds; at most one day. */
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

function message({ status, serverMessage, byProxy }: ApiAnswer): string {
  if (byProxy === true) {
    return `The proxy answered ${String(status)} in place of Cotter; nothing was sent. Check the option proxy, or HTTPS_PROXY.`;
  }
  // Browsers hide the status of a redirect that is not followed behind a 0.
  if (status === 0 || (status >= 300 && status <= 399)) {
    return `Cotter answered ${String(status)}, a redirect, which is not followed; check baseUrl.`;
  }
  return serverMessage === undefined || serverMessage === ''
    ? `Cotter answered ${String(status)}.`
    : `Cotter answered ${String(status)}: ${serverMessage}`;
}

/** Why a 200 yields nothing. */
export type ResponseFault =
  | 'empty'
  | 'not_decoded'
  | 'not_json'
  | 'not_utf8'
  | 'too_large'
  | 'wrong_shape';

const MESSAGES: Record<
  Exclude<ResponseFault, 'not_decoded' | 'wrong_shape'>,
  string
> = {
  empty: 'with an empty body',
  not_json: 'not with JSON',
  not_utf8: 'not in UTF-8',
  too_large: 'with a body that is too large',
};

/**
 * The status is 200, but the body is not what was asked for: a page of a proxy, a body cut short, a field missing. The
 * server may have issued tokens. Nothing of the body is repeated, because it may hold some.
 */
export class CotterResponseError extends CotterError {
  static {
    this.prototype.name = 'CotterResponseError';
  }

  readonly code = 'invalid_response';

  /** Why the answer yields nothing. */
  readonly fault: ResponseFault;

  /** For `wrong_shape`, what is wrong, by field; otherwise empty. */
  readonly problems: readonly Problem[];

  /** @internal */
  constructor(
    fault: ResponseFault,
    details: Omit<CotterErrorDetails, 'status'> & {
      /** What was expected, such as `OAuth tokens`. */
      readonly what: string;
      readonly problems?: readonly Problem[];
      /** For `not_decoded`: the content coding. */
      readonly coding?: string | undefined;
    },
  ) {
    const { what, problems = [], coding = '', ...rest } = details;
    const reason = problems.length === 0 ? '' : `: ${sentence(problems)}`;
    const found =
      fault === 'wrong_shape'
        ? `not with ${what}`
        : fault === 'not_decoded'
          ? `with the content coding ${JSON.stringify(coding.slice(0, 32))}, which could not be decoded`
          : MESSAGES[fault];
    super(`Cotter answered 200, but ${found}${reason}.`, {
      ...rest,
      status: 200,
    });
    this.fault = fault;
    this.problems = problems;
  }
}
