import type { AccessTokenClaims } from '@org/cotter-types';
import { CotterVerificationError } from './verification-error.ts';
import type { VerifiedToken } from './verified-token.ts';

/**
 * What an `Authorization` header proved: the token's claims if `ok` is true, or the response to refuse the request with.
 */
export type Authentication =
  | ({
      /** The header has a valid access token. */
      readonly ok: true;
    } & VerifiedToken<AccessTokenClaims>)
  | AuthenticationRefusal;

/** The response to a request that has no valid access token. */
export interface AuthenticationRefusal {
  /** The request must be refused. */
  readonly ok: false;
  /**
   * - 401: there is no access token, or it is not valid.
   * - 400: the header has the scheme `Bearer`, but no token or more than one.
   * - 503: the signing keys could not be fetched, so the token was not checked.
   */
  readonly status: 400 | 401 | 503;
  /** `www-authenticate` for the statuses 400 and 401 (RFC 6750 section 3), nothing for 503. */
  readonly headers: Readonly<Record<string, string>>;
  /** For your log; absent if there was no token to verify. */
  readonly error?: CotterVerificationError;
}

/** A token as RFC 6750 section 2.1 allows it; the name of a scheme has no case (RFC 9110 section 11.1). */
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;
const SCHEME_BEARER = /^Bearer(?: |$)/i;

export async function authenticate(
  authorization: string | null | undefined,
  verifyAccessToken: (jwt: string) => Promise<VerifiedToken<AccessTokenClaims>>,
): Promise<Authentication> {
  const header = authorization ?? '';
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) {
    // Without a token, the challenge has no error code (RFC 6750 section 3.1).
    return SCHEME_BEARER.test(header)
      ? refusal(400, challenge('invalid_request', 'One token must follow'))
      : refusal(401, 'Bearer');
  }
  try {
    return { ok: true, ...(await verifyAccessToken(token)) };
  } catch (error) {
    if (!(error instanceof CotterVerificationError)) throw error;
    if (error.code === 'unsupported_runtime') throw error;
    if (error.code === 'keys_unavailable')
      return { ok: false, status: 503, headers: {}, error };
    // Which check failed is for your log: a client can only get another token.
    const expired = error.reason === 'expired';
    const why = `The access token ${expired ? 'has expired' : 'is not valid'}`;
    return { ...refusal(401, challenge('invalid_token', why)), error };
  }
}

function challenge(code: string, description: string): string {
  return `Bearer error="${code}", error_description="${description}"`;
}

function refusal(status: 400 | 401, value: string): AuthenticationRefusal {
  return { ok: false, status, headers: { 'www-authenticate': value } };
}
