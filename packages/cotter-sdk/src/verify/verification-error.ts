import { CotterError, setKnown } from '../errors/cotter-error.ts';

/** What a verification found wrong with a token. */
export type VerificationReason =
  /** Not of the documented form: no JWT, a field missing or of another type. */
  | 'malformed'
  /** Signed with another algorithm than ES256, or not at all. */
  | 'algorithm'
  /** The header names a key or an extension of its own (`jku`, `jwk`, `x5u`, `x5c`, `crit`). */
  | 'header'
  /** The key set does not hold the key that the header names. */
  | 'unknown_kid'
  | 'bad_signature'
  | 'expired'
  /** Issued in the future, or not valid before a time in the future. */
  | 'not_yet_valid'
  /** An event that is older than `maxAgeSeconds`. */
  | 'stale'
  | 'wrong_issuer'
  /** Issued for another API key id. */
  | 'wrong_audience'
  /** An id token where an access token is expected, or the reverse. */
  | 'wrong_type'
  /** An event of another user than `clientUserId`. */
  | 'wrong_user'
  /** An event of another name than `event`. */
  | 'wrong_event'
  /** An event that the user did not approve. */
  | 'not_approved';

/** Why no key set could be read. */
export type KeysFault =
  | 'network'
  | 'timeout'
  /** The function that you gave as `jwks` threw or rejected. */
  | 'function_failed'
  | 'redirect'
  | 'status'
  | 'too_large'
  | 'not_json'
  /** JSON, but no key set that holds a key for ES256. */
  | 'no_usable_key';

/** One thing wrong with a token. */
export interface Fault {
  readonly reason: VerificationReason;
  /** The claim, header parameter or field concerned. */
  readonly field?: string | undefined;
  /** What is wrong, to follow "The token is not valid: "; it repeats nothing secret. */
  readonly detail: string;
}

const ACTIONS = {
  token_invalid: 'sign_in',
  keys_unavailable: 'retry',
  unsupported_runtime: 'fix',
} as const;

interface Verdict {
  readonly code: CotterVerificationError['code'];
  readonly message: string;
  readonly retryable?: boolean;
  readonly status?: number | undefined;
  readonly requestId?: string;
  readonly fault?: Fault;
}

/**
 * A token was not verified. `code` says whose fault it is:
 *
 * - `token_invalid`: the token's; refuse it. `reason` says why.
 * - `keys_unavailable`: the signing keys could not be fetched, so nothing is known about the token; the only code with
 *   `retryable` true. Answer 503, not 401.
 * - `unsupported_runtime`: this runtime's WebCrypto lacks the algorithm, or cannot import the keys.
 *
 * It holds no token, no signature and no claim that identifies a user.
 */
export class CotterVerificationError extends CotterError {
  static {
    this.prototype.name = 'CotterVerificationError';
  }

  readonly code: 'token_invalid' | 'keys_unavailable' | 'unsupported_runtime';

  /** Present if `code` is `token_invalid`. */
  declare readonly reason?: VerificationReason;

  /** The claim, header parameter or field concerned, if it is one. */
  declare readonly field?: string;

  /** @internal */
  constructor(verdict: Verdict) {
    const { code, message, retryable, status, requestId, fault } = verdict;
    super(message, {
      action: ACTIONS[code],
      retryable: retryable ?? false,
      status,
      requestId,
    });
    this.code = code;
    setKnown<CotterVerificationError>(this, {
      reason: fault?.reason,
      field: fault?.field,
    });
  }
}

/** @param what such as `access token`. */
export function tokenInvalid(
  what: string,
  fault: Fault,
): CotterVerificationError {
  return new CotterVerificationError({
    code: 'token_invalid',
    message: `The ${what} is not valid: ${fault.detail}.`,
    fault,
  });
}

const KEYS_FAULTS: Record<KeysFault, string> = {
  network: 'the connection failed',
  timeout: 'no response arrived in time',
  function_failed: 'it failed',
  redirect: 'the response was a redirect, which is not followed',
  status: 'the response status was not 200',
  too_large: 'the response was too large to be a key set',
  not_json: 'the response was not JSON',
  no_usable_key: 'it holds no usable ES256 key, or too many keys',
};

/** Why there is no key set. */
export interface KeysFailure {
  readonly fault: KeysFault;
  readonly status?: number;
  readonly requestId: string;
  /** Where the keys were to come from, such as `https://www.cotter.app/api/v0/token/jwks`. */
  readonly source: string;
  /** More about the failure: the proxy, or the message of the client's error. */
  readonly detail?: string;
}

export function keysUnavailable({
  fault,
  source,
  detail,
  ...request
}: KeysFailure): CotterVerificationError {
  return new CotterVerificationError({
    code: 'keys_unavailable',
    message: `The token was not verified, because the signing keys could not be read from ${source}: ${KEYS_FAULTS[fault]}.${detail === undefined ? '' : ` ${detail}`}`,
    retryable: true,
    ...request,
  });
}

export function unsupportedRuntime(algorithm: string): CotterVerificationError {
  return new CotterVerificationError({
    code: 'unsupported_runtime',
    message: `The token was not verified, because this runtime's WebCrypto does not offer ${algorithm}. In a browser it also needs a secure context (https).`,
  });
}

/** A key could not be imported, for another reason than that the algorithm is missing. */
export function importFailed(thrown: unknown): CotterVerificationError {
  if (thrown instanceof CotterVerificationError) return thrown;
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return new CotterVerificationError({
    code: 'unsupported_runtime',
    message: `The token was not verified, because this runtime could not import the signing keys (${name}).`,
  });
}
