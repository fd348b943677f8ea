import type { ErrorAction } from '../errors/action.ts';
import { CotterError, setKnown } from '../errors/cotter-error.ts';

/** Why a token is not valid. */
export type VerificationReason =
  /** It is not a JWT, or a field is missing or has the wrong type. */
  | 'malformed'
  /** It is signed with another algorithm than ES256, or not signed. */
  | 'algorithm'
  /** Its header brings its own key or an extension (`jku`, `jwk`, `x5u`, `x5c`, `crit`). */
  | 'header'
  /** The key set does not contain the key that its header names. Check that `baseUrl` is the server that issued the token. */
  | 'unknown_kid'
  /** It was changed, or signed with another key. */
  | 'bad_signature'
  /** Its time is over. Refresh it. */
  | 'expired'
  /** It is valid only from a later time. Check the clock of this machine. */
  | 'not_yet_valid'
  /** The event is older than `maxAgeSeconds`. */
  | 'stale'
  /** It was issued by another service. Check the option `issuer`. */
  | 'wrong_issuer'
  /** It was issued for another API key id. Check `apiKeyId`. */
  | 'wrong_audience'
  /** It is an id token where an access token is expected, or the reverse. */
  | 'wrong_type'
  /** The event is about another user than `clientUserId`. */
  | 'wrong_user'
  /** The event has another name than `event`. */
  | 'wrong_event'
  /** The user did not approve the event. */
  | 'not_approved';

/** Why a token was not accepted. */
export type VerificationErrorCode =
  /** The token is not valid; `reason` says why. Answer 401. */
  | 'token_invalid'
  /** The signing keys could not be fetched, so the token was not checked. Answer 503, and call again later. */
  | 'keys_unavailable'
  /** WebCrypto of this runtime lacks the algorithm, or cannot import the keys. In a browser, use https. */
  | 'unsupported_runtime';

/** Why the key set is not usable. */
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

const ACTIONS: Record<VerificationErrorCode, ErrorAction> = {
  token_invalid: 'sign_in',
  keys_unavailable: 'retry',
  unsupported_runtime: 'fix',
};

interface Verdict {
  readonly code: VerificationErrorCode;
  readonly message: string;
  readonly retryable?: boolean;
  readonly status?: number | undefined;
  readonly requestId?: string;
  readonly fault?: Fault;
}

/**
 * A token was not accepted; `code` says why. `retryable` is true for `keys_unavailable` only.
 *
 * The error contains no token, no signature and no claim that identifies a user.
 */
export class CotterVerificationError extends CotterError {
  static {
    this.prototype.name = 'CotterVerificationError';
  }

  readonly code: VerificationErrorCode;

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
