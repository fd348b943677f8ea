import type { AccessTokenClaims, IdTokenClaims } from '@org/cotter-types';
import { authenticate, type Authentication } from './authenticate.ts';
import { checkClaims, type TokenKind } from './claim-checks.ts';
import type { JsonObject } from './jwt/jwt.ts';
import { checkSignature } from './keys/jwt-signature.ts';
import { tokenInvalid, type Fault } from './verification-error.ts';
import type { VerifiedToken } from './verified-token.ts';
import { VerifiedTokens } from './verified-tokens.ts';
import {
  readVerifierOptions,
  type TokenVerifierOptions,
} from './verifier-options.ts';

/** Verifies access and id tokens of one API key id. Make one and keep it: it holds the signing keys. */
export interface TokenVerifier {
  /**
   * Verifies the access token in an `Authorization` header, and returns its claims or the response to refuse the request with.
   *
   * Rejects with a `CotterVerificationError` only if its code is `unsupported_runtime`.
   *
   * @param authorization the value of the header; undefined or null if there is none
   */
  readonly authenticate: (
    authorization: string | null | undefined,
  ) => Promise<Authentication>;
  /**
   * Verifies an access token, such as the one of an `Authorization: Bearer` header (without the word Bearer).
   *
   * Rejects with a `CotterVerificationError`.
   */
  readonly verifyAccessToken: (
    jwt: string,
  ) => Promise<VerifiedToken<AccessTokenClaims>>;
  /**
   * Verifies an id token. An access token is refused, and the reverse.
   *
   * Rejects with a `CotterVerificationError`.
   */
  readonly verifyIdToken: (
    jwt: string,
  ) => Promise<VerifiedToken<IdTokenClaims>>;
}

/**
 * Makes a verifier of access and id tokens.
 *
 * It accepts only ES256 (RFC 8725 section 3.1), with the signing key that the token's `kid` names, and requires `iss`, `aud`, `sub`, `iat`, `exp` and `type` (RFC 7519 section 4.1).
 *
 * The signing keys are fetched when they are first needed, within 5 seconds, without following redirects. They are fetched
 * again after 10 minutes, for an unknown `kid`, and for a signature that does not match. Between two fetches are at least 30 seconds (less while
 * there are no keys at all). While fetching fails, known keys stay in use for up to 24 hours.
 *
 * @throws TypeError for an option that is missing, unknown or not usable.
 */
export function createTokenVerifier(
  options: TokenVerifierOptions,
): TokenVerifier {
  const { apiKeyId, issuer, keys, cacheSize, clock } =
    readVerifierOptions(options);
  const verified = new VerifiedTokens(cacheSize);

  const verify = async (jwt: string, kind: TokenKind) => {
    const refusal = (fault: Fault) => {
      verified.forget(jwt);
      return tokenInvalid(`${kind} token`, fault);
    };
    const known = verified.get(jwt);
    // A key that was withdrawn or replaced meanwhile vouches for nothing.
    const found =
      known !== undefined && (await keys.find(known.kid)) === known.key
        ? known
        : await checkSignature(jwt, keys);
    if ('reason' in found) throw refusal(found);
    const { claims, kid } = found;
    const fault = checkClaims(claims, {
      kind,
      issuer,
      audience: apiKeyId,
      nowSeconds: clock.now() / 1000,
      toleranceSeconds: clock.toleranceSeconds,
    });
    if (fault !== undefined) throw refusal(fault);
    verified.add(jwt, found);
    return { claims: copyOf(claims), kid };
  };

  // The claims were checked against the fields of these types.
  const verifyAccessToken = (jwt: string) =>
    verify(jwt, 'access') as Promise<VerifiedToken<AccessTokenClaims>>;

  return Object.freeze<TokenVerifier>({
    authenticate: (authorization) =>
      authenticate(authorization, verifyAccessToken),
    verifyAccessToken,
    verifyIdToken: (jwt) =>
      verify(jwt, 'id') as Promise<VerifiedToken<IdTokenClaims>>,
  });
}

/** Most tokens contain only plain values, which need no deep copy. */
function copyOf(claims: JsonObject): JsonObject {
  return Object.values(claims).some((value) => typeof value === 'object')
    ? structuredClone(claims)
    : { ...claims };
}
