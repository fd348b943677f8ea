import {
  CotterError,
  type CotterErrorDetails,
  setKnown,
} from './cotter-error.ts';
import { type Problem, sentence } from './problems.ts';

/** Which status Cotter answered with, other than 200. */
export type CotterApiErrorCode =
  /** 400: Cotter rejected the token or a field. `serverMessage` says which. If it is the token, the user must sign in again. */
  | 'bad_request'
  /** 401: an API key is missing or wrong. Check `apiKeyId` and `apiSecretKey`. */
  | 'unauthorized'
  /** 413: the request was too large. Send less in `custom_claims`. */
  | 'payload_too_large'
  /** 415: the content type was not accepted. Look for a proxy or an interceptor that changes the request's headers. */
  | 'unsupported_media_type'
  /** 429: too many requests. Wait for `retryAfterMs`, then call again. */
  | 'rate_limited'
  /** 500 to 599: Cotter failed. Call again later, after `retryAfterMs` if it is set. */
  | 'server_error'
  /** Any other status, also a redirect, which is never followed. Check `baseUrl`. */
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

/** Why a response with the status 200 is not usable. */
export type ResponseFault =
  /** There is no body. */
  | 'empty'
  /** The content coding is unknown, or the body is not valid in it. */
  | 'not_decoded'
  /** The body is not JSON, such as the HTML page of a proxy. */
  | 'not_json'
  /** The body is not UTF-8. */
  | 'not_utf8'
  /** The body is larger than the SDK accepts. */
  | 'too_large'
  /** The body is JSON, but a field is missing or invalid. `problems` names the fields. */
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
 * The status is 200, but the body is not usable; `fault` says why. Cotter may have issued tokens. The error repeats nothing
 * from the body, because it may contain tokens. Look for a proxy that answers in Cotter's place.
 */
export class CotterResponseError extends CotterError {
  static {
    this.prototype.name = 'CotterResponseError';
  }

  readonly code = 'invalid_response';

  /** Why the response is not usable. */
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
